package dev.assayer.evidence.sync;

import dev.assayer.evidence.Board;
import dev.assayer.evidence.PriceList;
import dev.assayer.evidence.leaderboard.Aider;
import dev.assayer.evidence.leaderboard.Bfcl;
import dev.assayer.evidence.leaderboard.EpochAi;
import dev.assayer.evidence.leaderboard.EvalPlus;
import dev.assayer.evidence.leaderboard.LmArena;
import dev.assayer.evidence.leaderboard.TauBench;
import dev.assayer.evidence.leaderboard.Vectara;
import dev.assayer.evidence.pricelist.LiteLlm;
import dev.assayer.evidence.pricelist.ModelsDev;
import java.util.List;

/// The public sources that need no key and whose licence lets us pass on what they say.
///
/// @param priceLists in the order of trust: where two give a price for one offer, the first counts
/// @param boards in the order in which they may name models that no catalogue lists
public record Sources(List<PriceList> priceLists, List<Board> boards) {

    public Sources {
        priceLists = List.copyOf(priceLists);
        boards = List.copyOf(boards);
    }

    /// All of them.
    public static Sources all() {
        return new Sources(
                List.of(new ModelsDev(), new LiteLlm()),
                List.of(
                        new LmArena(),
                        new EpochAi(),
                        new Aider(),
                        new EvalPlus(),
                        new Vectara(),
                        new Bfcl(),
                        new TauBench()));
    }
}

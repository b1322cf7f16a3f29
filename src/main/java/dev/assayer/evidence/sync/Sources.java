package dev.assayer.evidence.sync;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.leaderboard.Aider;
import dev.assayer.evidence.leaderboard.ArtificialAnalysis;
import dev.assayer.evidence.leaderboard.Bfcl;
import dev.assayer.evidence.leaderboard.BigCodeBench;
import dev.assayer.evidence.leaderboard.EpochAi;
import dev.assayer.evidence.leaderboard.EqBench;
import dev.assayer.evidence.leaderboard.EvalPlus;
import dev.assayer.evidence.leaderboard.Helm;
import dev.assayer.evidence.leaderboard.LiveBench;
import dev.assayer.evidence.leaderboard.LiveCodeBench;
import dev.assayer.evidence.leaderboard.LlmStats;
import dev.assayer.evidence.leaderboard.LlmStatsApi;
import dev.assayer.evidence.leaderboard.LmArena;
import dev.assayer.evidence.leaderboard.MmluPro;
import dev.assayer.evidence.leaderboard.OpenLlm;
import dev.assayer.evidence.leaderboard.SweBench;
import dev.assayer.evidence.leaderboard.TauBench;
import dev.assayer.evidence.leaderboard.TerminalBench;
import dev.assayer.evidence.leaderboard.Vectara;
import dev.assayer.evidence.own.OwnObservations;
import dev.assayer.evidence.own.ResultDumps;
import dev.assayer.evidence.own.StaticModels;
import dev.assayer.evidence.pricelist.LiteLlm;
import dev.assayer.evidence.pricelist.ModelsDev;
import dev.assayer.evidence.pricelist.OpenRouter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every source that there is a reader for.
///
/// @param feeds in the order of trust: of two prices for one offer the first counts, and boards may
///   name models that no catalogue lists in this order
public record Sources(List<Feed> feeds) {

    public Sources {
        feeds = List.copyOf(feeds);
    }

    /// All of them: what is published, then the user's own files.
    public static Sources all() {
        List<Feed> published =
                List.of(
                        new OpenRouter(),
                        new ModelsDev(),
                        new LiteLlm(),
                        new ArtificialAnalysis(),
                        new LmArena(),
                        new EpochAi(),
                        new Aider(),
                        new EvalPlus(),
                        new Vectara(),
                        new Bfcl(),
                        new TauBench(),
                        new LiveBench(),
                        new LlmStats(),
                        new LlmStatsApi(),
                        new MmluPro(),
                        new SweBench(),
                        new TerminalBench(),
                        new BigCodeBench(),
                        new LiveCodeBench(),
                        new EqBench(),
                        new Helm(),
                        new OpenLlm());
        List<Benchmark> benchmarks =
                published.stream().flatMap(feed -> feed.benchmarks().stream()).toList();
        return new Sources(
                Stream.concat(
                                published.stream(),
                                Stream.of(
                                        new StaticModels(),
                                        new ResultDumps(),
                                        new OwnObservations(benchmarks)))
                        .toList());
    }

    /// Of each of them.
    public Set<String> ids() {
        return feeds.stream().map(feed -> feed.source().id()).collect(Collectors.toSet());
    }

    /// Those whose content may be passed on.
    public Sources shareable() {
        return new Sources(
                feeds.stream().filter(feed -> feed.source().licence().shareable()).toList());
    }
}

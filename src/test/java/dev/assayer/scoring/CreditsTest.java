package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.view.Families;
import dev.assayer.scoring.view.Known;
import dev.assayer.scoring.view.Layered;
import dev.assayer.scoring.view.LayeredWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whose credit stands where, and what stays out of an export. Of the sources here nobody may pass
/// anything on.
final class CreditsTest {

    /// Only the speed of `lab/m` is Artificial Analysis's, not its score.
    private static final Snapshot SNAPSHOT =
            new Known()
                    .figure("lab/m", "static/humaneval", 90, 7)
                    .figure("lab/n", "artificialanalysis/coding_index", 70, 0)
                    .price("lab/m", "2", "6")
                    .speed("lab/m", 0.321, 77.7)
                    .snapshot();

    private static List<RankingRow> rows() {
        Scores scores =
                new Layered(Families.DEFAULT, LayeredWeights.DEFAULT).score(SNAPSHOT, Known.TODAY);
        return Ranking.of(SNAPSHOT, scores, List.of(), Optional.of(Category.CODING)).rows();
    }

    private static List<RankingRow> rowsOf(String model) {
        return rows().stream().filter(row -> row.contender().modelName().equals(model)).toList();
    }

    @Test
    void aRowIsCreditedToWhoeverSaidItsScoreItsSpeedOrItsPrice() {
        RankingRow row = rowsOf("lab/m").getFirst();

        assertThat(row.sources()).hasValue(List.of("artificialanalysis", "static"));
        assertThat(row.credited()).containsExactly("artificialanalysis", "prices", "static");
        assertThat(RankingTable.text(rowsOf("lab/m"), SNAPSHOT))
                .endsWith("credits\n  artificialanalysis: artificialanalysis\n  static: static\n");
    }

    @Test
    void speedsThatNobodyMayPassOnStayOutOfCsv() {
        var text = new StringBuilder();

        Credits credits = RankingCsv.write(rowsOf("lab/m"), SNAPSHOT, text);

        var line = new ArrayList<>(List.of(text.toString().split("\n", -1)[1].split(",", -1)));
        for (String column :
                Set.of(
                        "ttft_median",
                        "throughput_median",
                        "performance_score",
                        "speed_tier",
                        "performance_data_updated_at")) {
            assertThat(line.get(RankingCsv.COLUMNS.indexOf(column))).as(column).isEmpty();
        }
        assertThat(line.get(RankingCsv.COLUMNS.indexOf("price_per_million_input"))).isEqualTo("2");
        assertThat(line.getLast()).isEqualTo("static");
        assertThat(credits.header()).isEqualTo("static: static");
    }
}

package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.view.CompositeView;
import dev.assayer.scoring.view.CompositeWeights;
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
/// anything on, but for the user's own static file.
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
        // 90 for coding is all that is left of it; with the speed it would be another number
        assertThat(line.get(RankingCsv.COLUMNS.indexOf("overall_score")))
                .isEqualTo(line.get(RankingCsv.COLUMNS.indexOf("coding_composite")))
                .isNotEqualTo(
                        RankingColumn.find("overall_score")
                                .orElseThrow()
                                .text(rowsOf("lab/m").getFirst()));
        assertThat(line.getLast()).isEqualTo("static");
        assertThat(credits.header()).isEqualTo("static: static");
    }

    @Test
    void aPlainMeanOfSuchFiguresAloneStaysOutOfCsv() {
        var text = new StringBuilder();

        RankingCsv.write(rowsOf("lab/n"), SNAPSHOT, text);

        List<String> line = List.of(text.toString().split("\n", -1)[1].split(",", -1));
        for (String column :
                Set.of("score", "coding_composite", "quality_index", "overall_score", "sources")) {
            assertThat(line.get(RankingCsv.COLUMNS.indexOf(column))).as(column).isEmpty();
        }
        assertThat(line.get(RankingCsv.COLUMNS.indexOf("rank"))).isNotEmpty();
    }

    @Test
    void aCompositeScoreMadeOfSuchASpeedStaysOutOfCsvToo() {
        Scores scores =
                new CompositeView(
                                new Layered(Families.DEFAULT, LayeredWeights.DEFAULT),
                                CompositeWeights.DEFAULT)
                        .score(SNAPSHOT, Known.TODAY);
        List<RankingRow> rows =
                Ranking.of(SNAPSHOT, scores, List.of(), Optional.of(Category.CODING)).rows();
        var text = new StringBuilder();

        RankingCsv.write(rows, SNAPSHOT, text);

        int score = RankingCsv.COLUMNS.indexOf("score");
        assertThat(text.toString().lines().skip(1))
                .extracting(line ->
                        line.startsWith("lab/m,") + " " + line.split(",", -1)[score].isEmpty())
                .containsExactlyInAnyOrder("true true", "false false");
    }
}

package dev.assayer.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Ranking;
import dev.assayer.scoring.RankingColumn;
import dev.assayer.scoring.RankingFilter;
import dev.assayer.scoring.RankingRow;
import dev.assayer.scoring.Scores;
import dev.assayer.scoring.ScoringMethod;
import dev.assayer.scoring.view.Families;
import dev.assayer.scoring.view.Known;
import dev.assayer.scoring.view.Layered;
import dev.assayer.scoring.view.LayeredWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Rankings and the scores of a model as JSON.
final class RankingJsonTest {

    private static final Snapshot SNAPSHOT =
            new Known()
                    .figure("lab/m", "static/humaneval", 90, 7)
                    .figure("lab/m", "artificialanalysis/coding_index", 70, 0)
                    .figure("lab/m@high", "dump/gsm8k", 80, 3)
                    .figure("lab/n", "static/humaneval", 60, 7)
                    .model("lab/m", 64_000)
                    .price("lab/m", "2", "6")
                    .profile("lab/m", "m-code", 128_000, List.of("0.001", "0.003"), 900, Map.of())
                    .snapshot();

    private static final ScoringMethod LAYERED =
            new Layered(Families.DEFAULT, LayeredWeights.DEFAULT);
    private static final Scores SCORES = LAYERED.score(SNAPSHOT, Known.TODAY);

    private static Ranking ranking(Optional<Category> category) {
        return Ranking.of(SNAPSHOT, SCORES, List.of(), category);
    }

    @Test
    void aRowHasTheAgreedFieldsInOrderAndNullForWhatIsAbsent() {
        List<RankingRow> rows = ranking(Optional.of(Category.CODING)).rows();

        JsonNode list =
                RankingJson.of(rows, SNAPSHOT, LAYERED.id(), Known.TODAY, RankingFilter.ALL);

        JsonNode first = list.path("data").path(0);
        var names = new ArrayList<>(first.propertyNames());
        assertThat(names.subList(0, RankingColumn.ALL.size()))
                .containsExactlyElementsOf(
                        RankingColumn.ALL.stream().map(RankingColumn::name).toList());
        assertThat(names.subList(RankingColumn.ALL.size(), names.size()))
                .containsExactly("partial", "overall_partial", "made_of");
        assertThat(first.path("model_id").stringValue()).isEqualTo("lab/m");
        assertThat(first.path("rank").intValue()).isEqualTo(1);
        assertThat(first.path("low").isNull()).isTrue();
        assertThat(first.path("performance_score").isNull()).isTrue();
        assertThat(first.path("overall_partial").booleanValue()).isTrue();
        assertThat(first.path("partial").booleanValue()).isTrue();
        assertThat(first.path("is_free").booleanValue()).isFalse();
        assertThat(first.path("sources").toString())
                .isEqualTo("[\"artificialanalysis\",\"static\"]");
        assertThat(first.path("made_of").path("parts").path(1).path("points").isNull()).isTrue();
        assertThat(list.path("attributions").propertyNames())
                .containsExactly("artificialanalysis", "static");
        assertThat(list.path("method").stringValue()).isEqualTo("layered/1");
    }

    @Test
    void theScoresOfAModelSayWhatTheyAreMadeOf() {
        JsonNode json =
                ModelScoresJson.of(
                        SNAPSHOT,
                        SCORES,
                        ranking(Optional.empty()),
                        Variant.parse("lab/m"),
                        Known.TODAY);

        assertThat(json.path("model_id").stringValue()).isEqualTo("lab/m");
        assertThat(json.path("static_data").path("context_window").intValue()).isEqualTo(128_000);
        assertThat(json.path("static_data").path("cost_in_per_1k").toString()).isEqualTo("0.001");
        assertThat(json.path("static_data").path("avg_latency_ms").doubleValue()).isEqualTo(900);
        JsonNode coding = json.path("category_scores").path("coding");
        JsonNode figure = coding.path("contributing_scores").path("static/humaneval");
        assertThat(figure.path("score").doubleValue()).isEqualTo(90);
        assertThat(figure.path("weight").doubleValue()).isEqualTo(0.5);
        assertThat(figure.path("date").stringValue()).isEqualTo("2026-08-15");
        assertThat(figure.path("url").stringValue()).isEqualTo("https://static.example");
        // (0.3 x 1.0 + 0.3 x 0.92) / 0.6
        assertThat(coding.path("data_quality").doubleValue()).isEqualTo(0.96);
        assertThat(coding.path("confidence").doubleValue()).isEqualTo(0.6);
        assertThat(
                        json.path("category_scores")
                                .path("math")
                                .path("contributing_scores")
                                .has("dump/gsm8k@high"))
                .isTrue();
        JsonNode provenance = json.path("data_provenance");
        assertThat(provenance.path("static_data").path("source").stringValue()).isEqualTo("static");
        assertThat(provenance.path("static_data").path("last_updated").stringValue())
                .isEqualTo("2026-08-15");
        assertThat(provenance.path("api_data").path("source").stringValue())
                .isEqualTo("artificialanalysis");
        assertThat(provenance.path("scraped_data").path("data_quality").doubleValue())
                .isEqualTo(0.8);
        JsonNode metadata = json.path("performance_metadata");
        assertThat(metadata.path("overall_rank").intValue()).isEqualTo(1);
        assertThat(metadata.path("speed_tier").isNull()).isTrue();
        assertThat(metadata.path("best_at")).isNotEmpty();
    }

    @Test
    void pricesAndSpeedsHaveNoExponentAndWhatIsAbsentIsNull() {
        Snapshot dear =
                new Known()
                        .figure("lab/m", "dump/gsm8k", 90, 7)
                        .price("lab/m", "30", "600")
                        .speed("lab/m", 10, 120)
                        .snapshot();
        Scores scores = LAYERED.score(dear, Known.TODAY);
        Ranking all = Ranking.of(dear, scores, List.of(), Optional.empty());

        JsonNode row = RankingJson.row(all.rows().getFirst());
        assertThat(row.path("price_per_million_input").toString()).isEqualTo("30");
        assertThat(row.path("price_per_million_output").toString()).isEqualTo("600");
        assertThat(row.path("ttft_median").toString()).isEqualTo("10");
        assertThat(row.path("throughput_median").toString()).isEqualTo("120");

        JsonNode json = ModelScoresJson.of(dear, scores, all, Variant.parse("lab/m"), Known.TODAY);
        assertThat(json.path("static_data").path("cost_in_per_1k").toString()).isEqualTo("0.03");
        JsonNode metadata = json.path("performance_metadata");
        assertThat(metadata.has("overall_score")).isTrue();
        assertThat(metadata.path("overall_score").isNull()).isTrue();
        assertThat(metadata.path("overall_partial").isNull()).isTrue();
        JsonNode math = json.path("category_scores").path("math");
        assertThat(math.path("rank").intValue()).isEqualTo(1);
        JsonNode figure = math.path("contributing_scores").path("dump/gsm8k");
        assertThat(figure.has("moved")).isTrue();
        assertThat(figure.path("moved").isNull()).isTrue();
    }

    @Test
    void aModelWithoutLayersHasNone() {
        JsonNode json =
                ModelScoresJson.of(
                        SNAPSHOT,
                        SCORES,
                        ranking(Optional.empty()),
                        Variant.parse("lab/unheard"),
                        Known.TODAY);

        assertThat(json.path("category_scores").isEmpty()).isTrue();
        assertThat(json.path("performance_metadata").path("overall_rank").isNull()).isTrue();
        assertThat(json.path("data_provenance").path("static_data").path("source").isNull())
                .isTrue();
    }
}

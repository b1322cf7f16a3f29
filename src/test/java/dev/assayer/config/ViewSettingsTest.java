package dev.assayer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.scoring.Category;
import dev.assayer.scoring.view.LayeredWeights;
import dev.assayer.scoring.view.ViewWeights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The weights of the views as `assayer.yaml` sets them.
final class ViewSettingsTest {

    @TempDir private Path directory = Path.of("");

    @Test
    void whatIsGivenChangesAndTheRestStays() {
        ScoringSettings scoring =
                new Site(directory)
                        .yaml(
                                """
                                scoring:
                                  method: layered
                                  speed-tiers: { fast-below: 1s, medium-below: 2s }
                                  families: { humaneval: [house/review], chess: ["*/chess"] }
                                  layered:
                                    scraped: { weight: 0.6, half-life: 30d }
                                    conditions: { reasoning-context: 1000 }
                                    factors: { chat-latency-ms: { from: 9000, to: 90, most: 0.05 } }
                                    categories:
                                      coding: { scraped: { humaneval: 2, lmarena/coding: 0.5 } }
                                      tools: { scraped: { bfcl/overall: 1 } }
                                  merged:
                                    artificial-analysis: 0.6
                                    llm-stats: 0.4
                                    categories: { empathy: { lmarena: { eqbench/eq3: 1 } } }
                                  composite:
                                    overall: { coding: 0.8, performance: 0.1, value: 0.1 }
                                    performance: { ttft-none: 5s }
                                    value: { context-points: { 1000: 0, 1000000: 100 } }
                                """)
                        .settings()
                        .scoring();

        ViewWeights views = scoring.views();
        LayeredWeights layered = views.layered();
        LayeredWeights.Benchmarks coding =
                Objects.requireNonNull(layered.benchmarks().get(Category.CODING));
        assertThat(scoring.method()).isEqualTo("layered");
        assertThat(scoring.speedTiers().medium()).isEqualTo(Duration.ofSeconds(2));
        assertThat(views.families().members()).containsEntry("chess", List.of("*/chess"));
        assertThat(views.families().members().get("humaneval"))
                .containsExactly("*/humaneval", "house/review");
        assertThat(layered.layers().scraped().weight()).isEqualTo(0.6);
        assertThat(layered.layers().scraped().quality()).isEqualTo(0.85);
        assertThat(layered.layers().scraped().halfLife()).isEqualTo(Duration.ofDays(30));
        assertThat(layered.layers().live()).isEqualTo(LayeredWeights.DEFAULT.layers().live());
        assertThat(layered.conditions().reasoningContext()).isEqualTo(1000);
        assertThat(layered.factors().chatSpeed().most()).isEqualTo(0.05);
        assertThat(coding.scraped()).isEqualTo(Map.of("humaneval", 2.0, "lmarena/coding", 0.5));
        assertThat(coding.live()).isEqualTo(Map.of("aa_coding_index", 0.9));
        assertThat(layered.benchmarks()).containsKeys(Category.TOOLS, Category.CHAT);
        assertThat(views.merged().artificialAnalysis()).isEqualTo(0.6);
        assertThat(views.merged().boards()).containsKeys(Category.EMPATHY, Category.MATH);
        assertThat(views.composite().overall().coding()).isEqualTo(0.8);
        assertThat(views.composite().performance().noTtft()).isEqualTo(5);
        assertThat(views.composite().value().contextPoints())
                .isEqualTo(Map.of(1000, 0.0, 1_000_000, 100.0));
    }

    @Test
    void whatCannotBeRightIsSaid() {
        assertThat(
                        new Site(directory)
                                .yaml(
                                        """
                                        scoring:
                                          families: { humaneval: [nowhere] }
                                          layered:
                                            factors: { question-latency-ms: { from: 1, to: 2, most: 0.5 } }
                                            categories: { cooking: {} }
                                          merged: { categories: { chat: { lmarena: { lmarena/chat: much } } } }
                                          composite:
                                            overall: { coding: 0.5 }
                                            value: { price: 0.6, context: 0.6 }
                                        """)
                                .problems())
                .containsExactlyInAnyOrder(
                        "assayer.yaml:2: scoring.families.humaneval[0]: 'nowhere' (expected: the id of a benchmark such as epoch/mmlu or */mmlu)",
                        "assayer.yaml:4: scoring.layered.factors.question-latency-ms: most: 0.5 (expected: 0..0.1)",
                        "assayer.yaml:5: scoring.layered.categories.cooking: is no category (expected: coding, math, reasoning, research, language, empathy, creative_writing, general, question, chat or tools)",
                        "assayer.yaml:6: scoring.merged.categories.chat.lmarena.lmarena/chat: 'much' (expected: a number, 0 or more)",
                        "assayer.yaml:8: scoring.composite.overall.performance: is missing (expected: a number, 0..1; together they sum to 1)",
                        "assayer.yaml:8: scoring.composite.overall.value: is missing (expected: a number, 0..1; together they sum to 1)",
                        "assayer.yaml:9: scoring.composite.value: weights sum to 1.2 (expected: 1)");
    }
}

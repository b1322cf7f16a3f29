package dev.assayer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assayer.routing.policy.Policy;
import dev.assayer.routing.policy.PolicyWeights;
import dev.assayer.routing.policy.Weights;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.SpeedTier;
import dev.assayer.scoring.view.CompositeWeights;
import dev.assayer.scoring.view.Families;
import dev.assayer.scoring.view.LayeredWeights;
import dev.assayer.scoring.view.MergedWeights;
import dev.assayer.scoring.view.Ramp;
import dev.assayer.scoring.view.ViewWeights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

    @Test
    void everyDefault() {
        assertThat(Settings.defaults(Path.of("/h")))
                .isEqualTo(
                        new Settings(
                                Path.of("/h"),
                                new ServerSettings(
                                        "127.0.0.1",
                                        8001,
                                        0,
                                        Duration.ofSeconds(30),
                                        new ServerLimits(
                                                100,
                                                new ByteSize(32 * 1024),
                                                new ByteSize(16 * 1024 * 1024),
                                                new ByteSize(32 * 1024 * 1024),
                                                new ByteSize(256 * 1024 * 1024),
                                                10_000),
                                        Optional.empty()),
                                new CallDeadlines(
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(120),
                                        Duration.ofSeconds(60),
                                        Duration.ofSeconds(600)),
                                true,
                                SandboxMode.AUTO,
                                List.of(),
                                new RoutingOptions(
                                        Policy.BALANCED,
                                        Optional.empty(),
                                        0.35,
                                        new PolicyWeights(
                                                Map.of(
                                                        Policy.QUALITY,
                                                        new Weights(0.9, 0.05, 0.05),
                                                        Policy.BALANCED,
                                                        new Weights(0.5, 0.3, 0.2),
                                                        Policy.ECONOMY,
                                                        new Weights(0.3, 0.1, 0.6),
                                                        Policy.SPEED,
                                                        new Weights(0.25, 0.65, 0.1)),
                                                Map.of())),
                                new LedgerSettings(false, 10_000, Duration.ofMillis(50)),
                                new EvidenceSettings(
                                        true,
                                        Duration.ofHours(12),
                                        Map.of(),
                                        new OwnEvidence(
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty()),
                                        new EvidenceSettings.Trust(0.5, 0.3),
                                        false),
                                new ScoringSettings(
                                        "default",
                                        views(),
                                        new SpeedTier.Limits(
                                                Duration.ofMillis(500), Duration.ofMillis(1500))),
                                new LogSettings(LogSettings.Level.INFO)));
    }

    /// As `docs/score-views.md` and `docs/views.md` have them.
    private static ViewWeights views() {
        Duration year = Duration.ofDays(365);
        return new ViewWeights(
                Families.DEFAULT,
                new LayeredWeights(
                        new LayeredWeights.Layers(
                                new LayeredWeights.LayerTerms(0.3, 1, year),
                                new LayeredWeights.LayerTerms(0.4, 0.85, year),
                                new LayeredWeights.LayerTerms(0.3, 0.92, year),
                                0.5),
                        Map.of(
                                Category.CODING,
                                new LayeredWeights.Benchmarks(
                                        Map.of(
                                                "humaneval",
                                                1.0,
                                                "livecodebench",
                                                0.8,
                                                "aa_coding_index",
                                                0.9),
                                        Map.of(
                                                "humaneval",
                                                1.0,
                                                "livecodebench",
                                                0.8,
                                                "category_coding",
                                                1.0),
                                        Map.of("aa_coding_index", 0.9)),
                                Category.MATH,
                                new LayeredWeights.Benchmarks(
                                        Map.of("gsm8k", 1.0, "aa_math_index", 0.9, "math", 0.7),
                                        Map.of("gsm8k", 1.0, "math", 0.7, "category_math", 1.0),
                                        Map.of("aa_math_index", 0.9)),
                                Category.REASONING,
                                new LayeredWeights.Benchmarks(
                                        Map.of(
                                                "mmlu",
                                                1.0,
                                                "mmlu_pro",
                                                1.1,
                                                "arc_challenge",
                                                0.8,
                                                "aa_intelligence_index",
                                                0.9,
                                                "gpqa",
                                                0.7),
                                        Map.of(
                                                "arc_challenge",
                                                0.8,
                                                "winogrande",
                                                1.0,
                                                "category_reasoning",
                                                1.0),
                                        Map.of("aa_intelligence_index", 0.9)),
                                Category.CREATIVE_WRITING,
                                new LayeredWeights.Benchmarks(
                                        Map.of("hellaswag", 0.6, "truthfulqa", 0.4),
                                        Map.of("hellaswag", 0.6, "truthfulqa", 0.4),
                                        Map.of()),
                                Category.GENERAL,
                                new LayeredWeights.Benchmarks(
                                        Map.of("mmlu", 0.8, "hellaswag", 0.6),
                                        Map.of("mmlu", 0.8, "hellaswag", 0.6),
                                        Map.of()),
                                Category.QUESTION,
                                new LayeredWeights.Benchmarks(
                                        Map.of(
                                                "mmlu",
                                                0.8,
                                                "truthfulqa",
                                                0.9,
                                                "aa_intelligence_index",
                                                0.7),
                                        Map.of(
                                                "mmlu",
                                                0.8,
                                                "truthfulqa",
                                                0.9,
                                                "category_knowledge",
                                                1.0),
                                        Map.of("aa_intelligence_index", 0.7)),
                                Category.CHAT,
                                new LayeredWeights.Benchmarks(
                                        Map.of("hellaswag", 0.7, "truthfulqa", 0.6),
                                        Map.of("hellaswag", 0.7, "truthfulqa", 0.6),
                                        Map.of())),
                        new LayeredWeights.Conditions(
                                "code",
                                "programming",
                                0.5,
                                8000,
                                0.6,
                                4000,
                                0.01,
                                Duration.ofSeconds(3),
                                0.005,
                                Duration.ofSeconds(2)),
                        new LayeredWeights.Factors(
                                0.1,
                                new Ramp(8000, 128_000, 0.1),
                                new Ramp(4000, 128_000, 0.1),
                                new Ramp(0.01, 0, 0.1),
                                new Ramp(500, 3000, 0.1),
                                new Ramp(0.005, 0, 0.1),
                                new Ramp(2000, 200, 0.1),
                                new Ramp(0, 1, 0.1))),
                new MergedWeights(
                        0.7,
                        0.3,
                        1400,
                        Map.of(
                                Category.CODING,
                                new MergedWeights.Boards(
                                        Map.of("aa_coding_index", 1.0),
                                        Map.of("humaneval", 1.0, "livecodebench", 1.0),
                                        Map.of("lmarena/coding", 1.0)),
                                Category.MATH,
                                new MergedWeights.Boards(
                                        Map.of("aa_math_index", 1.0),
                                        Map.of("gsm8k", 1.0, "math", 1.0),
                                        Map.of("lmarena/math", 1.0)),
                                Category.REASONING,
                                new MergedWeights.Boards(
                                        Map.of("gpqa", 1.0, "hle", 1.0),
                                        Map.of("gpqa", 1.0),
                                        Map.of("lmarena/hard_prompts", 1.0)),
                                Category.RESEARCH,
                                new MergedWeights.Boards(
                                        Map.of("hle", 1.0),
                                        Map.of("mmlu_pro", 1.0),
                                        Map.of("lmarena/expert", 1.0)),
                                Category.LANGUAGE,
                                new MergedWeights.Boards(
                                        Map.of(), Map.of(), Map.of("lmarena/non_english", 1.0)),
                                Category.CREATIVE_WRITING,
                                new MergedWeights.Boards(
                                        Map.of(),
                                        Map.of(),
                                        Map.of("lmarena/creative_writing", 1.0)),
                                Category.GENERAL,
                                new MergedWeights.Boards(
                                        Map.of("aa_intelligence_index", 1.0),
                                        Map.of("mmlu", 1.0, "mmlu_pro", 1.0),
                                        Map.of("lmarena/overall", 1.0)),
                                Category.QUESTION,
                                new MergedWeights.Boards(
                                        Map.of(),
                                        Map.of("simpleqa", 1.0),
                                        Map.of("lmarena/overall", 1.0)),
                                Category.CHAT,
                                new MergedWeights.Boards(
                                        Map.of(),
                                        Map.of("ifeval", 1.0),
                                        Map.of(
                                                "lmarena/multi_turn",
                                                1.0,
                                                "lmarena/instruction_following",
                                                1.0)))),
                new CompositeWeights(
                        new CompositeWeights.Overall(0.5, 0.3, 0.2),
                        new CompositeWeights.Performance(0.5, 0.3, 0.2, 200, 0.2, 3),
                        new CompositeWeights.Value(
                                0.6,
                                0.4,
                                1,
                                Map.of(
                                        4000, 30.0, 32_000, 60.0, 128_000, 80.0, 1_000_000,
                                        100.0))));
    }

    @Test
    void differentWeightsAreDifferentSettings() {
        Settings usual = Settings.defaults(Path.of("/h"));
        var weights =
                new PolicyWeights(
                        PolicyWeights.DEFAULT.general(),
                        Map.of(Policy.BALANCED, Map.of(Category.CODING, new Weights(1, 0, 0))));
        assertThat(new RoutingOptions(Policy.BALANCED, Optional.empty(), 0.35, weights))
                .isNotEqualTo(usual.routing());
    }

    @Test
    void recordsCheckThemselves() {
        ServerSettings usual = ServerSettings.DEFAULT;
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ServerSettings(
                                "127.0.0.1",
                                65_536,
                                0,
                                usual.shutdownGrace(),
                                usual.limits(),
                                Optional.empty()))
                .withMessage("port: 65536 (expected: 0..65535)");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CallDeadlines(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(90),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(89)))
                .withMessage("total: 89s (expected: no less than connect, first-byte and idle)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LedgerSettings(false, 1, Duration.ofSeconds(1)))
                .withMessage("queue: 1 (expected: 100..1000000)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.8.9.1", "::1"})
    void loopbackHosts(String host) {
        assertThat(at(host).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "example.com", "localhost.example.com"})
    void hostsThatOthersReach(String host) {
        assertThat(at(host).isLoopback()).isFalse();
    }

    private static ServerSettings at(String host) {
        return new ServerSettings(
                host, 1, 0, Duration.ZERO, ServerLimits.DEFAULT, Optional.empty());
    }
}

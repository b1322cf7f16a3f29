package dev.assayer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assayer.routing.policy.Policy;
import dev.assayer.routing.policy.PolicyWeights;
import dev.assayer.routing.policy.Weights;
import dev.assayer.scoring.Category;
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
                                new ScoringSettings("default"),
                                new LogSettings(LogSettings.Level.INFO)));
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

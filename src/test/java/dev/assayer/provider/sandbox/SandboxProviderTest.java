package dev.assayer.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.BaseUrl;
import dev.assayer.catalog.ModelId;
import dev.assayer.provider.Upstream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SandboxProviderTest {

    private static final List<SandboxProvider> ALL = SandboxProvider.bundled();

    @Test
    void threeProvidersWithSeveralOffersEach() {
        assertThat(ALL)
                .extracting(SandboxProvider::id)
                .containsExactly("sandbox-swift", "sandbox-steady", "sandbox-deep");
        assertThat(ALL).allSatisfy(provider -> assertThat(provider.offers()).hasSizeBetween(3, 4));
        assertThat(
                        ALL.stream()
                                .flatMap(provider -> provider.offers().stream())
                                .map(SandboxOffer::model))
                .doesNotHaveDuplicates();
    }

    @Test
    void swiftIsSwifterThanDeep() {
        assertThat(slowest(ALL.getFirst()))
                .isLessThan(slowest(ALL.get(1)))
                .isLessThan(slowest(ALL.getLast()));
    }

    @Test
    void oneThatRunsIsAnUpstream() {
        Upstream upstream = ALL.getFirst().at(BaseUrl.parse("http://127.0.0.1:4711/v1"));
        assertThat(upstream.provider().sandbox()).isTrue();
        assertThat(upstream.apiKey()).isEmpty();
        assertThat(upstream.origin()).hasToString("built in");
        assertThat(upstream.models().getFirst().id()).isEqualTo("gpt-5-mini");
        assertThat(upstream.models().getFirst().as()).contains(ModelId.of("openai/gpt-5-mini"));
    }

    private static Duration slowest(SandboxProvider provider) {
        return provider.offers().stream()
                .map(SandboxOffer::firstByte)
                .max(Duration::compareTo)
                .orElseThrow();
    }
}

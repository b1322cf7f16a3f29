package dev.assayer.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Dialect;
import dev.assayer.config.Configuration;
import dev.assayer.config.ConfigurationLoader;
import dev.assayer.config.DeclaredModel;
import dev.assayer.config.KnownIds;
import dev.assayer.config.SandboxMode;
import dev.assayer.config.Secret;
import dev.assayer.config.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiscoveryTest {

    private static final ProviderPresets PRESETS = ProviderPresets.bundled();

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "openai,OPENAI_API_KEY,https://api.openai.com/v1",
        "anthropic,ANTHROPIC_API_KEY,https://api.anthropic.com/v1",
        "google,GEMINI_API_KEY,https://generativelanguage.googleapis.com/v1beta/openai",
        "groq,GROQ_API_KEY,https://api.groq.com/openai/v1",
        "openrouter,OPENROUTER_API_KEY,https://openrouter.ai/api/v1",
        "mistral,MISTRAL_API_KEY,https://api.mistral.ai/v1",
        "deepseek,DEEPSEEK_API_KEY,https://api.deepseek.com/v1",
        "xai,XAI_API_KEY,https://api.x.ai/v1",
        "together,TOGETHER_API_KEY,https://api.together.xyz/v1",
        "fireworks,FIREWORKS_API_KEY,https://api.fireworks.ai/inference/v1",
        "emergent,EMERGENT_LLM_KEY,https://integrations.emergentagent.com/llm"
    })
    void aKeyIsAProvider(String id, String variable, String baseUrl) {
        Discovery found = discover(Map.of(variable, "sk-test-1"));
        assertThat(found.problems()).isEmpty();
        assertThat(found.upstreams()).hasSize(1);
        Upstream upstream = found.upstreams().getFirst();
        assertThat(upstream.id()).isEqualTo(id);
        assertThat(upstream.provider().baseUrl()).hasToString(baseUrl);
        assertThat(upstream.provider().dialect()).isEqualTo(Dialect.OPENAI);
        assertThat(upstream.provider().sandbox()).isFalse();
        assertThat(upstream.apiKey()).contains(Secret.key("sk-test-1"));
        assertThat(upstream.origin()).hasToString("environment variable " + variable);
        assertThat(upstream.toString()).doesNotContain("sk-test-1");
        assertThat(found.missing())
                .hasSize(PRESETS.all().size() - 1)
                .noneMatch(preset -> preset.id().equals(id));
        assertThat(found.wantsSandbox(SandboxMode.AUTO)).isFalse();
    }

    @Test
    void everyPresetIsTriedHere() {
        assertThat(PRESETS.ids()).hasSize(12).contains("ollama");
        assertThat(PRESETS.all())
                .allSatisfy(preset -> {
                    assertThat(preset.keysAt().getScheme()).isEqualTo("https");
                    assertThat(preset.keysAt().getHost()).isNotEmpty();
                });
    }

    @Test
    void ollamaIsAnAddressWithoutKey() {
        Discovery found = discover(Map.of("OLLAMA_HOST", "gpu.local"));
        Upstream upstream = found.upstreams().getFirst();
        assertThat(upstream.id()).isEqualTo("ollama");
        assertThat(upstream.provider().baseUrl()).hasToString("http://gpu.local:11434/v1");
        assertThat(upstream.apiKey()).isEmpty();
    }

    @Test
    void withoutAnyTheSandboxRuns() {
        Discovery found = discover(Map.of("OPENAI_API_KEY", "", "GROQ_API_KEY", "  "));
        assertThat(found.upstreams()).isEmpty();
        assertThat(found.missing()).isEqualTo(PRESETS.all());
        assertThat(found.wantsSandbox(SandboxMode.AUTO)).isTrue();
        assertThat(found.wantsSandbox(SandboxMode.OFF)).isFalse();
        assertThat(discover(Map.of("OPENAI_API_KEY", "sk-1")).wantsSandbox(SandboxMode.ON))
                .isTrue();
    }

    @Test
    void keysInDotEnvAreFoundAndTheEnvironmentWins() throws IOException {
        Files.writeString(
                directory.resolve(".env"), "GROQ_API_KEY=gsk-file\nOPENAI_API_KEY=sk-file\n");
        Discovery found = discover(Map.of("OPENAI_API_KEY", "sk-environment"));
        assertThat(found.upstreams()).extracting(Upstream::id).containsExactly("openai", "groq");
        assertThat(found.upstreams().getFirst().apiKey()).contains(Secret.key("sk-environment"));
        assertThat(found.upstreams().getLast().origin())
                .hasToString(directory.resolve(".env") + ":1");
        assertThat(discover(Map.of("GROQ_API_KEY", "")).upstreams())
                .extracting(Upstream::id)
                .containsExactly("openai");
    }

    @Test
    void discoveryCanBeSwitchedOff() {
        Discovery found =
                discover(
                        Map.of("OPENAI_API_KEY", "sk-1", "GROQ_API_KEY", "gsk-1"),
                        "discovery: off\nproviders: [{id: groq, api-key: \"${GROQ_API_KEY}\"}]");
        assertThat(found.upstreams()).extracting(Upstream::id).containsExactly("groq");
    }

    @Test
    void aDeclarationCompletesWhatIsDiscovered() {
        Discovery found =
                discover(
                        Map.of("OPENAI_API_KEY", "sk-1"),
                        "providers: [{id: openai, headers: {OpenAI-Organization: org-1}, models: [gpt-5-mini]}]");
        Upstream upstream = found.upstreams().getFirst();
        assertThat(upstream.provider().name()).isEqualTo("OpenAI");
        assertThat(upstream.provider().baseUrl()).hasToString("https://api.openai.com/v1");
        assertThat(upstream.apiKey()).contains(Secret.key("sk-1"));
        assertThat(upstream.headers()).containsKey("OpenAI-Organization");
        assertThat(upstream.models()).containsExactly(DeclaredModel.of("gpt-5-mini"));
        assertThat(upstream.origin()).hasToString(directory.resolve("assayer.yaml") + ":1");
    }

    @Test
    void aDeclarationOverridesWhatIsDiscovered() {
        Discovery found =
                discover(
                        Map.of(
                                "OPENAI_API_KEY",
                                "bad key that nobody needs",
                                "OLLAMA_HOST",
                                "bad host"),
                        """
                        providers:
                          - {id: openai, base-url: "https://proxy.example.com/v1", api-key: sk-2}
                          - {id: ollama, base-url: "http://gpu:11434/v1"}
                        """);
        assertThat(found.problems()).isEmpty();
        assertThat(found.upstreams())
                .extracting(upstream -> upstream.provider().baseUrl().toString())
                .containsExactly("https://proxy.example.com/v1", "http://gpu:11434/v1");
        assertThat(found.upstreams().getFirst().apiKey()).contains(Secret.key("sk-2"));
    }

    @Test
    void aDeclarationCanSwitchOff() {
        Discovery found =
                discover(
                        Map.of("OPENAI_API_KEY", "sk-1"),
                        "providers: [{id: openai, enabled: off}, {id: mine, enabled: off}]");
        assertThat(found.upstreams()).isEmpty();
        assertThat(found.missing()).noneMatch(preset -> preset.id().equals("openai"));
        assertThat(found.wantsSandbox(SandboxMode.AUTO)).isTrue();
    }

    @Test
    void anyNumberOfServersOfOnesOwn() {
        Discovery found =
                discover(
                        Map.of("GROQ_API_KEY", "gsk-1"),
                        """
                        providers:
                          - {id: b, base-url: "http://b:8000/v1"}
                          - {id: a, base-url: "http://a:8000/v1", api-key: sk-a}
                        """);
        assertThat(found.upstreams()).extracting(Upstream::id).containsExactly("groq", "b", "a");
        assertThat(found.upstreams().get(1).apiKey()).isEmpty();
        assertThat(found.upstreams().get(1).provider().name()).isEqualTo("b");
    }

    @Test
    void whatIsUnusableIsReportedWithoutItsContent() {
        Discovery found =
                discover(
                        Map.of(
                                "OPENAI_API_KEY",
                                "sk-\u2026",
                                "OLLAMA_HOST",
                                "ftp://secret",
                                "GROQ_API_KEY",
                                "gsk-1"),
                        "providers: [{id: mistral}]");
        assertThat(found.upstreams()).extracting(Upstream::id).containsExactly("groq");
        assertThat(found.problems())
                .extracting(Object::toString)
                .containsExactly(
                        "environment variable OPENAI_API_KEY: (expected: printable ASCII only, but character 4 of 4 is U+2026; was it copied in full?)",
                        directory.resolve("assayer.yaml")
                                + ":1: providers.mistral.api-key: is missing (expected: here or in MISTRAL_API_KEY; keys are at https://console.mistral.ai/api-keys)",
                        "environment variable OLLAMA_HOST: (expected: an address that starts with http:// or https://)");
    }

    private Discovery discover(Map<String, String> environment) {
        return Discovery.of(configuration(environment), PRESETS);
    }

    private Discovery discover(Map<String, String> environment, String yaml) {
        try {
            Files.writeString(directory.resolve("assayer.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return discover(environment);
    }

    private Configuration configuration(Map<String, String> environment) {
        return ConfigurationLoader.load(
                new Surroundings(environment, directory, directory.resolve("user")),
                Map.of(),
                new KnownIds(PRESETS.ids(), Set.of()));
    }
}

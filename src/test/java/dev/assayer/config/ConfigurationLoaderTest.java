package dev.assayer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Price;
import dev.assayer.routing.policy.Policy;
import dev.assayer.routing.policy.Weights;
import dev.assayer.scoring.Category;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationLoaderTest {

    @TempDir Path directory;
    private Site site;

    @BeforeEach
    void open() {
        site = new Site(directory);
    }

    // ---- which source counts

    @Test
    void nothingConfiguredIsTheDefaults() {
        Configuration configuration = site.load();
        assertThat(configuration.settings()).isEqualTo(Settings.defaults(site.home));
        assertThat(configuration.files()).isEmpty();
    }

    @Test
    void flagThenVariableThenFileThenDefault() {
        assertThat(site.settings().server().port()).isEqualTo(8001);
        site.yaml("server: {port: 1}");
        assertThat(site.settings().server().port()).isEqualTo(1);
        site.dotEnv("ASSAYER_PORT=2");
        assertThat(site.settings().server().port()).isEqualTo(2);
        site.variable("ASSAYER_PORT", "3");
        assertThat(site.settings().server().port()).isEqualTo(3);
        site.flag("server.port", "4");
        assertThat(site.settings().server().port()).isEqualTo(4);
    }

    @Test
    void environmentThenLocalThenHomeDotEnv() {
        site.yaml("server: {host: \"${H:-nowhere}\"}");
        assertThat(site.settings().server().host()).isEqualTo("nowhere");
        site.file(site.home.resolve(".env"), "H=from-home");
        assertThat(site.settings().server().host()).isEqualTo("from-home");
        site.dotEnv("H=from-work");
        assertThat(site.settings().server().host()).isEqualTo("from-work");
        site.variable("H", "from-environment");
        assertThat(site.settings().server().host()).isEqualTo("from-environment");
        site.variable("H", "");
        assertThat(site.settings().server().host()).isEqualTo("nowhere");
    }

    @Test
    void namedFileThenLocalThenHome() {
        site.file(site.home.resolve("assayer.yaml"), "server: {port: 1}");
        assertThat(site.settings().server().port()).isEqualTo(1);
        site.yaml("server: {port: 2}");
        assertThat(site.settings().server().port()).isEqualTo(2);
        site.file(site.work.resolve("other.yaml"), "server: {port: 3}");
        site.variable("ASSAYER_CONFIG", "other.yaml");
        assertThat(site.settings().server().port()).isEqualTo(3);
        site.file(site.work.resolve("third.yaml"), "server: {port: 4}");
        site.flag("config", "third.yaml");
        Configuration configuration = site.load();
        assertThat(configuration.settings().server().port()).isEqualTo(4);
        assertThat(configuration.files()).containsExactly(site.work.resolve("third.yaml"));
    }

    @Test
    void homeByFlagVariableOrFile() {
        site.yaml("home: sub/home");
        assertThat(site.settings().home()).isEqualTo(site.work.resolve("sub/home"));
        site.variable("ASSAYER_HOME", "~/elsewhere");
        assertThat(site.settings().home()).isEqualTo(site.home.resolveSibling("elsewhere"));
        site.flag("home", "/srv/assayer");
        assertThat(site.settings().home()).isEqualTo(Path.of("/srv/assayer"));
    }

    @Test
    void theHomesDotEnvAndFileAreThoseOfTheHomeInForce() {
        Path other = directory.resolve("other");
        site.file(other.resolve(".env"), "P=17")
                .file(other.resolve("assayer.yaml"), "server: {port: \"${P}\"}")
                .flag("home", other.toString());
        assertThat(site.settings().server().port()).isEqualTo(17);
    }

    @Test
    void aFileInTheHomeCannotMoveIt() {
        site.file(site.home.resolve("assayer.yaml"), "home: /elsewhere");
        assertThat(site.problems())
                .containsExactly(
                        "home/assayer.yaml:1: home: names another directory than the one it was read in (expected: "
                                + site.home
                                + ")");
    }

    @Test
    void anEmptyVariableIsNone() {
        site.yaml("server: {port: 5}").variable("ASSAYER_PORT", " ");
        assertThat(site.settings().server().port()).isEqualTo(5);
    }

    // ---- what can be written

    @Test
    void everySettingArrives() {
        Settings settings =
                site.yaml(
                                """
                                server:
                                  host: 0.0.0.0
                                  port: 0
                                  event-loops: 3
                                  admin-key: admin-0123
                                  shutdown-grace: 5s
                                  limits: {header-count: 50, header-size: 8KB, body-size: 1MB, response-size: 2MB,
                                           stream-size: 3MB, concurrent-requests: 7}
                                deadlines: {connect: 250ms, first-byte: 1s, idle: 2s, total: 5m}
                                discovery: off
                                sandbox: on
                                routing:
                                  default-policy: economy
                                  default-offer: local/qwen/qwen3-32b
                                  category-confidence: 0.5
                                  weights:
                                    balanced:
                                      quality: 0.2
                                      speed: 0.2
                                      cost: 0.6
                                      categories:
                                        creative_writing: {quality: 1, speed: 0, cost: 0}
                                ledger: {keep-text: yes, queue: 200, flush-interval: 1s}
                                evidence:
                                  allow-private-addresses: on
                                  background: off
                                  refresh-interval: 3h
                                  static-file: own/models.json
                                  dumps: ~/dumps/*.json
                                  observations: /data/figures.csv
                                  min-reliability: 0.6
                                  anomaly-limit: 0.4
                                  sources:
                                    aider: ./boards/aider
                                    lmarena: "https://example.com/x?y=z"
                                    epoch: {from: ~/epoch, interval: 30m, daily-requests: 9, enabled: off}
                                scoring: {method: layered/2}
                                log: {level: debug}
                                """)
                        .settings();
        assertThat(settings.server())
                .isEqualTo(
                        new ServerSettings(
                                "0.0.0.0",
                                0,
                                3,
                                Duration.ofSeconds(5),
                                new ServerLimits(
                                        50,
                                        ByteSize.kilobytes(8),
                                        ByteSize.megabytes(1),
                                        ByteSize.megabytes(2),
                                        ByteSize.megabytes(3),
                                        7),
                                Optional.of(Secret.key("admin-0123"))));
        assertThat(settings.deadlines())
                .isEqualTo(
                        new CallDeadlines(
                                Duration.ofMillis(250),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(5)));
        assertThat(settings.discovery()).isFalse();
        assertThat(settings.sandbox()).isEqualTo(SandboxMode.ON);
        RoutingOptions routing = settings.routing();
        assertThat(routing.defaultPolicy()).isEqualTo(Policy.ECONOMY);
        assertThat(routing.defaultOffer()).contains("local/qwen/qwen3-32b");
        assertThat(routing.categoryConfidence()).isEqualTo(0.5);
        assertThat(routing.weights().weights(Policy.BALANCED, Category.CHAT))
                .isEqualTo(new Weights(0.2, 0.2, 0.6));
        assertThat(routing.weights().weights(Policy.BALANCED, Category.CREATIVE_WRITING))
                .isEqualTo(new Weights(1, 0, 0));
        assertThat(routing.weights().weights(Policy.SPEED, Category.CREATIVE_WRITING))
                .isEqualTo(new Weights(0.25, 0.65, 0.1));
        assertThat(settings.ledger())
                .isEqualTo(new LedgerSettings(true, 200, Duration.ofSeconds(1)));
        assertThat(settings.evidence())
                .isEqualTo(
                        new EvidenceSettings(
                                false,
                                Duration.ofHours(3),
                                Map.of(
                                        "aider",
                                        from(
                                                new SourceLocation.Local(
                                                        site.work.resolve("boards/aider"))),
                                        "lmarena",
                                        from(
                                                new SourceLocation.Remote(
                                                        URI.create("https://example.com/x?y=z"))),
                                        "epoch",
                                        new SourceSettings(
                                                Optional.of(
                                                        new SourceLocation.Local(
                                                                site.home.resolveSibling("epoch"))),
                                                Optional.of(Duration.ofMinutes(30)),
                                                OptionalInt.of(9),
                                                false)),
                                new OwnEvidence(
                                        Optional.of(site.work.resolve("own/models.json")),
                                        Optional.of(site.home.resolveSibling("dumps/*.json")),
                                        Optional.of(Path.of("/data/figures.csv"))),
                                new EvidenceSettings.Trust(0.6, 0.4),
                                true));
        assertThat(settings.scoring()).isEqualTo(new ScoringSettings("layered/2"));
        assertThat(settings.log()).isEqualTo(new LogSettings(LogSettings.Level.DEBUG));
    }

    private static SourceSettings from(SourceLocation location) {
        return new SourceSettings(
                Optional.of(location), Optional.empty(), OptionalInt.empty(), true);
    }

    @Test
    void theHoursOfTheRankingsCacheGoBeforeTheFile() {
        site.yaml("evidence: {refresh-interval: 3h}").variable("RANKINGS_CACHE_HOURS", "6");

        assertThat(site.settings().evidence().interval()).isEqualTo(Duration.ofHours(6));
        for (String bad : List.of("abc", "6h", "0", "-1", "9999999")) {
            assertThat(site.variable("RANKINGS_CACHE_HOURS", bad).problems())
                    .singleElement()
                    .asString()
                    .isEqualTo(
                            "environment variable RANKINGS_CACHE_HOURS: '"
                                    + bad
                                    + "' (expected: a whole number of hours, 1..8760)");
        }
    }

    @Test
    void providersAndTheirModels() {
        site.variable("LOCAL_KEY", "sk-from-environment")
                .yaml(
                        """
                        providers:
                          - {id: local, dialect: openai, base-url: "http://127.0.0.1:18001/v1/", api-key: "${LOCAL_KEY:-sk-none}",
                             models: [{id: gpt-4o-mini, as: openai/gpt-4o-mini}, plain-name]}
                          - id: vllm
                            base-url: HTTPS://GPU.example.com:8443/v1/chat/completions
                            headers: {Authorization: Basic dXNlcg==}
                            models:
                              - id: Qwen/Qwen3-32B
                                effort: high
                                price: {input: 0.1, output: 0.3}
                                context: 32768
                                capabilities: [tools, structured-output]
                          - id: openai
                            enabled: off
                        """);
        List<DeclaredProvider> providers = site.settings().providers();
        assertThat(providers)
                .extracting(DeclaredProvider::id)
                .containsExactly("local", "vllm", "openai");
        DeclaredProvider local = providers.getFirst();
        assertThat(local.connection().baseUrl().orElseThrow())
                .hasToString("http://127.0.0.1:18001/v1");
        assertThat(local.connection().apiKey().map(Secret::reveal)).contains("sk-from-environment");
        assertThat(local.origin()).hasToString(site.work.resolve("assayer.yaml") + ":2");
        assertThat(local.models())
                .containsExactly(
                        new DeclaredModel(
                                "gpt-4o-mini",
                                Optional.of(ModelId.of("openai/gpt-4o-mini")),
                                Effort.DEFAULT,
                                Optional.empty(),
                                Limits.UNKNOWN),
                        DeclaredModel.of("plain-name"));
        DeclaredProvider vllm = providers.get(1);
        assertThat(vllm.connection().baseUrl().orElseThrow())
                .hasToString("https://gpu.example.com:8443/v1");
        assertThat(vllm.connection().apiKey()).isEmpty();
        assertThat(vllm.connection().headers().get("Authorization"))
                .isEqualTo(Secret.of("Basic dXNlcg=="));
        assertThat(vllm.models())
                .containsExactly(
                        new DeclaredModel(
                                "Qwen/Qwen3-32B",
                                Optional.empty(),
                                Effort.HIGH,
                                Optional.of(
                                        Price.perMillion(
                                                new BigDecimal("0.1"), new BigDecimal("0.3"))),
                                new Limits(
                                        32_768,
                                        0,
                                        Set.of(Capability.TOOLS, Capability.STRUCTURED_OUTPUT))));
        assertThat(providers.getLast().enabled()).isFalse();
    }

    @Test
    void anEmptyFileAndEmptySectionsAreNothing() {
        assertThat(site.yaml("").settings()).isEqualTo(Settings.defaults(site.home));
        assertThat(site.yaml("# only a comment\n---\n").settings())
                .isEqualTo(Settings.defaults(site.home));
        assertThat(
                        site.yaml("\uFEFFserver:\r\n  # port: 1\r\nproviders:\r\nsandbox: ~\r\n")
                                .settings())
                .isEqualTo(Settings.defaults(site.home));
    }

    // ---- variables inside the file

    @Test
    void aVariableIsAValueAndNeverStructure() {
        site.variable("H", "x, port: 99}\nsandbox: on").yaml("server: {host: \"${H}\"}");
        assertThat(site.problems())
                .containsExactly(
                        "assayer.yaml:1: server.host: '${H}' (expected: a host name or address, without port)");
    }

    @Test
    void aVariablesContentIsNotSearchedAgain() {
        site.variable("A", "${B}")
                .variable("B", "deep")
                .yaml("providers: [{id: x, base-url: \"http://h/v1\", api-key: \"${A}\"}]");
        assertThat(site.settings().providers().getFirst().connection().apiKey().map(Secret::reveal))
                .contains("${B}");
    }

    @Test
    void defaultsAndEscapes() {
        site.yaml(
                "providers: [{id: x, base-url: \"http://${H:-h}:${P:-80}/v1\", api-key: \"$${A}-${B:-b:-c}\"}]");
        Connection connection = site.settings().providers().getFirst().connection();
        assertThat(connection.baseUrl().orElseThrow()).hasToString("http://h:80/v1");
        assertThat(connection.apiKey().map(Secret::reveal)).contains("${A}-b:-c");
    }

    @Test
    void variablesThatAreMissingOrMalformed() {
        site.variable("EMPTY", "")
                .yaml(
                        """
                        home: ${NO_HOME}
                        server:
                          host: ${NO_HOST}
                          port: ${EMPTY}
                        scoring: {method: "${A:-${B}}"}
                        log: {level: "${A"}
                        """);
        assertThat(site.problems())
                .containsExactly(
                        "assayer.yaml:1: home: (expected: the variable NO_HOME to be set, or a default as in ${NO_HOME:-...})",
                        "assayer.yaml:3: server.host: (expected: the variable NO_HOST to be set, or a default as in ${NO_HOST:-...})",
                        "assayer.yaml:4: server.port: (expected: the variable EMPTY to be set, or a default as in ${EMPTY:-...})",
                        "assayer.yaml:5: scoring.method: has '${' inside '${...}' (expected: one variable, then a plain default)",
                        "assayer.yaml:6: log.level: opens '${' without '}' (write $${ for a plain ${)");
    }

    // ---- what is wrong with it

    @Test
    void sevenMistakesAreSevenProblems() {
        site.yaml(
                """
                server:
                  prot: 8001
                  shutdown-grace: 30
                  limits:
                    body-size: lots
                deadlines:
                  connect: 30s
                  total: 10s
                providers:
                  - id: Local
                    base-url: http://user:hunter2@localhost:8000/v1
                    api-key: Bearer sk-1234567890
                """);
        assertThat(site.problems())
                .containsExactly(
                        "assayer.yaml:2: server.prot: is not a setting (did you mean port?)",
                        "assayer.yaml:3: server.shutdown-grace: '30' (expected: a whole number with its unit, such as 250ms, 30s, 5m or 2h, 0s..1h)",
                        "assayer.yaml:5: server.limits.body-size: 'lots' (expected: a whole number with its unit, such as 64KB or 16MB, 1KB..1GB)",
                        "assayer.yaml:7: deadlines: total: 10s (expected: no less than connect, first-byte and idle)",
                        "assayer.yaml:10: providers[0].id: 'Local' (expected: 1..64 of lower-case letters, digits, '-', '_' and '.', the first a letter or digit)",
                        "assayer.yaml:11: providers[0].base-url: 'http://****@localhost:8000/v1' (expected: no user or password in the address; the key has its own place)",
                        "assayer.yaml:12: providers[0].api-key: (expected: the key alone, without 'Bearer')");
    }

    @Test
    void aHomeThatIsAFileIsReportedByItsOwnName() {
        site.file(site.work.resolve("plain"), "").flag("home", "plain");
        assertThat(site.problems())
                .containsExactly("--home: 'plain' is a file (expected: a directory)");

        site.flag("home", "plain/below");
        assertThat(site.problems())
                .containsExactly(
                        "--home: 'plain/below' lies below plain, a file (expected: a directory)");
    }

    @Test
    void aHomeInTheSettingsThatIsAFileIsReportedWithItsLine() {
        site.file(site.work.resolve("plain"), "").yaml("\nhome: plain\n");
        assertThat(site.problems())
                .containsExactly("assayer.yaml:2: home: 'plain' is a file (expected: a directory)");
    }

    @Test
    void aSourceThatThereIsNotIsReported() {
        site.yaml(
                """
                evidence:
                  sources:
                    lmarean: {enabled: off}
                    aider: ./boards
                    models.dev: {enabled: off}
                    model.dev: ./dev
                    vals: ./vals
                """);
        assertThat(site.problems())
                .containsExactly(
                        "assayer.yaml:3: evidence.sources.lmarean: is not a setting (did you mean lmarena?)",
                        "assayer.yaml:6: evidence.sources.model.dev: is not a setting (did you mean models.dev?)",
                        "assayer.yaml:7: evidence.sources.vals: is not a setting (expected here: aider, epoch, lmarena or models.dev)");
    }

    @Test
    void problemsOfAllFilesComeTogether() {
        site.yaml("server: {port: x}")
                .dotEnv("A=1\nbroken line\n")
                .file(site.home.resolve(".env"), "Q='open\n")
                .variable("ASSAYER_HOST", "a/\u001b[31m")
                .flag("server.porz", "1");
        assertThat(site.problems())
                .containsExactlyInAnyOrder(
                        "--server.porz: server.porz: is not a setting",
                        "environment variable ASSAYER_HOST: server.host: 'a/?[31m' (expected: a host name or address, without port)",
                        "assayer.yaml:1: server.port: 'x' (expected: a whole number, 0..65535)",
                        ".env:2: (expected: NAME=value, a comment or an empty line)",
                        "home/.env:1: Q: opens a quote that is never closed (expected: ')");
        assertThatExceptionOfType(BadConfiguration.class)
                .isThrownBy(site::load)
                .withMessageContaining("5 problems:\n  ");
    }

    @Test
    void flagsAndVariablesAreNamedAsTyped() {
        site.flag("server.port", "eighty").variable("ASSAYER_HOST", "a b");
        assertThat(site.problems())
                .containsExactly(
                        "--port: server.port: 'eighty' (expected: a whole number, 0..65535)",
                        "environment variable ASSAYER_HOST: server.host: 'a b' (expected: a host name or address, without port)");
    }

    @Test
    void unknownKeysAreToldWithTheNearest() {
        site.yaml(
                """
                port: 8001
                Server: {}
                providers:
                  - id: x
                    base_url: http://localhost/v1
                    baseUrl: http://localhost/v1
                    base-url: http://localhost/v1
                    apikey: sk-verysecret1
                    temperature: 1
                    models: [{id: a, price: {input: 1, output: 2, cached: 1}}]
                routing: {weights: {fast: {}, speed: {categories: {codin: {}, tools: {}}}}}
                """);
        assertThat(site.problems())
                .containsExactly(
                        "assayer.yaml:1: port: is not a setting here (did you mean server.port?)",
                        "assayer.yaml:2: Server: is not a setting (did you mean server?)",
                        "assayer.yaml:5: providers[0].base_url: is not a setting (did you mean base-url?)",
                        "assayer.yaml:6: providers[0].baseUrl: is not a setting (did you mean base-url?)",
                        "assayer.yaml:8: providers[0].apikey: is not a setting (did you mean api-key?)",
                        "assayer.yaml:9: providers[0].temperature: is not a setting (expected here: id, dialect, base-url, api-key, headers, models or enabled)",
                        "assayer.yaml:10: providers[0].models[0].price.cached: is not a setting (did you mean cached-input?)",
                        "assayer.yaml:11: routing.weights.fast: is not a setting (expected here: quality, balanced, economy or speed)",
                        "assayer.yaml:11: routing.weights.speed.categories.codin: is not a setting (did you mean coding?)",
                        "assayer.yaml:11: routing.weights.speed.categories.tools: is not a setting (expected here: coding, math, reasoning, research, language, empathy, creative_writing, general, question or chat)");
    }

    @Test
    void structureThatIsWrong() {
        site.yaml(
                """
                server: 8001
                deadlines: [5s]
                discovery: {on: true}
                providers: {id: x}
                routing: {weights: {speed: {quality: 0.5}, quality: {quality: 0.5, speed: 0.5, cost: 0.5}}}
                ledger: {queue: [1], keep-text: maybe}
                """);
        assertThat(site.problems())
                .containsExactly(
                        "assayer.yaml:1: server: is a single value (expected: keys with values)",
                        "assayer.yaml:2: deadlines: is a list (expected: keys with values)",
                        "assayer.yaml:3: discovery: is a mapping (expected: a single value)",
                        "assayer.yaml:4: providers: is a mapping (expected: a list)",
                        "assayer.yaml:5: routing.weights.quality: weights: quality 0.5, speed 0.5, cost 0.5 (expected: each 0..1, together 1)",
                        "assayer.yaml:5: routing.weights.speed.speed: is missing (expected: a number, 0..1; the three sum to 1)",
                        "assayer.yaml:5: routing.weights.speed.cost: is missing (expected: a number, 0..1; the three sum to 1)",
                        "assayer.yaml:6: ledger.keep-text: 'maybe' (expected: on or off)",
                        "assayer.yaml:6: ledger.queue: is a list (expected: a single value)");
    }

    @Test
    void providersThatAreWrong() {
        site.yaml(
                """
                providers:
                  - base-url: http://localhost/v1
                  - id: mine
                  - id: twice
                    base-url: http://localhost/v1
                    dialect: esperanto
                    models: [{as: openai/gpt-5}, {id: a, as: GPT-5, effort: much, context: -1, price: {input: 1}}, a]
                  - id: twice
                    base-url: localhost:8000
                  - just-a-name
                  - id: groq
                    headers: {"x y": a, x-ok: "a\\nb", Host: h}
                """);
        assertThat(site.problems())
                .containsExactly(
                        "assayer.yaml:2: providers[0].id: is missing (expected: 1..64 of lower-case letters, digits, '-', '_' and '.', the first a letter or digit)",
                        "assayer.yaml:3: providers[1].base-url: is missing (expected: an address such as http://127.0.0.1:8000/v1; only known providers have one of their own: groq, openai)",
                        "assayer.yaml:6: providers[2].dialect: 'esperanto' (expected: openai)",
                        "assayer.yaml:7: providers[2].models[0].id: is missing (expected: the name sent upstream)",
                        "assayer.yaml:7: providers[2].models[1].as: 'GPT-5' (expected: a catalogue id, lab/model in lower case)",
                        "assayer.yaml:7: providers[2].models[1].effort: 'much' (expected: default, none, minimal, low, medium, high, xhigh, max or thinking)",
                        "assayer.yaml:7: providers[2].models[1].price.output: is missing (expected: dollars per million tokens, such as 0.15)",
                        "assayer.yaml:7: providers[2].models[1].context: '-1' (expected: a whole number, 1..100000000)",
                        "assayer.yaml:7: providers[2].models[2].id: stands twice (first: assayer.yaml:7)",
                        "assayer.yaml:8: providers[3].id: stands twice (first: assayer.yaml:4)",
                        "assayer.yaml:9: providers[3].base-url: 'localhost:8000' (expected: an address that starts with http:// or https://)",
                        "assayer.yaml:10: providers[4]: is a single value (expected: keys with values)",
                        "assayer.yaml:12: providers[5].headers.x y: is not the name of a header",
                        "assayer.yaml:12: providers[5].headers.x-ok: (expected: printable ASCII only, but character 2 of 3 is U+000A; was it copied in full?)",
                        "assayer.yaml:12: providers[5].headers.Host: is a header that follows from each request (expected: none)");
    }

    @Test
    void yamlThatIsNone() {
        assertThat(site.yaml("server:\n\tport: 1\n").problems())
                .singleElement()
                .asString()
                .startsWith("assayer.yaml:2: is not valid YAML: ")
                .endsWith("(indent with blanks, not tabs)");
        assertThat(site.yaml("providers: [{id: x, api-key: ${KEY}}]\n").problems().getFirst())
                .startsWith("assayer.yaml:1: is not valid YAML")
                .endsWith("put \"${NAME}\" in quotes)");
        assertThat(site.yaml("- a\n").problems())
                .containsExactly("assayer.yaml:1: is a list (expected: keys with values)");
        assertThat(site.yaml("sk-abcdefghijkl\n").problems())
                .containsExactly("assayer.yaml:1: is a single value (expected: keys with values)");
        assertThat(site.yaml("log: {level: info}\n---\nlog: {}\n").problems())
                .containsExactly(
                        "assayer.yaml:2: starts a second document (expected: one, without '---' inside)");
        assertThat(site.yaml("log:\n  level: info\n  level: warn\n").problems())
                .singleElement()
                .asString()
                .startsWith("assayer.yaml:3: log.level: stands twice (first: ")
                .endsWith(":2)");
        assertThat(site.yaml("log: &a {level: !!str info}\nscoring: *a\n").problems()).hasSize(3);
        assertThat(site.yaml("a: \"\u0001\"\n").problems())
                .containsExactly(
                        "assayer.yaml:1: holds the character U+0001 (expected: printable characters)");
        assertThat(
                        site.yaml("a: " + "[".repeat(100_000) + "]".repeat(100_000))
                                .problems()
                                .getFirst())
                .contains("is nested too deeply");
    }

    @Test
    void aNamedFileMustBeThere() {
        assertThat(site.flag("config", "nowhere.yaml").problems())
                .containsExactly("nowhere.yaml: is not there (expected: a file)");
    }

    @Test
    void noSecretReachesAMessageOrAText() {
        String secret = "Zx9hunter2Zx9";
        site.dotEnv("GOOD_KEY=" + secret + "\n" + secret + "\nBAD='" + secret)
                .variable("KEY", secret + "\u2026")
                .yaml(
                        """
                        providers:
                          - id: a
                            base-url: http://u:@@@localhost/v1?key=@@
                            api-key: "@@ @@"
                            apikey: @@
                            headers: {x-a: "@@\\u2026", x-b: [@@]}
                          - {id: b, base-url: "https://h/v1", api-key: "${KEY}"}
                          - {id: c, base-url: "https://h/v1", api-key: [@@], headers: @@}
                          - @@
                        server: {port: "${GOOD_KEY}"}
                        log: {level: "sk-@@"}
                        api-key: @@
                        """
                                .replace("@@", secret));
        assertThat(site.problems()).hasSizeGreaterThan(10);
        assertThatExceptionOfType(BadConfiguration.class)
                .isThrownBy(site::load)
                .satisfies(e -> assertThat(e + "" + e.problems()).doesNotContain("hunter2"));

        var sound = new Site(directory.resolve("sound"));
        sound.dotEnv("K=" + secret)
                .yaml(
                        "providers: [{id: b, base-url: \"https://h/v1\", api-key: \"${K}\", headers: {x: \"${K}\"}}]");
        assertThat(sound.load().toString()).contains("****").doesNotContain("hunter2");
    }

    @Test
    void whateverTheFileHoldsTheOutcomeIsSettingsOrProblems() {
        var random = new Random(42);
        String text =
                """
                server: {port: 8001, limits: {body-size: 16MB}}
                providers:
                  - id: local
                    base-url: http://127.0.0.1:18001/v1
                    api-key: "${KEY:-sk-none}"
                    models: [{id: a, price: {input: 0.1, output: 1}}, b]
                routing: {weights: {speed: {quality: 0.5, speed: 0.3, cost: 0.2}}}
                """;
        String alphabet = "{}[]:,#&*!|>'\"%@`-?\n\t $~0a\u0085\u2028\uD83D\uDE00";
        for (int i = 0; i < 1_000; i++) {
            var mutated = new StringBuilder(text);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = random.nextInt(mutated.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> mutated.setCharAt(at, c);
                    case 1 -> mutated.insert(at, c);
                    default -> mutated.deleteCharAt(at);
                }
            }
            var problems = new java.util.ArrayList<Problem>();
            Node.Mapping root = YamlReader.read(Path.of("f"), mutated.toString(), problems);
            var reading =
                    new Reading(new Substitution(Environment.of(Map.of())), Map.of(), problems);
            Settings settings =
                    new SettingsReader(
                                    new Surroundings(Map.of(), directory, directory),
                                    new KnownIds(Set.of(), Set.of()),
                                    reading)
                            .read(root, directory);
            assertThat(settings.home()).isEqualTo(directory);
            problems.forEach(problem -> assertThat(problem.toString()).isNotEmpty());
        }
    }
}

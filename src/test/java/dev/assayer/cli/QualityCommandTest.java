package dev.assayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.app.EvidencePack;
import dev.assayer.app.Stores;
import dev.assayer.evidence.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `assayer sync` over files in which something was broken since the last time, and what `assayer
/// quality` says of it.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class QualityCommandTest {

    private static final String COLUMNS = "bfcl/data_overall.csv";
    private static final String PRICES = "litellm/model_prices_and_context_window.json";

    /// Models that the captured catalogues have too.
    private static final List<String> MORE =
            List.of(
                    "GPT-5-2025-08-07 (FC)",
                    "Claude-Opus-5 (FC)",
                    "GPT-OSS-120B (FC)",
                    "Claude-Sonnet-4-5 (FC)",
                    "DeepSeek-V3.2 (FC)",
                    "Llama-3.3-70B-Instruct (FC)",
                    "Llama-3.1-8B-Instruct (FC)",
                    "Gemini-2.0-Flash (FC)",
                    "Claude-3-Opus-20240229 (FC)",
                    "Qwen2.5-72B-Instruct (FC)",
                    "Gemini-3-Pro (FC)",
                    "Kimi-K2.5 (FC)",
                    "Claude-3-7-Sonnet-20250219 (FC)");

    @TempDir private Path home = Path.of("");
    @TempDir private Path boards = Path.of("");

    /// An installation whose evidence is as small as the captured files: beside the bundled
    /// evidence each would look like a board that has lost most of its lines.
    @BeforeEach
    void beginWithTheCapturedFiles() {
        EvidencePack pack = EvidencePack.of(Captured.DIRECTORY, Set.of());
        try (Stores stores = Stores.open(home)) {
            stores.snapshots().putCurrent(pack.snapshot(), Instant.EPOCH);
        }
    }

    @Test
    void aSourceThatIsNotBelievedKeepsItsLastContentUntilItIsWellAgain() throws IOException {
        copy();
        assertThat(run("sync", "--from", boards.toString()).out()).doesNotContain("NOT BELIEVED");
        String first = snapshot();
        replace(COLUMNS, "Live Acc,Live Simple", "Multi Turn Acc,Live Simple");
        replace(COLUMNS, "Multi Turn Acc,Multi Turn Base", "Live Acc,Multi Turn Base");

        Cli.Said swapped = run("sync", "--from", boards.toString());

        assertThat(swapped.exit()).isOne();
        assertThat(swapped.out())
                .contains(
                        "bfcl           NOT BELIEVED, its last good rows stay: columns: ",
                        "held before",
                        "swapped columns");
        assertThat(snapshot()).isEqualTo(first);
        assertThat(run("sync", "--from", boards.toString()).out())
                .as("it is asked again, and still not believed")
                .contains("NOT BELIEVED");
        assertThat(run("quality", "--source", "bfcl").out())
                .contains("NOT BELIEVED, its last good content stays: columns: ");
        assertThat(run("sources", "bfcl").out())
                .contains("Status", "failing", "; newest content rejected: columns: ");
        copy();
        Cli.Said well = run("sync", "--from", boards.toString());
        assertThat(well.out()).doesNotContain("NOT BELIEVED");
        assertThat(snapshot()).isEqualTo(first);
        assertThat(run("quality", "--source", "bfcl").out()).doesNotContain("NOT BELIEVED");
    }

    @Test
    void whoKnowsBetterMayAcceptWhatIsNotBelieved() throws IOException {
        copy();
        run("sync", "--from", boards.toString());
        String first = snapshot();
        replace(COLUMNS, "Live Acc,Live Simple", "Multi Turn Acc,Live Simple");
        replace(COLUMNS, "Multi Turn Acc,Multi Turn Base", "Live Acc,Multi Turn Base");
        assertThat(run("sync", "--from", boards.toString()).out())
                .contains("./assayer sync --source bfcl --accept");

        Cli.Said accepted =
                run("sync", "--from", boards.toString(), "--source", "bfcl", "--accept");

        assertThat(accepted.exit()).as(accepted.err()).isZero();
        assertThat(accepted.out()).doesNotContain("NOT BELIEVED");
        String swapped = snapshot();
        assertThat(swapped).isNotEqualTo(first);
        assertThat(run("sync", "--from", boards.toString(), "--force").out())
                .as("accepted for as long as it says the same")
                .doesNotContain("NOT BELIEVED");
        assertThat(run("sources", "bfcl").out()).contains("fresh").doesNotContain("rejected");
        assertThat(run("sync", "--accept"))
                .returns(2, Cli.Said::exit)
                .extracting(Cli.Said::err)
                .asString()
                .contains("--accept needs --source");
    }

    @Test
    void aSourceThatHasShrunkCanBeAcceptedToo() throws IOException {
        copy();
        run("sync", "--from", boards.toString());
        Path file = boards.resolve(COLUMNS);
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, lines.size() / 3));
        String[] asked = {"sync", "--from", boards.toString(), "--source", "bfcl"};

        assertThat(run(asked).out()).contains("FAILED", "--accept takes it all the same");
        assertThat(
                        run(Stream.concat(Stream.of(asked), Stream.of("--accept"))
                                        .toArray(String[]::new))
                                .out())
                .contains(" lines, new");
        assertThat(run(asked).out()).contains(" lines, unchanged");
    }

    @Test
    void aBenchmarkThatLostMostOfItsLinesIsNamedAlthoughTheSourceHasOthers() throws IOException {
        copy();
        Path file = boards.resolve(COLUMNS);
        var lines = new ArrayList<>(Files.readAllLines(file));
        String like = lines.get(8);
        assertThat(like).contains("Mistral-Medium-2505 (FC)");
        for (String name : MORE) {
            lines.add(like.replace("Mistral-Medium-2505 (FC)", name));
        }
        Files.write(file, lines);
        assertThat(run("sync", "--from", boards.toString()).out()).doesNotContain("NOT BELIEVED");
        String first = snapshot();
        int memory = List.of(lines.getFirst().split(",", -1)).indexOf("Memory Acc");
        for (int i = 4; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(",", -1);
            fields[memory] = "N/A";
            lines.set(i, String.join(",", fields));
        }
        Files.write(file, lines);

        Cli.Said cut = run("sync", "--from", boards.toString());

        assertThat(cut.exit()).as(cut.out()).isOne();
        assertThat(cut.out())
                .containsPattern(
                        "bfcl +NOT BELIEVED, its last good rows stay: shrunk: bfcl/memory has \\d"
                                + " lines \\(expected: at least half of the 1\\d before\\)");
        assertThat(snapshot()).isEqualTo(first);
        assertThat(run("sources", "bfcl").out())
                .contains("failing", "; newest content rejected: shrunk: bfcl/memory");
        assertThat(run("sync", "--from", boards.toString(), "--source", "bfcl", "--accept").exit())
                .isZero();
        assertThat(snapshot()).isNotEqualTo(first);
    }

    @Test
    void contentOlderThanWhatIsInForceIsNamedAndCanBeAccepted() throws IOException {
        copy();
        run("sync", "--from", boards.toString());
        String first = snapshot();
        Path file = boards.resolve("aider/polyglot_leaderboard.yml");
        List<String> lines = Files.readAllLines(file);
        int last = lines.lastIndexOf("  model: gpt-5 (low)") - 1;
        Files.write(file, lines.subList(0, last));
        String[] asked = {"sync", "--from", boards.toString(), "--source", "aider"};

        for (int i = 0; i < 2; i++) {
            Cli.Said older = run(asked);
            assertThat(older.exit()).isOne();
            assertThat(older.out())
                    .contains(
                            "NOT BELIEVED, its last good rows stay: older: its newest line is of"
                                    + " 2025-08-23, what is in force is of 2025-08-25",
                            "older content does not replace newer",
                            "./assayer sync --source aider --accept");
        }
        assertThat(snapshot()).isEqualTo(first);
        assertThat(run("sources", "aider").out())
                .contains("failing", "; newest content rejected: older: ", "2025-08-25");

        Cli.Said accepted =
                run(Stream.concat(Stream.of(asked), Stream.of("--accept")).toArray(String[]::new));

        assertThat(accepted.exit()).as(accepted.out()).isZero();
        String taken = snapshot();
        assertThat(taken).isNotEqualTo(first);
        assertThat(run("sources", "aider").out()).contains("2025-08-23").doesNotContain("failing");
        assertThat(run("sync", "--from", boards.toString(), "--force").out())
                .doesNotContain("NOT BELIEVED");
        assertThat(snapshot()).isEqualTo(taken);
    }

    /// What was heard before the pack was made gives way to it in silence, also where a person had
    /// accepted it.
    @Test
    void aNewerPackGoesBeforeWhatWasHeardBeforeIt() throws IOException {
        copy();
        Path file = boards.resolve("aider/polyglot_leaderboard.yml");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, lines.lastIndexOf("  model: gpt-5 (low)") - 1));
        String[] accept = {"sync", "--from", boards.toString(), "--source", "aider", "--accept"};
        assertThat(run(accept).exit()).isZero();
        assertThat(run("sources", "aider").out()).contains("2025-08-23");
        beginWithTheCapturedFiles();

        Cli.Said forced = run("sync", "--from", boards.toString(), "--source", "vectara");

        assertThat(forced.exit()).as(forced.out()).isZero();
        assertThat(run("sources", "aider").out())
                .contains("2025-08-25")
                .doesNotContain("rejected", "2025-08-23");
        assertThat(run(accept).exit()).as("asked for again").isZero();
        assertThat(run("sources", "aider").out()).contains("2025-08-23");
    }

    @Test
    void whatIsKeptOutIsListedWithTheReason() throws IOException {
        copy();
        run("sync", "--from", boards.toString());
        replace(PRICES, "\"input_cost_per_token\": 1.25e-06", "\"input_cost_per_token\": 1.25e-05");

        assertThat(run("sync", "--from", boards.toString()).out())
                .contains("Lines that cannot be right, kept out: ");

        assertThat(run("quality", "--source", "litellm").out())
                .contains(
                        "credits\n  litellm: ",
                        "validation",
                        "kept out  litellm: openai/gpt-5",
                        "price: 12.5 USD per million input tokens (expected: about 1.25");
        JsonNode json =
                JsonMapper.shared()
                        .readTree(run("quality", "--model", "openai/gpt-5", "--json").out());
        assertThat(json.path("models")).hasSize(1);
        assertThat(json.path("models").path(0).path("validation_score").asDouble()).isOne();
        assertThat(json.path("quarantine").path(0).path("anomaly_score").asDouble())
                .isGreaterThan(0.3);
        assertThat(run("quality", "--source", "nobody"))
                .returns(2, Cli.Said::exit)
                .extracting(Cli.Said::err)
                .asString()
                .contains("--source nobody has no evidence (expected: one of ");
    }

    private Cli.Said run(String... arguments) {
        return Cli.run(
                Stream.concat(Stream.of(arguments), Stream.of("--home", home.toString()))
                        .toArray(String[]::new));
    }

    /// The hash of the evidence in force.
    private String snapshot() {
        String out = run("sync", "--from", boards.toString(), "--source", "vectara").out();
        int at = out.indexOf("snapshot ");
        return out.substring(at, at + 21);
    }

    private void copy() throws IOException {
        try (Stream<Path> files = Files.walk(Captured.DIRECTORY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = boards.resolve(Captured.DIRECTORY.relativize(file));
                Files.createDirectories(to.getParent());
                Files.write(to, Files.readAllBytes(file));
            }
        }
    }

    private void replace(String file, String from, String to) throws IOException {
        Path path = boards.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(List.of(from));
        Files.writeString(path, text.replace(from, to));
    }
}

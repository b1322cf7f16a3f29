package dev.assayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Unmatched;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// `assayer match` through the command line, up to its figures on hand-judged names.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class MatchCommandTest {

    private static final double PRECISION = 0.985;
    private static final double RECALL = 0.92;

    @TempDir private Path folder = Path.of("");

    @Test
    void answersEveryRowInOrder() throws IOException {
        Path names =
                file(
                        "names.csv",
                        """
                        \uFEFFnote,source,source_name
                        x,lmarena,gpt-5-high
                        ,litellm,"us.anthropic.claude-opus-4-20250514-v1:0"
                        ,aider,"o3 (high) + gpt-4.1"
                        ,lmarena,gpt-5-high
                        """);
        Path catalog =
                file("catalog.csv", "id\nanthropic/claude-opus-4\nopenai/gpt-5\nopenai/o3\n");

        Cli.Said said = match(names, "--catalog", catalog.toString());
        Path out = folder.resolve("out.csv");
        Cli.Said filed = match(names, "--catalog", catalog.toString(), "--out", out.toString());

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .isEqualTo(
                        """
                        source,source_name,canonical_id,effort,confidence,how
                        lmarena,gpt-5-high,openai/gpt-5,high,0.98,parsed
                        litellm,us.anthropic.claude-opus-4-20250514-v1:0,anthropic/claude-opus-4,default,0.98,parsed
                        aider,o3 (high) + gpt-4.1,NONE,,0.00,abstained
                        lmarena,gpt-5-high,openai/gpt-5,high,0.98,parsed
                        """);
        assertThat(filed.out()).isEmpty();
        assertThat(out).hasContent(said.out());
    }

    @Test
    void takesTheEvidenceInForceForACatalogue() throws IOException {
        assertThat(match(file("names.csv", "source,source_name\nepoch,Claude Opus 4.5\n")).out())
                .contains("epoch,Claude Opus 4.5,anthropic/claude-opus-4.5,default");
    }

    @Test
    void reachesItsAimOnNamesThatPeopleJudged() throws URISyntaxException {
        Cli.Said said =
                match(
                        resource("judged.csv"),
                        "--measure",
                        "--catalog",
                        resource("models.csv").toString());

        String all =
                said.out().lines().filter(line -> line.startsWith("all ")).findFirst().orElse("");
        List<String> figures = List.of(all.split(" +"));
        assertThat(figures).as(said.out()).hasSize(7);
        assertThat(Integer.parseInt(figures.get(1))).isGreaterThan(700);
        assertThat(Double.parseDouble(figures.get(5)))
                .as(said.out())
                .isGreaterThanOrEqualTo(PRECISION);
        assertThat(Double.parseDouble(figures.get(6)))
                .as(said.out())
                .isGreaterThanOrEqualTo(RECALL);
    }

    @Test
    void listsWhatItGotWrongAndWhatItMissed() throws IOException {
        Path judged =
                file(
                        "judged.csv",
                        """
                        source,source_name,canonical_id,also_accept
                        a,gpt-5,openai/o3,
                        a,o3,openai/gpt-5,openai/o3
                        b,no such thing,openai/o3,
                        b,nor this,NONE,
                        b,or that,openai/o3,openai/gpt-5;NONE
                        """);
        Path catalog = file("catalog.csv", "id\nopenai/gpt-5\nopenai/o3\n");

        assertThat(match(judged, "--measure", "--catalog", catalog.toString()).out())
                .isEqualTo(
                        """
                        WRONG   a: gpt-5 -> openai/gpt-5 (truth: openai/o3)
                        missed  b: no such thing -> NONE (truth: openai/o3)
                        source                names models  answered  right  precision   recall
                        a                         2      2         2      1      0.500    0.500
                        b                         3      1         0      0      1.000    0.000
                        all                       5      3         2      1      0.500    0.333
                        """);
    }

    @Test
    void proposesAliasesForWhatStaysUnmatched() throws IOException {
        Path names =
                file(
                        "names.csv",
                        """
                        source,source_name
                        a,claude-opus-4-fresh
                        a,claude-opus-4
                        b,claude-opus-4-stale
                        """);
        Path catalog = file("catalog.csv", "id\nanthropic/claude-opus-4\n");

        assertThat(
                        match(names, "--suggest", "--source", "a", "--catalog", catalog.toString())
                                .out()
                                .lines())
                .hasSize(2)
                .satisfiesExactly(
                        header -> assertThat(header).isEqualTo("name,variant,source,reason"),
                        line ->
                                assertThat(line)
                                        .matches(
                                                "claude-opus-4-fresh,anthropic/claude-opus-4,a,likeness 0\\.\\d\\d: look it up and say why"));
    }

    @Test
    void proposesAliasesForNamesOfTheEvidenceInForceThatMatchedNothing() {
        List<String> unmatched =
                BundledEvidence.load().extras().unmatched().stream()
                        .filter(one -> one.source().equals("lmarena"))
                        .map(Unmatched::name)
                        .toList();

        Cli.Said said =
                Cli.run(
                        "match",
                        "--suggest",
                        "--source",
                        "lmarena",
                        "--least",
                        "0.6",
                        "--home",
                        folder.toString());

        assertThat(said.exit()).isZero();
        assertThat(said.out().lines().skip(1).map(line -> line.split(",", -1)))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(unmatched).contains(line[0]);
                    assertThat(line[2]).isEqualTo("lmarena");
                });
        refuses(
                Cli.run("match", "--suggest", "--source", "x", "--home", folder.toString()),
                "--source: x (expected: a source of the evidence in force: aider, ");
    }

    @Test
    void saysWhatIsWrongWithItsInput() throws IOException {
        Path good = file("good.csv", "source,source_name\na,b\n");
        Path binary = folder.resolve("binary.csv");
        Files.write(binary, new byte[] {'s', (byte) 0xff, (byte) 0xfe});

        refuses(Cli.run("match", "--home", folder.toString()), "expected --csv FILE");
        refuses(match(file("empty.csv", "")), "empty.csv: no rows");
        refuses(
                match(file("columns.csv", "source,name\na,b\n")),
                "columns.csv: columns: source, name (expected: source, source_name among them)");
        refuses(
                match(file("short.csv", "source,source_name\nc\n")),
                "short.csv: line 2: 1 fields (expected: as many as the header's 2)");
        refuses(match(binary), "binary.csv: is no text in UTF-8");
        refuses(match(folder), "is a directory (expected: a CSV file)");
        refuses(match(good, "--measure"), "expected: source, source_name, canonical_id among them");
        refuses(match(good, "--suggest", "--least", "2"), "--least: 2.0 (expected: 0 to 1)");
        refuses(
                match(good, "--catalog", file("no-ids.csv", "name\nb\n").toString()),
                "no-ids.csv: columns: name (expected: 'id' or 'canonical_id' among them)");
        Cli.Said absent = match(folder.resolve("absent.csv"));
        assertThat(absent.exit()).isOne();
        assertThat(absent.err()).contains("absent.csv: there is no such file or directory");
    }

    private static void refuses(Cli.Said said, String why) {
        assertThat(said.err()).contains(why);
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
    }

    private Cli.Said match(Path csv, String... more) {
        return Cli.run(
                Stream.concat(
                                Stream.of(
                                        "match",
                                        "--home",
                                        folder.toString(),
                                        "--csv",
                                        csv.toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(MatchCommandTest.class.getResource("/matching/" + name))
                        .toURI());
    }
}

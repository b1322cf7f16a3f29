package dev.assayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `assayer predict` and `assayer evaluate scoring` through the command line.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class PredictCommandTest {

    @TempDir private Path home = Path.of("");

    private Path write(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text);
    }

    private Cli.Said predict(String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "predict";
        all[1] = "--home";
        all[2] = home.toString();
        System.arraycopy(more, 0, all, 3, more.length);
        return Cli.run(all);
    }

    /// A rating that the pack has, and what it would be without it.
    @Test
    void expectsAModelOfTheCatalogue() {
        Cli.Said said =
                predict("--model", "anthropic/claude-opus-4.5", "--benchmark", "lmarena/coding");

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .startsWith("anthropic/claude-opus-4.5 on lmarena/coding (")
                .containsPattern("expected 1[45]\\d\\d, and 90% of what would be observed within")
                .containsPattern(
                        "observed 1[45]\\d\\d \\(lmarena, 2026-\\d\\d-\\d\\d\\); without it 1")
                .contains("standard deviations", "credits\n", "  lmarena: ");
    }

    @Test
    void namesWhatIsNotKnownAndWhatMayHaveBeenMeant() {
        Cli.Said model = predict("--model", "claude-opus-45", "--benchmark", "lmarena/coding");
        Cli.Said benchmark = predict("--model", "claude-opus-4.5", "--benchmark", "lmarena/codng");
        Cli.Said effort =
                predict(
                        "--model",
                        "claude-opus-4.5",
                        "--effort",
                        "huge",
                        "--benchmark",
                        "lmarena/coding");
        Cli.Said nothing = predict("--model", "claude-opus-4.5");

        assertThat(model.exit()).isEqualTo(2);
        assertThat(model.err())
                .contains("'claude-opus-45' is not in the catalogue")
                .contains("did you mean")
                .contains("anthropic/claude-opus-4.5");
        assertThat(benchmark.err())
                .contains("'lmarena/codng' is not in the evidence (did you mean lmarena/coding");
        assertThat(effort.err()).contains("--effort", "'huge'", "expected: default, none");
        assertThat(nothing.err()).contains("expected --model and --benchmark");
        assertThat(nothing.exit()).isEqualTo(2);
    }

    @Test
    void expectsPairsOfAFileFromItsObservationsAlone() throws IOException {
        var cells = new StringBuilder("model,benchmark,value,released\n");
        for (int m = 0; m < 20; m++) {
            for (int b = 0; b < 6; b++) {
                double odds = -1.5 + 0.15 * m - 0.2 * b;
                cells.append(
                        "Model-%dx,\"Board, %d\",%s,2025-01-%02d%n"
                                .formatted(m, b, 1 / (1 + Math.exp(-odds)), m + 1));
            }
        }
        Path observations = write("o.csv", cells.toString());
        Path pairs = write("p.csv", "model,benchmark\nModel-3x,\"Board, 2\"\nNew,Other\n");
        Path to = home.resolve("out.csv");

        Cli.Said shown =
                predict("--observations", observations.toString(), "--pairs", pairs.toString());
        Cli.Said written =
                predict(
                        "--observations",
                        observations.toString(),
                        "--pairs",
                        pairs.toString(),
                        "--out",
                        to.toString());

        assertThat(shown.exit()).isZero();
        assertThat(written.out()).isEmpty();
        assertThat(shown.err())
                .contains(
                        "warning: 1 of 2 pairs name what ",
                        "  1 models: New\n",
                        "  1 benchmarks: Other\n");
        assertThat(to).content().isEqualTo(shown.out());
        String[] lines = shown.out().split("\n", -1);
        assertThat(lines[0]).isEqualTo("model,benchmark,predicted,low,high");
        assertThat(lines[1]).startsWith("Model-3x,\"Board, 2\",0.");
        String[] first = lines[1].substring("Model-3x,\"Board, 2\",".length()).split(",", -1);
        assertThat(Double.parseDouble(first[0])).isBetween(0.15, 0.25); // true: 0.19
        assertThat(Double.parseDouble(first[1])).isLessThan(Double.parseDouble(first[0]));
        assertThat(Double.parseDouble(first[2])).isGreaterThan(Double.parseDouble(first[0]));
        assertThat(lines[2]).startsWith("New,Other,0.");
        assertThat(lines).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model,benchmark,value;a,b,0.5;a,c,1.7|:3: value: '1.7' (expected: a number of 0..1)",
                "model,benchmark,value;a,b,NaN|:2: value: 'NaN' (expected: a number of 0..1)",
                "model,benchmark,value;a,b,many|:2: value: 'many' (expected: a number of 0..1)",
                "model,benchmark,value;,b,0.1|:2: model: empty (expected: a name)",
                "model,board,value;a,b,0.1|(expected: a column benchmark)",
                "model,benchmark,value,released;a,b,0.1,May|:2: released: 'May' (expected: a date as 2025-08-07, or nothing)",
                "model,benchmark,value,released;a,b,0.1,2025-01-01;a,c,0.2|:3: 3 fields (expected: 4 as in the header, model,benchmark,value,released)",
                "model,benchmark,value;a,b,0.1,2025-01-01|:2: 4 fields (expected: 3 as in the header, model,benchmark,value)",
                "model,benchmark,value|no rows (expected: model,benchmark,value[,released]"
            })
    void namesTheLineThatItCannotRead(String lines, String complaint) throws IOException {
        Path observations = write("o.csv", lines.replace(';', '\n') + "\n");
        Path pairs = write("p.csv", "model,benchmark\na,b\n");

        Cli.Said said =
                predict("--observations", observations.toString(), "--pairs", pairs.toString());

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("o.csv").contains(complaint);
        assertThat(said.out()).isEmpty();
    }

    /// Epoch's columns are told by the header; models of two boards and boards of seven models are
    /// left out, duplicates are one cell.
    @Test
    void evaluatesOnEpochsFile() throws IOException {
        var random = new Random(1);
        var rows = new StringBuilder("model_id,benchmark,performance,model_version,date\n");
        for (int m = 0; m < 24; m++) {
            for (int b = 0; b < 9; b++) {
                if (b < 8 || m < 7) {
                    double value = 1 / (1 + Math.exp(1 + 0.1 * b - 0.2 * m));
                    rows.append(
                            "x,board %d,%s,m-%dx,2025-03-01%n"
                                    .formatted(
                                            b,
                                            Math.clamp(value + 0.02 * random.nextGaussian(), 0, 1),
                                            m));
                }
            }
        }
        rows.append(
                "x,board 1,0.5,m-3x,2025-03-01\nx,board 1,0.5,rare-1x,\nx,board 2,0.5,rare-1x,\n");
        Path file = write("eci.csv", rows.toString());

        Cli.Said said =
                Cli.run(
                        "evaluate",
                        "scoring",
                        "--observations",
                        file.toString(),
                        "--splits",
                        "2",
                        "--seed",
                        "7");
        Cli.Said again =
                Cli.run(
                        "evaluate",
                        "scoring",
                        "--observations",
                        file.toString(),
                        "--splits",
                        "2",
                        "--seed",
                        "7");

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .startsWith(
                        "24 models x 8 benchmarks, 192 cells; 20% hidden at random, 2 times, seed 7")
                .contains("ability model", "z-score average", "two-parameter model");
        assertThat(again.out()).isEqualTo(said.out());
    }

    @Test
    void foretellsTheOrderOfAHiddenBoard() {
        Cli.Said said =
                Cli.run(
                        "evaluate",
                        "scoring",
                        "--home",
                        home.toString(),
                        "--hide-board",
                        "lmarena",
                        "--target",
                        "lmarena/coding");
        Cli.Said wrong =
                Cli.run(
                        "evaluate",
                        "scoring",
                        "--home",
                        home.toString(),
                        "--hide-board",
                        "nowhere",
                        "--target",
                        "nowhere/coding");

        assertThat(said.exit()).isZero();
        String figure = said.out().strip();
        assertThat(Double.parseDouble(figure.substring(figure.lastIndexOf(' ') + 1)))
                .isBetween(0.9, 1.0);
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("board: 'nowhere'");
    }
}

package dev.assayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// `assayer classify` through the command line.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class ClassifyCommandTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void labelsAFile() throws IOException {
        Path file = folder.resolve("prompts.csv");
        Files.writeString(
                file,
                """
                \uFEFFid,text,more
                a,"Translate to French: ""good""
                morning",x
                b,Solve 2x+5=15,
                """);

        Cli.Said said = Cli.run("classify", "--csv", file.toString());

        assertThat(said.exit()).isZero();
        assertThat(said.out().lines())
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("id,category,probability"),
                        line -> assertThat(line).matches("a,language,(0\\.\\d{3}|1\\.000)"),
                        line -> assertThat(line).matches("b,math,(0\\.\\d{3}|1\\.000)"));
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        Path file = folder.resolve("prompts.csv");
        Files.writeString(file, "id,prompt\n1,hello\n");

        Cli.Said wrong = Cli.run("classify", "--csv", file.toString());
        Cli.Said nothing = Cli.run("classify");

        Cli.Said absent = Cli.run("classify", "--csv", folder.resolve("absent.csv").toString());

        assertThat(absent.exit()).isOne();
        assertThat(absent.err()).endsWith("absent.csv: there is no such file or directory\n");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err())
                .contains(file.toString(), "text", "expected: CSV with the columns id and text");
        assertThat(nothing.exit()).isEqualTo(2);
        assertThat(nothing.err()).contains("expected a PROMPT or --csv FILE");
    }

    @Test
    void trainsAndRefusesUnknownLabels() throws IOException {
        Path prompts = Files.createDirectory(folder.resolve("prompts"));
        Files.writeString(
                prompts.resolve("some.csv"),
                """
                id,text,category,second,source,licence
                1,write a poem,creative_writing,,own,CC0-1.0
                2,write a tale,creative_writing,general,own,CC0-1.0
                3,add the numbers,math,,own,CC0-1.0
                4,add the sums,math,,own,CC0-1.0
                """);
        Path model = folder.resolve("category.model");

        assertThat(
                        Cli.run(
                                "classify",
                                "train",
                                "--from",
                                prompts.toString(),
                                "--to",
                                model.toString()))
                .extracting(Cli.Said::exit)
                .isEqualTo(0);
        assertThat(model).isNotEmptyFile();

        Files.writeString(
                prompts.resolve("wrong.csv"),
                "id,text,category,second,source,licence\n9,hello,smalltalk,,own,CC0-1.0\n");
        Path other = folder.resolve("other.model");
        Cli.Said refused =
                Cli.run(
                        "classify",
                        "train",
                        "--from",
                        prompts.toString(),
                        "--to",
                        other.toString());
        assertThat(refused.exit()).isOne();
        assertThat(other).doesNotExist();
        assertThat(refused.err()).contains("wrong.csv, line 2: category 'smalltalk'", "chat");
    }

    @Test
    void refusesPromptsThatTeachNothing() throws IOException {
        Path prompts = Files.createDirectory(folder.resolve("prompts"));
        Path model = folder.resolve("category.model");
        String[] train = {"classify", "train", "--from", prompts + "", "--to", model + ""};

        assertThat(Cli.run(train).err()).contains("no prompts");

        Files.writeString(prompts.resolve("a.csv"), "id,prompt\n1,hello\n");
        assertThat(Cli.run(train).err())
                .contains("a.csv", "expected: CSV with the columns id, text");

        String twice = "id,text,category,second,source\n1,hello,chat,,own\n1,bye,chat,,own\n";
        Files.writeString(prompts.resolve("a.csv"), twice);
        assertThat(Cli.run(train).err()).contains("a.csv, line 3: the id '1' is there twice");
        assertThat(model).doesNotExist();
    }
}

package dev.assayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.Captured;
import dev.assayer.evidence.SnapshotFormat;
import dev.assayer.evidence.sync.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `assayer pack` through the command line.
final class PackCommandTest {

    @TempDir private Path to = Path.of("");

    @Test
    void writesAPackThatReadsBackWithItsCredits() throws IOException {
        int exit =
                AssayerCommand.run(
                        "pack", "--from", Captured.DIRECTORY.toString(), "--to", to.toString());

        assertThat(exit).isZero();
        var files = new HashMap<String, String>();
        for (String name : Files.readAllLines(to.resolve("INDEX"))) {
            files.put(name, Files.readString(to.resolve(name)));
        }
        assertThat(SnapshotFormat.parse(files).observations()).isNotEmpty();
        assertThat(to.resolve("NOTICE"))
                .content()
                .contains("Epoch AI", "https://creativecommons.org/licenses/by/4.0/");
    }

    @Test
    void leavesOutOnlyWhatItIsTold(@TempDir Path some) throws IOException {
        copy(Captured.DIRECTORY.resolve("mmlupro"), some.resolve("mmlupro"));

        String[] others =
                Sources.all().shareable().feeds().stream()
                        .map(feed -> feed.source().id())
                        .filter(id -> !id.equals("mmlupro"))
                        .map(id -> "--without=" + id)
                        .toArray(String[]::new);

        assertThat(pack(some)).isOne();
        assertThat(to.resolve("NOTICE")).doesNotExist();
        assertThat(pack(some, others)).isZero();
        assertThat(to.resolve("NOTICE")).content().contains("MMLU-Pro").doesNotContain("Epoch");
        assertThat(pack(some, "--without=nobody")).isEqualTo(2);
    }

    private int pack(Path from, String... more) {
        var arguments =
                new ArrayList<>(List.of("pack", "--from", from.toString(), "--to", to.toString()));
        arguments.addAll(List.of(more));
        return AssayerCommand.run(arguments.toArray(String[]::new));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void writesNothingIfASourceIsMissing(@TempDir Path empty) {
        int exit =
                AssayerCommand.run(
                        "pack", "--from", empty.toString(), "--to", to.resolve("p").toString());

        assertThat(exit).isOne();
        assertThat(to.resolve("p")).doesNotExist();
    }
}

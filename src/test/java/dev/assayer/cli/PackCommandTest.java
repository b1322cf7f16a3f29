package dev.assayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.Captured;
import dev.assayer.evidence.SnapshotFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
    void writesNothingIfASourceIsMissing(@TempDir Path empty) {
        int exit =
                AssayerCommand.run(
                        "pack", "--from", empty.toString(), "--to", to.resolve("p").toString());

        assertThat(exit).isOne();
        assertThat(to.resolve("p")).doesNotExist();
    }
}

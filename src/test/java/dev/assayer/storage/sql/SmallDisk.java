package dev.assayer.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A disk that a test can fill. Needs root; a test without is passed over and says so.
public final class SmallDisk implements AutoCloseable {

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /// Mounts it.
    ///
    /// @param place a directory that is not there yet
    /// @param size as `mount` has it, e.g. `600k`
    public static SmallDisk at(Path place, String size) throws IOException {
        Files.createDirectory(place);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", place.toString()),
                "only root may mount the small disk that this fills");
        return new SmallDisk(place);
    }

    public Path place() {
        return place;
    }

    /// Gives it another size.
    public void resize(String size) throws IOException {
        assertThat(run("mount", "-o", "remount,size=" + size, place.toString())).isTrue();
    }

    /// Fills it but for a few bytes.
    ///
    /// @return what fills it
    public Path fill(long left) throws IOException {
        long free = Files.getFileStore(place).getUsableSpace();
        return Files.write(place.resolve("filler"), new byte[(int) (free - left)]);
    }

    @Override
    public void close() throws IOException {
        assertThat(run("umount", place.toString())).isTrue();
    }

    private static boolean run(String... command) throws IOException {
        return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
    }
}

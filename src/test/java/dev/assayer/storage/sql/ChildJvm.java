package dev.assayer.storage.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of the tests in a process of its own, which may be killed or run with fewer rights.
public final class ChildJvm {

    private ChildJvm() {}

    /// Starts `main`; its standard error goes where the test's goes.
    ///
    /// @param scratch directory for the native library, which a killed process leaves behind
    public static Process start(
            Path scratch, List<String> wrapper, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.sqlite.tmpdir=" + scratch,
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}

package dev.assayer.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Aider's board in a directory of files, as `sync --from` reads it: two hundred invented runs.
public final class AiderBoard {

    private AiderBoard() {}

    public static void in(Path directory) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("aider"));
        Files.writeString(
                folder.resolve("polyglot_leaderboard.yml"),
                runs("gpt-4.1", "gpt-4o-mini-2024-07-18", 53.1));
        Files.writeString(
                folder.resolve("edit_leaderboard.yml"), runs("gpt-4o", "gpt-4o-mini", 71.4));
    }

    /// A board of two models that the catalogue knows, and of many that it does not: one with far
    /// fewer rows than last time would be taken for a broken one.
    private static String runs(String first, String second, double best) {
        var runs = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            runs.append(
                    """
                    - dirname: 2026-11-01-00-00-%02d--run
                      test_cases: 225
                      model: %s
                      edit_format: whole
                      pass_rate_1: 2.0
                      pass_rate_2: %s
                      date: 2026-11-01
                    """
                            .formatted(
                                    i,
                                    i == 0 ? first : i == 1 ? second : "nobodys-model-" + i,
                                    Double.toString(best - i / 10.0)));
        }
        return runs.toString();
    }
}

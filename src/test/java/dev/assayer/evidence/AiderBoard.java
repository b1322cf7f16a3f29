package dev.assayer.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/// Aider's board in a directory of files, as `sync --from` reads it: two hundred invented runs.
public final class AiderBoard {

    private AiderBoard() {}

    public static void in(Path directory) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("aider"));
        Files.writeString(
                folder.resolve("polyglot_leaderboard.yml"),
                runs("aider/polyglot", "gpt-4.1", "gpt-4o-mini-2024-07-18", 53.1));
        Files.writeString(
                folder.resolve("edit_leaderboard.yml"),
                runs("aider/edit", "gpt-4o", "gpt-4o-mini", 71.4));
    }

    /// A board of two models with new figures, of those that the bundled evidence has there with
    /// the same ones, and of many that nobody knows: with far fewer rows than last time it would be
    /// taken for a broken one.
    private static String runs(String benchmark, String first, String second, double best) {
        var names = new LinkedHashMap<String, Double>();
        names.put(first, best);
        names.put(second, best - 0.1);
        BundledEvidence.load().observations().stream()
                .filter(one -> one.benchmark().equals(benchmark))
                .forEach(one -> names.putIfAbsent(one.writtenName(), one.measure().value() * 100));
        for (int i = names.size(); i < 100; i++) {
            names.put("nobodys-model-" + i, best - i / 10.0);
        }
        var runs = new StringBuilder();
        names.forEach((name, rate) ->
                runs.append(
                        """
                        - dirname: 2026-11-01-00-00-%d--run
                          test_cases: 225
                          model: "%s"
                          edit_format: whole
                          pass_rate_1: 2.0
                          pass_rate_2: %s
                          date: 2026-11-01
                        """
                                .formatted(runs.length(), name, Double.toString(rate))));
        return runs.toString();
    }
}

package dev.assayer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `config/example.yaml` is what the program does without it, and says all there is to say.
final class ExampleFileTest {

    private static final Path EXAMPLE = Path.of("config/example.yaml").toAbsolutePath();

    @TempDir Path directory;

    @Test
    void equalsTheDefaults() {
        var site = new Site(directory);
        assertThat(site.flag("config", EXAMPLE.toString()).settings())
                .isEqualTo(Settings.defaults(site.home));
    }

    @Test
    void itsExampleOfAProviderIsRead() throws IOException {
        Settings settings = new Site(directory).yaml(withProvider()).settings();
        DeclaredProvider provider = settings.providers().getFirst();
        assertThat(provider.id()).isEqualTo("local");
        assertThat(provider.enabled()).isTrue();
        assertThat(provider.connection().baseUrl().orElseThrow())
                .hasToString("http://127.0.0.1:18001/v1");
        assertThat(provider.connection().apiKey().map(Secret::reveal)).contains("sk-none");
        assertThat(provider.connection().headers())
                .containsExactly(Map.entry("x-team", Secret.of("research")));
        DeclaredModel model = provider.models().getFirst();
        assertThat(model.as().orElseThrow()).hasToString("openai/gpt-4o-mini");
        assertThat(model.effort()).isEqualTo(Effort.DEFAULT);
        assertThat(model.price().orElseThrow().outputPerMillion()).isEqualByComparingTo("0.6");
        assertThat(model.limits().contextTokens()).isEqualTo(128_000);
        assertThat(model.limits().capabilities()).hasSize(3);
    }

    @Test
    void everyKeyStandsInIt() throws IOException {
        var problems = new ArrayList<Problem>();
        Path file = directory.resolve("assayer.yaml");
        Node.Mapping root = YamlReader.read(file, withProvider(), problems);
        var reading = new Reading(new Substitution(Environment.of(Map.of())), Map.of(), problems);
        var surroundings = new Surroundings(Map.of(), directory, directory);
        new SettingsReader(surroundings, new KnownIds(Set.of(), Set.of()), reading)
                .read(root, directory.resolve(".assayer"));
        assertThat(problems).isEmpty();

        var given = new TreeSet<String>();
        collect("", root, given);
        Set<String> missing = new TreeSet<>(reading.known());
        missing.removeAll(given);
        assertThat(missing)
                .as("keys that are read but not in the example")
                .allMatch(CATEGORY.asMatchPredicate());
    }

    @Test
    void everyKeyHasAComment() throws IOException {
        List<String> bare =
                Files.readString(EXAMPLE)
                        .lines()
                        .filter(line -> line.matches(" *[a-z-]+: .*") && !line.contains("#"))
                        .toList();
        assertThat(bare).allMatch(line -> line.matches(" +(quality|balanced|economy|speed): .*"));
    }

    /// Exceptions by category: the example shows one in a comment.
    private static final Pattern CATEGORY =
            Pattern.compile("routing\\.weights\\.[a-z]+\\.categories\\.[a-z_]+");

    /// The example with its commented provider put to use.
    private static String withProvider() throws IOException {
        var text = new StringBuilder();
        boolean inside = false;
        for (String line : Files.readAllLines(EXAMPLE)) {
            inside = line.equals("# providers:") || (inside && line.startsWith("#"));
            if (!line.startsWith("providers: []")) {
                text.append(inside ? line.substring(2) : line).append('\n');
            }
        }
        return text.toString();
    }

    private static void collect(String path, Node node, Set<String> keys) {
        switch (node) {
            case Node.Scalar _ -> {}
            case Node.Sequence sequence ->
                    sequence.items().forEach(item -> collect(path + "[]", item, keys));
            case Node.Mapping mapping ->
                    mapping.entries()
                            .forEach((key, entry) -> {
                                String at = path.isEmpty() ? key : path + "." + key;
                                keys.add(at);
                                collect(at, entry.value(), keys);
                            });
        }
    }
}

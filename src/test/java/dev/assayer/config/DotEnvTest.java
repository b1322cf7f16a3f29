package dev.assayer.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DotEnvTest {

    private static final Path FILE = Path.of(".env");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "KEY=value|value",
                "KEY = value |value",
                "  KEY=value|value",
                "export KEY=value|value",
                "export\tKEY=value|value",
                "KEY=|``",
                "KEY=  # nothing|``",
                "KEY=value # comment|value",
                "KEY=va#lue|va#lue",
                "KEY=#value|``",
                "KEY='value'|value",
                "KEY='va # lue' # comment|va # lue",
                "KEY='va\\nlue'|va\\nlue",
                "KEY=\"value\"|value",
                "KEY=\"va\\\"l\\\\ue\\$\\q\"#c|va\"l\\ue$\\q",
                "KEY=\"it's\"|it's",
                "KEY=it's|it's",
                "KEY=a=b==|a=b==",
                "KEY=${OTHER}|${OTHER}",
                "KEY=two words|two words",
                "my.key-1_X=v|v"
            })
    void oneLine(String line, String value) {
        DotEnv file = DotEnv.parse(FILE, line);
        assertThat(file.problems()).isEmpty();
        assertThat(file.entries()).singleElement().extracting(DotEnv.Entry::value).isEqualTo(value);
    }

    @Test
    void wholeFileWithCommentsBlankLinesAndAnyLineEnds() {
        DotEnv file =
                DotEnv.parse(
                        FILE, "# keys\r\n\r\nA=1\r\n   # more\nB='x\ny'\rC=\"p\r\nq\" # end\nA=2");
        assertThat(file.problems()).isEmpty();
        assertThat(values(file))
                .containsExactly(
                        Map.entry("A", "2"), Map.entry("B", "x\ny"), Map.entry("C", "p\nq"));
        assertThat(file.entries())
                .extracting(entry -> entry.origin().number())
                .containsExactly(3, 5, 7, 9);
    }

    @Test
    void everyMalformedLineIsReportedAndTheOthersAreRead() {
        DotEnv file =
                DotEnv.parse(
                        FILE,
                        """
                        A=1
                        sk-proj-secret1
                        KEY: secret2
                        1KEY=secret3
                        export NAME
                        Q="secret4" secret5
                        B=2
                        R='secret6
                        C=3
                        """);
        assertThat(file.problems().stream().map(Problem::toString))
                .containsExactly(
                        ".env:2: (expected: NAME=value, a comment or an empty line)",
                        ".env:3: (expected: NAME=value, a comment or an empty line)",
                        ".env:4: (expected: NAME=value, a comment or an empty line)",
                        ".env:5: (expected: NAME=value, a comment or an empty line)",
                        ".env:6: Q: has text behind its closing quote (expected: nothing or a comment)",
                        ".env:8: R: opens a quote that is never closed (expected: ')");
        assertThat(file.toString() + file.problems()).doesNotContain("secret");
        assertThat(values(file))
                .containsExactly(Map.entry("A", "1"), Map.entry("B", "2"), Map.entry("C", "3"));
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFirstName(@TempDir Path directory) throws IOException {
        Path file = directory.resolve(".env");
        Files.writeString(file, "\uFEFFKEY=value");
        assertThat(SourceText.read(file)).isEqualTo(new SourceText.Text("KEY=value"));
    }

    @Test
    void otherEncodingsAreReported(@TempDir Path directory) throws IOException {
        Path file = directory.resolve(".env");
        Files.write(file, "\uFEFFKEY=value".getBytes(StandardCharsets.UTF_16LE));
        assertThat(problem(file))
                .isEqualTo(".env: is UTF-16 (expected: UTF-8; save it again in that encoding)");
        Files.write(file, "A=1\nB=\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problem(file)).isEqualTo(".env:2: is not valid UTF-8 here");
        Files.write(file, new byte[SourceText.MAX_BYTES + 1]);
        assertThat(problem(file)).isEqualTo(".env: is too large (expected: at most 1MB)");
    }

    @Test
    void aDirectoryOfThatNameIsNoFile(@TempDir Path directory) {
        assertThat(SourceText.read(directory)).isEqualTo(new SourceText.Absent());
        assertThat(SourceText.read(directory.resolve(".env"))).isEqualTo(new SourceText.Absent());
    }

    private static String problem(Path file) {
        List<Problem> problems = SourceText.read(file).problems();
        return problems.getFirst().toString().replace(file.getParent() + "/", "");
    }

    private static Map<String, String> values(DotEnv file) {
        var values = new LinkedHashMap<String, String>();
        file.entries().forEach(entry -> values.put(entry.name(), entry.value()));
        return values;
    }
}

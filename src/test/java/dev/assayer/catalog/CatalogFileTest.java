package dev.assayer.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Catalogues as CSV: what is read off them, and what is wrong with others.
final class CatalogFileTest {

    @Test
    void readsIdsAndWhatHelps() {
        List<Model> models =
                read(
                        """
                        canonical_id,id_source,name,canonical_slug,hugging_face_id,created
                        a/first-1.5,x,A: First 1.5,a/first-1.5-20250102,Org/First-1.5,1735776000
                        b/second,x,,b/other-20250102,,
                        a/first-1.5,x,again,,,
                        """);

        assertThat(models)
                .extracting(Model::id)
                .containsExactly(ModelId.of("a/first-1.5"), ModelId.of("b/second"));
        assertThat(models.getFirst().released()).contains(LocalDate.parse("2025-01-02"));
        assertThat(models.getFirst().aliases())
                .containsExactly("Org/First-1.5", "a/first-1.5-20250102");
        assertThat(models.getLast().aliases()).isEmpty();
        assertThat(models.getLast().name()).isEqualTo("second");
    }

    @Test
    void learnsTheRestFromWhatIsKnown() {
        var known =
                new Model(
                        ModelId.of("a/first"),
                        "First",
                        Optional.of(LocalDate.parse("2025-01-02")),
                        false,
                        Limits.UNKNOWN,
                        List.of("a/first-2025-01-02", "a/second"));

        List<Model> models =
                new CatalogFile(List.of(known))
                        .read(new StringReader("id\na/first-2025-01-02\na/second\n"));

        assertThat(models.getFirst().released()).contains(LocalDate.parse("2025-01-02"));
        assertThat(models.getFirst().aliases()).containsExactly("a/first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|no rows",
                "id|no rows",
                "name\\nx|columns: name (expected: 'id' or 'canonical_id' among them)",
                "id\\na/b\\nc|line 3: model id: 'c' (expected: lab/model in lower case, without blanks)",
                "id,released\\na/b,soon|line 2: 'soon' (expected: a date as 2026-01-31",
                "id,created\\na/b,2026-01-01|line 2: '2026-01-01' (expected: a date"
            })
    void saysWhatIsWrong(String csv, String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(csv.replace("\\n", "\n")))
                .withMessageContaining(said);
    }

    private static List<Model> read(String csv) {
        return new CatalogFile(List.of()).read(new StringReader(csv));
    }
}

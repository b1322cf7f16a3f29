package dev.assayer.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assayer.catalog.ModelId;
import dev.assayer.evidence.MalformedSnapshot;
import dev.assayer.quality.QualityFormat;
import dev.assayer.quality.QualityReport;
import dev.assayer.quality.QualityReport.Marks;
import dev.assayer.quality.QualityReport.OfModel;
import dev.assayer.quality.QualityReport.OfSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlQualityStoreTest {

    private static final QualityReport REPORT =
            new QualityReport(
                    "0123abcd",
                    List.of(
                            new OfSource(
                                    "board",
                                    120,
                                    3,
                                    new Marks(0.975, 0.0125, 1, 0.5),
                                    "columns: a, \"b\" and c were swapped")),
                    List.of(new OfModel(new ModelId("lab/model"), 7, 0, new Marks(1, 0, 1, 0.4))));

    @TempDir private Path directory;

    @Test
    void aReportComesBackUntilAnotherTakesItsPlace() {
        try (Database database = Database.open(directory.resolve("assayer.db"))) {
            var store = new SqlQualityStore(database);
            assertThat(store.find("0123abcd")).isEmpty();

            store.put(REPORT);
            assertThat(store.find("0123abcd")).hasValue(REPORT);
            assertThat(store.find("0123")).isEmpty();

            QualityReport well = REPORT.withRejected(Map.of());
            store.put(well);
            assertThat(store.find("0123abcd")).hasValue(well);
        }
    }

    @Test
    void aDamagedReportIsNone() throws Exception {
        Path file = directory.resolve("assayer.db");
        try (Database database = Database.open(file)) {
            var store = new SqlQualityStore(database);
            store.put(REPORT);
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(
                        "UPDATE evidence_quality SET report = substr(report, 1, 40)");
            }

            assertThat(store.find("0123abcd")).isEmpty();
            store.put(REPORT);
            assertThat(store.find("0123abcd")).hasValue(REPORT);
        }
    }

    @Test
    void textThatIsNoReportIsRefused() {
        String text = QualityFormat.text(REPORT);

        assertThat(QualityFormat.parse(text)).isEqualTo(REPORT);
        assertThatThrownBy(
                        () -> QualityFormat.parse(text.replace("snapshot,0123abcd", "snapshot,")))
                .isInstanceOf(MalformedSnapshot.class)
                .hasMessageContaining("expected: a line of snapshot");
        assertThatThrownBy(() -> QualityFormat.parse(text.replace("model,lab/model", "modl,a/b")))
                .isInstanceOf(MalformedSnapshot.class)
                .hasMessageContaining("modl (expected: snapshot, source or model)");
    }
}

package dev.assayer.app;

import dev.assayer.evidence.SnapshotFormat;
import dev.assayer.evidence.SnapshotStore;
import dev.assayer.evidence.SourceStore;
import dev.assayer.ledger.LedgerStore;
import dev.assayer.quality.QualityStore;
import dev.assayer.scoring.KeptFits;
import dev.assayer.storage.sql.Database;
import dev.assayer.storage.sql.SqlFitStore;
import dev.assayer.storage.sql.SqlLedgerStore;
import dev.assayer.storage.sql.SqlQualityStore;
import dev.assayer.storage.sql.SqlSnapshotStore;
import dev.assayer.storage.sql.SqlSourceStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stores in the home's database file.
public final class Stores implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);
    private static final String FILE = "assayer.db";

    private final Path home;
    private final Database database;
    private final SqlLedgerStore ledger;
    private final SqlSnapshotStore snapshots;
    private final SqlSourceStore sources;
    private final SqlQualityStore quality;
    private final SqlFitStore fits;
    private final ExecutorService behind = Executors.newVirtualThreadPerTaskExecutor();

    private Stores(Path home, Database database) {
        this.home = home;
        this.database = database;
        this.ledger = new SqlLedgerStore(database);
        this.sources = new SqlSourceStore(database);
        this.quality = new SqlQualityStore(database);
        this.fits = new SqlFitStore(database, Clock.systemUTC());
        this.snapshots =
                new SqlSnapshotStore(
                        database,
                        snapshot -> SnapshotFormat.text(snapshot).getBytes(StandardCharsets.UTF_8),
                        bytes -> SnapshotFormat.parse(new String(bytes, StandardCharsets.UTF_8)));
    }

    /// Opens them; may block.
    ///
    /// @param home the home directory
    /// @throws dev.assayer.storage.sql.StorageFailure saying why that is not possible
    public static Stores open(Path home) {
        return new Stores(home, Database.open(home.resolve(FILE)));
    }

    public LedgerStore ledger() {
        return ledger;
    }

    public SnapshotStore snapshots() {
        return snapshots;
    }

    public SourceStore sources() {
        return sources;
    }

    public QualityStore quality() {
        return quality;
    }

    /// The directory that they are in.
    public Path home() {
        return home;
    }

    public KeptFits fits() {
        return fits;
    }

    /// As [#fits()], for one who does not wait until a fit is written; closing these stores does.
    KeptFits fitsBehind() {
        return new KeptFits() {
            @Override
            public Optional<byte[]> find(String key) {
                return fits.find(key);
            }

            @Override
            public void put(String key, byte[] fit) {
                try {
                    behind.execute(() -> fits.put(key, fit));
                } catch (RejectedExecutionException e) {
                    LOG.debug("a fit is not kept, because the stores are being closed", e);
                }
            }
        };
    }

    /// The database file.
    public Path file() {
        return database.file();
    }

    @Override
    public void close() {
        behind.close();
        ledger.close();
        database.close();
    }
}

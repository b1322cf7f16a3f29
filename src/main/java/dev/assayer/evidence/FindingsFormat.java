package dev.assayer.evidence;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How [Findings] are kept between syncs: the CSV tables `rows`, `listings`, `performance`,
/// `profiles`, `benchmarks` and `set-aside` in one text, each behind a line with its name; empty
/// ones are left out.
public final class FindingsFormat {

    private static final String ROWS = "rows.csv";
    private static final String LISTINGS = "listings.csv";
    private static final String PERFORMANCE = "performance.csv";
    private static final String PROFILES = "profiles.csv";
    private static final String BENCHMARKS = "benchmarks.csv";
    private static final String SET_ASIDE = "set-aside.csv";

    private FindingsFormat() {}

    public static String text(Findings findings) {
        var files = new TreeMap<String, String>();
        put(files, ROWS, FindingsTables.ROWS, findings.rows());
        put(files, LISTINGS, FindingsTables.LISTINGS, findings.listings());
        put(files, PERFORMANCE, FindingsTables.PERFORMANCE, findings.performance());
        put(files, PROFILES, FindingsTables.PROFILES, findings.profiles());
        put(files, BENCHMARKS, SnapshotTables.BENCHMARKS, findings.benchmarks());
        put(files, SET_ASIDE, FindingsTables.SET_ASIDE, findings.setAside());
        return Sections.text(files);
    }

    private static <T> void put(
            SortedMap<String, String> files, String name, CsvTable<T> table, List<T> items) {
        if (!items.isEmpty()) {
            files.put(name, table.write(items));
        }
    }

    /// Reads [#text] back.
    ///
    /// @throws MalformedSnapshot if it is damaged
    public static Findings parse(String text) {
        SortedMap<String, String> files = Sections.parse(text);
        return new Findings(
                read(files, ROWS, FindingsTables.ROWS),
                read(files, LISTINGS, FindingsTables.LISTINGS),
                read(files, PERFORMANCE, FindingsTables.PERFORMANCE),
                read(files, PROFILES, FindingsTables.PROFILES),
                read(files, BENCHMARKS, SnapshotTables.BENCHMARKS),
                read(files, SET_ASIDE, FindingsTables.SET_ASIDE));
    }

    private static <T> List<T> read(
            SortedMap<String, String> files, String name, CsvTable<T> table) {
        String text = files.get(name);
        return text == null ? List.of() : table.read(name, text);
    }
}

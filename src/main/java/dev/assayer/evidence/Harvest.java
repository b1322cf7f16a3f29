package dev.assayer.evidence;

import dev.assayer.evidence.Findings.SetAside;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Findings in the making. A line that cannot be explained is set aside with its reason and the
/// others stay; when more than [#TOLERATED] of the lines are like that, the file as a whole is not
/// what it was taken for. Confined to one thread.
public final class Harvest {

    /// A fifth: boards carry a few odd lines, a swapped column spoils nearly all.
    public static final double TOLERATED = 0.2;

    private final List<Row> rows = new ArrayList<>();
    private final List<Listing> listings = new ArrayList<>();
    private final List<PerformanceRow> performance = new ArrayList<>();
    private final List<Profile> profiles = new ArrayList<>();
    private final Map<String, Benchmark> benchmarks = new TreeMap<>();
    private final List<SetAside> setAside = new ArrayList<>();
    private int lines;

    /// Reads one line of the source, which adds what it finds; one that throws [UnexpectedContent]
    /// is set aside. What it added before it threw stays.
    public void line(Runnable reader) {
        lines++;
        try {
            reader.run();
        } catch (UnexpectedContent e) {
            setAside.add(new SetAside(e.where(), e.found(), e.expected()));
        }
    }

    public void add(Row row) {
        rows.add(row);
    }

    public void add(Listing listing) {
        listings.add(listing);
    }

    public void add(PerformanceRow row) {
        performance.add(row);
    }

    public void add(Profile profile) {
        profiles.add(profile);
    }

    /// Declares a benchmark that a row names, where the source is free to invent benchmarks.
    ///
    /// @param where file, line, field
    /// @throws UnexpectedContent if it was declared before with another unit or direction
    public void declare(String where, Benchmark benchmark) {
        Benchmark known = benchmarks.putIfAbsent(benchmark.id(), benchmark);
        if (known != null) {
            known.requireSameScale(where, benchmark);
        }
    }

    /// What was gathered.
    ///
    /// @throws UnexpectedContent if more than a fifth of the lines were set aside, with the first
    ///   of them
    public Findings findings() {
        if (setAside.size() > Math.max(1, lines * TOLERATED)) {
            SetAside first = setAside.getFirst();
            throw new UnexpectedContent(
                    first.where() + ", one of " + setAside.size() + " such lines of " + lines,
                    first.found(),
                    first.expected());
        }
        return new Findings(
                rows, listings, performance, profiles, List.copyOf(benchmarks.values()), setAside);
    }
}

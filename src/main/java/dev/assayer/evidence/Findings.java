package dev.assayer.evidence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything that one source says, before anybody has decided which model each name means.
/// Immutable; [FindingsFormat] writes it down.
///
/// @param rows figures in benchmarks
/// @param listings who serves what at which price; text models only
/// @param performance how fast models answer
/// @param profiles what the user's own file says of models
/// @param benchmarks those that its rows name and that only this content declares, because the
///   source is free to invent them; what [Feed#benchmarks()] declares goes before them
/// @param setAside lines that could not be explained, and were left out by themselves
public record Findings(
        List<Row> rows,
        List<Listing> listings,
        List<PerformanceRow> performance,
        List<Profile> profiles,
        List<Benchmark> benchmarks,
        List<SetAside> setAside) {

    /// Nothing at all.
    public static final Findings NONE =
            new Findings(List.of(), List.of(), List.of(), List.of(), List.of());

    public Findings {
        rows = List.copyOf(rows);
        listings = List.copyOf(listings);
        performance = List.copyOf(performance);
        profiles = List.copyOf(profiles);
        benchmarks = List.copyOf(benchmarks);
        setAside = List.copyOf(setAside);
    }

    /// Findings whose rows name only benchmarks that their source declares.
    public Findings(
            List<Row> rows,
            List<Listing> listings,
            List<PerformanceRow> performance,
            List<Profile> profiles,
            List<SetAside> setAside) {
        this(rows, listings, performance, profiles, List.of(), setAside);
    }

    public static Findings ofRows(List<Row> rows) {
        return new Findings(rows, List.of(), List.of(), List.of(), List.of());
    }

    public static Findings ofListings(List<Listing> listings) {
        return new Findings(List.of(), listings, List.of(), List.of(), List.of());
    }

    /// These without lines of a later day, which are set aside: nothing can be told of the future,
    /// and one such line would make all that follows look old.
    public Findings until(LocalDate last) {
        if (!newest().isAfter(last)) {
            return this;
        }
        var aside = new ArrayList<>(setAside);
        return new Findings(
                until(last, rows, Row::date, row -> row.name().text(), aside),
                until(last, listings, Listing::date, Listing::id, aside),
                until(last, performance, PerformanceRow::date, row -> row.name().text(), aside),
                until(last, profiles, Profile::date, row -> row.name().text(), aside),
                benchmarks,
                aside);
    }

    private static <T> List<T> until(
            LocalDate last,
            List<T> lines,
            Function<T, LocalDate> date,
            Function<T, String> name,
            List<SetAside> aside) {
        var kept = new ArrayList<T>();
        for (T line : lines) {
            if (date.apply(line).isAfter(last)) {
                aside.add(
                        new SetAside(
                                name.apply(line) + ": date",
                                date.apply(line).toString(),
                                "no later day than " + last));
            } else {
                kept.add(line);
            }
        }
        return kept;
    }

    /// These with the rows and speeds of earlier ones, as far as these say nothing of the same name
    /// in the same benchmark, or at the same host.
    public Findings with(Findings earlier) {
        return new Findings(
                with(earlier.rows, rows, row -> List.of(row.name(), row.benchmark())),
                listings,
                with(earlier.performance, performance, row -> List.of(row.name(), row.host())),
                profiles,
                benchmarks,
                setAside);
    }

    private static <T> List<T> with(List<T> earlier, List<T> now, Function<T, Object> subject) {
        var said = now.stream().map(subject).collect(Collectors.toSet());
        return Stream.concat(
                        now.stream(),
                        earlier.stream().filter(line -> !said.contains(subject.apply(line))))
                .toList();
    }

    /// How many usable lines of every kind.
    public int size() {
        return rows.size() + listings.size() + performance.size() + profiles.size();
    }

    /// The newest date inside the content; [LocalDate#EPOCH] where there is nothing.
    public LocalDate newest() {
        return Stream.of(
                        rows.stream().map(Row::date),
                        listings.stream().map(Listing::date),
                        performance.stream().map(PerformanceRow::date),
                        profiles.stream().map(Profile::date))
                .flatMap(dates -> dates)
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.EPOCH);
    }

    /// A line that could not be explained.
    ///
    /// @param where file, line, field
    /// @param found the offending value, shortened
    /// @param expected what stands there when all is well
    public record SetAside(String where, String found, String expected) {

        public SetAside {
            found = SourceFailure.shortened(found);
        }

        public String message() {
            return where + ": '" + found + "' (expected: " + expected + ")";
        }
    }
}

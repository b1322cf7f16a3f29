package dev.assayer.quality;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.sync.Assembled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What became of the lines that a source had before: the same name at the same benchmark says
/// roughly the same again, unless a column, a unit or a name has come to mean something else, or
/// the board was cut off.
///
/// Boards do score anew, and then all their values move together; that is no fault as long as the
/// order of the models stays.
final class Changes {

    /// Fewer lines in common tell nothing of a column.
    private static final int ENOUGH = 4;

    private static final int ENOUGH_FOR_ORDER = 8;

    /// In log-odds: less than this is news as usual, about 0.05 in the middle of a fraction.
    private static final double SAME = 0.2;

    private static final double EXACT = 0.05;

    /// A column of which that share of values is the very same is the same column; one of which
    /// most are another's is that other one, be the two ever so alike.
    private static final double FEW_EQUAL = 0.5;

    private static final double MOST_EQUAL = 0.8;

    /// In log-odds: a name that moved so far may be another model, 0.33 to 0.5 or 120 points of a
    /// rating.
    private static final double FAR = 0.7;

    /// The same where only one benchmark tells.
    private static final double FAR_ALONE = 1.2;

    private static final double STILL_ORDERED = 0.5;

    /// Of fewer lines half are soon gone.
    private static final int ENOUGH_TO_SHRINK = 8;

    /// Of the names of a source.
    private static final double TOLERATED = 0.2;

    private static final int ENOUGH_NAMES = 5;

    /// A name whose values have moved.
    ///
    /// @param source whose
    /// @param written the name
    /// @param now its lines
    /// @param before its lines before
    record Moved(String source, String written, List<Observation> now, List<Observation> before) {

        /// Whether it means another model to us now.
        boolean isRematched() {
            return !now.getFirst().variant().model().equals(before.getFirst().variant().model());
        }

        String text() {
            Observation was = before.getFirst();
            Observation is = now.getFirst();
            return "'"
                    + written
                    + "' means something else than before: "
                    + Rules.number(is.measure().value())
                    + " on "
                    + is.benchmark()
                    + (now.size() > 1 ? " (and " + (now.size() - 1) + " more)" : "")
                    + (isRematched() ? " for " + is.variant().model() : "")
                    + " (expected: about "
                    + Rules.number(was.measure().value())
                    + " as on "
                    + was.date()
                    + (isRematched() ? " for " + was.variant().model() : "")
                    + ")";
        }
    }

    private final Map<String, Benchmark> benchmarks = new HashMap<>();
    private final Map<String, String> rejected = new TreeMap<>();
    private final List<Moved> moved = new ArrayList<>();
    private final List<Flag> gone = new ArrayList<>();

    /// @param fresh sources whose content may differ
    Changes(Assembled candidate, Snapshot before, Set<String> fresh) {
        Snapshot now = candidate.snapshot();
        now.benchmarks().forEach(one -> benchmarks.put(one.id(), one));
        Map<String, Board> boards = boards(now);
        Map<String, Board> old = boards(before);
        for (String source : fresh) {
            Board is = boards.getOrDefault(source, Board.EMPTY);
            Board was = old.getOrDefault(source, Board.EMPTY);
            Map<String, Integer> said = candidate.said().get(source);
            Optional<String> fault =
                    fault(is, was).or(() -> said == null ? Optional.empty() : shrunk(said, was));
            if (fault.isPresent()) {
                rejected.put(source, fault.get());
            } else {
                names(source, is, was);
                if (said != null) {
                    gone(source, said, was);
                }
            }
        }
    }

    /// Sources that cannot be believed as a whole, with the reason.
    Map<String, String> rejected() {
        return rejected;
    }

    /// Names that moved far, of the other sources.
    List<Moved> moved() {
        return moved;
    }

    /// Benchmarks that a source does not have any more, of the other sources: more likely retired
    /// than lost.
    List<Flag> gone() {
        return gone;
    }

    /// The lines of one source: by benchmark, then by name.
    private record Board(Map<String, Map<String, Observation>> columns) {

        static final Board EMPTY = new Board(Map.of());

        Map<String, Observation> column(String benchmark) {
            return columns.getOrDefault(benchmark, Map.of());
        }
    }

    private static Map<String, Board> boards(Snapshot snapshot) {
        Map<String, Board> boards = new HashMap<>();
        for (Observation one : snapshot.observations()) {
            boards.computeIfAbsent(one.source(), _ -> new Board(new TreeMap<>()))
                    .columns()
                    .computeIfAbsent(one.benchmark(), _ -> new TreeMap<>())
                    .put(one.writtenName() + " " + one.variant().effort().word(), one);
        }
        return boards;
    }

    private Optional<String> fault(Board is, Board was) {
        for (String id : is.columns().keySet()) {
            Benchmark benchmark = benchmarks.get(id);
            Optional<String> fault =
                    benchmark == null ? Optional.empty() : fault(benchmark, is, was);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /// Compares what counted of a source before with all that it says now, whether it counts or
    /// not: what has become another source's to tell is not lost.
    ///
    /// @param said variants with a figure, by benchmark
    private static Optional<String> shrunk(Map<String, Integer> said, Board was) {
        if (said.isEmpty()) {
            int lines = was.columns().values().stream().mapToInt(Map::size).sum();
            return lines < ENOUGH_TO_SHRINK
                    ? Optional.empty()
                    : Optional.of(
                            Check.SHRUNK.reason(
                                    "no figure of a model that is known (expected: at least half of"
                                            + " the "
                                            + lines
                                            + " before)"));
        }
        List<String> shrunk =
                was.columns().keySet().stream()
                        .filter(id -> was.column(id).size() >= ENOUGH_TO_SHRINK)
                        .filter(said::containsKey)
                        .filter(id -> 2 * said.getOrDefault(id, 0) < was.column(id).size())
                        .toList();
        return shrunk.stream()
                .findFirst()
                .map(id ->
                        Check.SHRUNK.reason(
                                id
                                        + " has "
                                        + said.getOrDefault(id, 0)
                                        + " lines (expected: at least half of the "
                                        + was.column(id).size()
                                        + " before)"
                                        + (shrunk.size() == 1
                                                ? ""
                                                : "; likewise "
                                                        + String.join(
                                                                ", ",
                                                                shrunk.subList(
                                                                        1, shrunk.size())))));
    }

    private void gone(String source, Map<String, Integer> said, Board was) {
        was.columns()
                .forEach((id, column) -> {
                    if (column.size() >= ENOUGH_TO_SHRINK && !said.containsKey(id)) {
                        gone.add(
                                new Flag(
                                        source,
                                        id
                                                + " is gone (expected: about "
                                                + column.size()
                                                + " lines as before)"));
                    }
                });
    }

    private Optional<String> fault(Benchmark benchmark, Board is, Board was) {
        List<double[]> pairs = pairs(is.column(benchmark.id()), was.column(benchmark.id()));
        if (pairs.size() < ENOUGH || equal(pairs) >= FEW_EQUAL) {
            return Optional.empty();
        }
        Optional<String> swapped = swapped(benchmark, pairs, is, was);
        if (swapped.isPresent() || distance(benchmark, pairs) <= SAME) {
            return swapped;
        }
        double ratio = Scale.median(pairs.stream().mapToDouble(p -> p[0] / p[1]).toArray());
        boolean isHundredth = ratio > 0.005 && ratio < 0.02;
        boolean isHundredfold = ratio > 50 && ratio < 200;
        if (isHundredth || isHundredfold) {
            return Optional.of(
                    Check.UNIT.reason(
                            benchmark.id()
                                    + " is "
                                    + (isHundredth ? "a hundredth" : "a hundred times")
                                    + " of what it was for "
                                    + pairs.size()
                                    + " models, e.g. "
                                    + Rules.number(pairs.getFirst()[0])
                                    + " (expected: about "
                                    + Rules.number(pairs.getFirst()[1])
                                    + "): percentages and fractions were mixed up"));
        }
        double order =
                Scale.rankCorrelation(
                        pairs.stream().map(p -> p[0]).toList(),
                        pairs.stream().map(p -> p[1]).toList());
        return pairs.size() >= ENOUGH_FOR_ORDER && order < STILL_ORDERED
                ? Optional.of(
                        Check.RE_POINTED.reason(
                                benchmark.id()
                                        + " ranks its "
                                        + pairs.size()
                                        + " models in another order than before (rank correlation "
                                        + Rules.number(order)
                                        + ", expected: at least "
                                        + STILL_ORDERED
                                        + "): names and values are out of step"))
                : Optional.empty();
    }

    private Optional<String> swapped(
            Benchmark benchmark, List<double[]> pairs, Board is, Board was) {
        double moved = distance(benchmark, pairs);
        for (String other : was.columns().keySet()) {
            List<double[]> crossed = pairs(is.column(benchmark.id()), was.column(other));
            if (!other.equals(benchmark.id())
                    && 2 * crossed.size() >= pairs.size()
                    && crossed.size() >= ENOUGH
                    && (equal(crossed) >= MOST_EQUAL
                            || (moved > SAME && distance(benchmark, crossed) <= EXACT))) {
                return Optional.of(
                        Check.COLUMNS.reason(
                                benchmark.id()
                                        + " now holds what "
                                        + other
                                        + " held before, for "
                                        + crossed.size()
                                        + " models, e.g. "
                                        + Rules.number(pairs.getFirst()[0])
                                        + " (expected: about "
                                        + Rules.number(pairs.getFirst()[1])
                                        + "): swapped columns"));
            }
        }
        return Optional.empty();
    }

    /// The share of pairs whose values are the same number.
    private static double equal(List<double[]> pairs) {
        return pairs.stream().filter(p -> p[0] == p[1]).count() / (double) pairs.size();
    }

    /// Value now and before, of the names in both.
    private static List<double[]> pairs(
            Map<String, Observation> now, Map<String, Observation> before) {
        var pairs = new ArrayList<double[]>();
        now.forEach((name, one) -> {
            Observation old = before.get(name);
            if (old != null) {
                pairs.add(new double[] {one.measure().value(), old.measure().value()});
            }
        });
        return pairs;
    }

    private static double distance(Benchmark benchmark, List<double[]> pairs) {
        return Scale.median(
                pairs.stream()
                        .mapToDouble(p ->
                                Math.abs(
                                        Scale.of(benchmark.unit(), p[0])
                                                - Scale.of(benchmark.unit(), p[1])))
                        .toArray());
    }

    /// Finds the names whose values moved, on each benchmark beyond what all of it moved.
    private void names(String source, Board is, Board was) {
        Map<String, List<Double>> steps = new TreeMap<>();
        Map<String, List<Observation>> now = new HashMap<>();
        Map<String, List<Observation>> before = new HashMap<>();
        is.columns()
                .forEach((id, column) -> {
                    Benchmark benchmark = benchmarks.get(id);
                    if (benchmark != null) {
                        Map<String, Observation> old = was.column(id);
                        double level = level(benchmark, column, old);
                        column.forEach((name, one) -> {
                            Observation last = old.get(name);
                            if (last != null) {
                                steps.computeIfAbsent(name, _ -> new ArrayList<>())
                                        .add(step(benchmark, one, last) - level);
                                now.computeIfAbsent(name, _ -> new ArrayList<>()).add(one);
                                before.computeIfAbsent(name, _ -> new ArrayList<>()).add(last);
                            }
                        });
                    }
                });
        var far = new ArrayList<Moved>();
        steps.forEach((name, all) -> {
            double size = Scale.median(all.stream().mapToDouble(Math::abs).toArray());
            if (size >= (all.size() > 1 ? FAR : FAR_ALONE)) {
                List<Observation> lines = now.getOrDefault(name, List.of());
                far.add(
                        new Moved(
                                source,
                                lines.getFirst().writtenName(),
                                lines,
                                before.getOrDefault(name, List.of())));
            }
        });
        if (steps.size() >= ENOUGH_NAMES && far.size() > Math.max(2, TOLERATED * steps.size())) {
            rejected.put(
                    source,
                    Check.RE_POINTED.reason(
                            far.size()
                                    + " of "
                                    + steps.size()
                                    + " names mean something else than before (expected: at most a"
                                    + " fifth), e.g. "
                                    + far.getFirst().text()));
        } else {
            moved.addAll(far);
        }
    }

    private static double level(
            Benchmark benchmark, Map<String, Observation> now, Map<String, Observation> before) {
        var steps = new ArrayList<Double>();
        now.forEach((name, one) -> {
            Observation old = before.get(name);
            if (old != null) {
                steps.add(step(benchmark, one, old));
            }
        });
        return steps.size() < ENOUGH
                ? 0
                : Scale.median(steps.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double step(Benchmark benchmark, Observation now, Observation before) {
        return Scale.of(benchmark.unit(), now) - Scale.of(benchmark.unit(), before);
    }
}

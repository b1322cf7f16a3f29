package dev.assayer.scoring;

import dev.assayer.evidence.Benchmark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The ability model of [Abilities], fitted on a plain matrix alone: what it lets expect of any
/// model at any benchmark. No table says what the benchmarks measure, and no catalogue who the
/// models are; [WrittenVersion] reads what their names say. Several numbers for one cell count as
/// their mean. The order of the cells does not matter to the last bit. Immutable.
public final class CellForecast {

    private final AbilityModel model;
    private final Map<String, Place> places;
    private final Map<String, Integer> bases;
    private final Map<String, LocalDate> released;

    private CellForecast(
            AbilityModel model,
            Map<String, Place> places,
            Map<String, Integer> bases,
            Map<String, LocalDate> released) {
        this.model = model;
        this.places = places;
        this.bases = bases;
        this.released = released;
    }

    /// @throws IllegalArgumentException without any cell
    public static CellForecast fit(Collection<Cell> cells) {
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("cells: none (expected: at least one)");
        }
        Map<String, LocalDate> released = new HashMap<>();
        SortedMap<String, SortedMap<String, double[]>> sums = new TreeMap<>();
        Map<String, Benchmark> benchmarks = new TreeMap<>();
        // Sorted, because sums depend on the order of what they add up.
        List<Cell> sorted = new ArrayList<>(cells);
        sorted.sort(Comparator.comparingDouble(Cell::value));
        for (Cell cell : sorted) {
            String name = cell.model().strip();
            String column = cell.benchmark().strip();
            cell.released()
                    .ifPresent(day -> released.merge(name, day, (a, b) -> a.isBefore(b) ? a : b));
            benchmarks.computeIfAbsent(
                    column, id -> new Benchmark(id, id, Benchmark.Unit.FRACTION, true));
            double[] sum =
                    sums.computeIfAbsent(name, _ -> new TreeMap<>())
                            .computeIfAbsent(column, _ -> new double[2]);
            sum[0] += cell.value();
            sum[1]++;
        }
        SortedMap<String, List<String>> versions = new TreeMap<>();
        for (String name : sums.keySet()) {
            versions.computeIfAbsent(key(WrittenVersion.parse(name)), _ -> new ArrayList<>())
                    .add(name);
        }
        int size = sums.values().stream().mapToInt(Map::size).sum();
        var all = new Benchmarks(benchmarks.values(), _ -> BenchmarkWeights.plain());
        var columns = new Readings.Columns(size);
        ModelTraits[] traits = new ModelTraits[versions.size()];
        double[][] gains = new double[traits.length][];
        int[] starts = new int[traits.length + 1];
        Map<String, Place> places = new HashMap<>();
        Map<String, Integer> bases = new HashMap<>();
        int r = 0;
        int m = 0;
        for (Map.Entry<String, List<String>> base : versions.entrySet()) {
            List<ModelTraits> each = new ArrayList<>();
            gains[m] = new double[base.getValue().size()];
            for (int v = 0; v < gains[m].length; v++) {
                String name = base.getValue().get(v);
                WrittenVersion written = WrittenVersion.parse(name);
                each.add(traits(name, written, released));
                gains[m][v] = EffortGain.of(written.effort());
                places.put(name, new Place(m, v));
                for (Map.Entry<String, double[]> cell :
                        sums.getOrDefault(name, new TreeMap<>()).entrySet()) {
                    columns.benchmark[r] = all.indexOf(cell.getKey());
                    columns.version[r] = v;
                    columns.value[r] = cell.getValue()[0] / cell.getValue()[1];
                    columns.sampling[r] = UnitLink.USUAL_TASKS;
                    columns.trust[r] = 1;
                    r++;
                }
            }
            traits[m] = ModelTraits.of(each);
            bases.put(base.getKey(), m);
            starts[++m] = r;
        }
        var readings = new Readings(all, traits, starts, gains, columns);
        return new CellForecast(
                AbilityModel.fit(readings, BenchmarkWeights.bundled(), Categories.bundled()),
                places,
                bases,
                released);
    }

    private static String key(WrittenVersion written) {
        return written.kin() + ' ' + written.base();
    }

    private static ModelTraits traits(
            String name, WrittenVersion written, Map<String, LocalDate> released) {
        Optional<LocalDate> day = Optional.ofNullable(released.get(name)).or(written::date);
        return ModelTraits.of(written.kin(), name.substring(name.lastIndexOf('/') + 1), day);
    }

    /// What a model is expected to show on a benchmark; either may be one that no cell has.
    public Expected predict(String written, String benchmark) {
        String name = written.strip();
        int b = model.readings().benchmarks.indexOf(benchmark.strip());
        Link link = b < 0 ? model.links().unseen() : model.links().of(b);
        Shown shown = shown(name, b);
        Outlook outlook =
                Outlook.of(
                        link, link.expected(shown), link.uncertainty(shown), UnitLink.USUAL_TASKS);
        return new Expected(outlook.mean(), outlook.low(), outlook.high());
    }

    private Shown shown(String name, int benchmark) {
        WrittenVersion read = WrittenVersion.parse(name);
        double gain = EffortGain.of(read.effort());
        Place place = places.get(name);
        Integer base = place == null ? bases.get(key(read)) : Integer.valueOf(place.model());
        if (base == null) {
            return model.expected(traits(name, read, released), benchmark, gain);
        }
        ModelBelief belief = model.belief();
        model.learn(belief, base, -1);
        var shown = new Shown();
        belief.showPlainly(place == null ? -1 : place.version(), gain, shown);
        return shown;
    }

    /// Where a model stands among the readings.
    private record Place(int model, int version) {}

    /// An expected value.
    ///
    /// @param value 0..1
    /// @param low lower end of the 90% interval of an observation
    /// @param high upper end of it
    public record Expected(double value, double low, double high) {}
}

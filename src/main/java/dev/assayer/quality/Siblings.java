package dev.assayer.quality;

import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Small models that stand above the large one of their family on every board that has both at the
/// same effort: possible, and more often two names that were mixed up.
final class Siblings {

    /// On fewer boards it is chance.
    private static final int ENOUGH = 3;

    /// A word that marks the small one, to what stands in its place in the large one; empty for
    /// nothing.
    private static final Map<String, List<String>> LARGER =
            Map.ofEntries(
                    Map.entry("mini", List.of("")),
                    Map.entry("nano", List.of("", "mini")),
                    Map.entry("lite", List.of("", "pro")),
                    Map.entry("micro", List.of("lite", "pro")),
                    Map.entry("small", List.of("medium", "large", "")),
                    Map.entry("medium", List.of("large")),
                    Map.entry("tiny", List.of("", "small")),
                    Map.entry("air", List.of("")),
                    Map.entry("flash", List.of("pro", "")),
                    Map.entry("haiku", List.of("sonnet", "opus")),
                    Map.entry("sonnet", List.of("opus")),
                    Map.entry("luna", List.of("terra", "sol")));

    private static final Pattern SIZE =
            Pattern.compile("(?<![a-z0-9.])(\\d+(?:\\.\\d+)?)b(?![a-z0-9])");

    private Siblings() {}

    /// One flag per small model.
    static List<Flag> above(Snapshot snapshot) {
        Map<String, Benchmark> benchmarks = new HashMap<>();
        snapshot.benchmarks().forEach(one -> benchmarks.put(one.id(), one));
        Map<ModelId, List<Observation>> byModel = new TreeMap<>();
        Map<String, Observation> cells = new HashMap<>();
        Map<String, List<ModelId>> bySize = new HashMap<>();
        for (Observation one : snapshot.observations()) {
            byModel.computeIfAbsent(one.variant().model(), _ -> new ArrayList<>()).add(one);
            cells.put(one.benchmark() + " " + one.variant(), one);
        }
        byModel.keySet()
                .forEach(id ->
                        bySize.computeIfAbsent(
                                        SIZE.matcher(id.value()).replaceFirst("*"),
                                        _ -> new ArrayList<>())
                                .add(id));
        var flags = new ArrayList<Flag>();
        byModel.forEach((small, observations) -> {
            for (ModelId large : larger(small, bySize)) {
                var boards = new TreeSet<String>();
                boolean isEverywhere = byModel.containsKey(large);
                for (Observation one : observations) {
                    Variant variant = new Variant(large, one.variant().effort());
                    Observation other = cells.get(one.benchmark() + " " + variant);
                    Benchmark benchmark = benchmarks.get(one.benchmark());
                    if (other != null && benchmark != null && isEverywhere) {
                        double lead = one.measure().value() - other.measure().value();
                        isEverywhere = benchmark.higherIsBetter() ? lead > 0 : lead < 0;
                        boards.add(one.benchmark());
                    }
                }
                if (isEverywhere && boards.size() >= ENOUGH) {
                    flags.add(
                            new Flag(
                                    small.value(),
                                    "stands above its larger sibling "
                                            + large
                                            + " on all "
                                            + boards.size()
                                            + " boards that have both: "
                                            + String.join(", ", boards)));
                }
            }
        });
        return flags;
    }

    private static List<ModelId> larger(ModelId small, Map<String, List<ModelId>> bySize) {
        var larger = new ArrayList<ModelId>();
        String[] words = small.name().split("-", -1);
        for (int i = 0; i < words.length; i++) {
            for (String instead : LARGER.getOrDefault(words[i], List.of())) {
                var name = new ArrayList<>(List.of(words));
                if (instead.isEmpty()) {
                    name.remove(i);
                } else {
                    name.set(i, instead);
                }
                if (!name.isEmpty()) {
                    larger.add(ModelId.of(small.lab() + "/" + String.join("-", name)));
                }
            }
        }
        Matcher size = SIZE.matcher(small.value());
        if (size.find()) {
            double billions = Double.parseDouble(size.group(1));
            for (ModelId other : bySize.getOrDefault(size.replaceFirst("*"), List.of())) {
                Matcher its = SIZE.matcher(other.value());
                if (its.find() && Double.parseDouble(its.group(1)) > billions) {
                    larger.add(other);
                }
            }
        }
        return larger;
    }
}

package dev.assayer.scoring.view;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// The figures of a snapshot by model and family of benchmarks, as points of 0-100. Immutable.
final class Figures {

    /// @param observation where it comes from
    /// @param points 0-100, higher is better
    record Figure(Observation observation, double points) {}

    private final Map<ModelId, Map<String, List<Figure>>> figures = new HashMap<>();
    private final Map<String, Benchmark> benchmarks = new HashMap<>();
    private final double evenRating;

    /// @param evenRating the rating that counts 50 points
    Figures(Snapshot snapshot, Families families, double evenRating) {
        this.evenRating = evenRating;
        snapshot.benchmarks().forEach(each -> benchmarks.put(each.id(), each));
        Map<String, List<String>> known = new HashMap<>();
        for (Observation one : snapshot.observations()) {
            OptionalDouble points = points(one);
            if (points.isEmpty()) {
                continue;
            }
            var figure = new Figure(one, points.getAsDouble());
            for (String family : known.computeIfAbsent(one.benchmark(), families::of)) {
                figures.computeIfAbsent(one.variant().model(), _ -> new HashMap<>())
                        .computeIfAbsent(family, _ -> new ArrayList<>())
                        .add(figure);
            }
        }
    }

    /// A share of 0..1 times 100, from 100 where lower is better; a rating as the share of contests
    /// won against one of [#evenRating], times 100 (the definition of Elo's scale).
    private OptionalDouble points(Observation one) {
        Benchmark benchmark = benchmarks.get(one.benchmark());
        if (benchmark == null) {
            return OptionalDouble.empty();
        }
        double value = one.measure().value();
        double points =
                switch (benchmark.unit()) {
                    case FRACTION -> 100 * value;
                    case ELO -> 100 / (1 + StrictMath.pow(10, (evenRating - value) / 400));
                };
        return OptionalDouble.of(
                Math.clamp(benchmark.higherIsBetter() ? points : 100 - points, 0, 100));
    }

    /// The figure of a variant in a family: its own, else one at default effort, else one at
    /// another effort; of several the newest.
    Optional<Figure> find(Variant variant, String family, Predicate<Observation> among) {
        return of(variant.model(), family).stream()
                .filter(figure -> among.test(figure.observation()))
                .min(
                        Comparator.comparingInt((Figure figure) ->
                                        distance(
                                                figure.observation().variant().effort(),
                                                variant.effort()))
                                .thenComparing(
                                        figure -> figure.observation().date(),
                                        Comparator.reverseOrder())
                                .thenComparing(figure -> figure.observation().variant())
                                .thenComparing(figure -> figure.observation().benchmark())
                                .thenComparing(figure -> figure.observation().source()));
    }

    private static int distance(Effort effort, Effort wanted) {
        return effort == wanted ? 0 : effort == Effort.DEFAULT ? 1 : 2;
    }

    private List<Figure> of(ModelId model, String family) {
        return figures.getOrDefault(model, Map.of()).getOrDefault(family, List.of());
    }

    boolean has(ModelId model) {
        return figures.containsKey(model);
    }
}

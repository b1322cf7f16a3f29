package dev.assayer.scoring.view;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Observation;
import dev.assayer.scoring.view.Figures.Figure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The weighted mean of the figures that a variant has in some families of benchmarks.
///
/// @param points the mean, 0-100
/// @param figures what it is the mean of, with their weights; at least one
record Weighing(double points, List<Weighed> figures) {

    /// @param family as the table of weights names it
    /// @param figure the variant's
    /// @param weight of the family
    record Weighed(String family, Figure figure, double weight) {}

    /// Empty where the variant has none.
    static Optional<Weighing> of(
            Figures figures,
            Variant variant,
            Map<String, Double> weights,
            Predicate<Observation> among) {
        var found = new ArrayList<Weighed>();
        double sum = 0;
        double total = 0;
        for (Map.Entry<String, Double> each : weights.entrySet()) {
            Optional<Figure> figure = figures.find(variant, each.getKey(), among);
            if (figure.isPresent() && each.getValue() > 0) {
                found.add(new Weighed(each.getKey(), figure.get(), each.getValue()));
                sum += each.getValue() * figure.get().points();
                total += each.getValue();
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new Weighing(sum / total, found));
    }

    LocalDate newest() {
        return figures.stream()
                .map(one -> one.figure().observation().date())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    double weight() {
        return figures.stream().mapToDouble(Weighed::weight).sum();
    }

    /// `humaneval 91.50 x 1.0 (static/humaneval of 2026-07-15 at default), ...`
    String how() {
        return figures.stream().map(Weighing::how).collect(Collectors.joining(", "));
    }

    private static String how(Weighed one) {
        Observation observation = one.figure().observation();
        return String.format(
                Locale.ROOT,
                "%s %.2f x %s (%s of %s at %s)",
                one.family(),
                one.figure().points(),
                one.weight(),
                observation.benchmark(),
                observation.date(),
                observation.variant().effort().word());
    }
}

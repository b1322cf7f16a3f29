package dev.assayer.cli;

import dev.assayer.routing.Explanation;
import dev.assayer.routing.Explanation.Candidate;
import dev.assayer.routing.TableSpec;
import dev.assayer.routing.Target;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Score;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// An explanation for a terminal.
final class ExplanationText {

    private static final int MOST_CANDIDATES = 15;
    private static final int MOST_CATEGORIES = 3;

    private ExplanationText() {}

    static String of(Explanation explanation, TableSpec table) {
        var text = new StringBuilder();
        if (explanation.choice().isEmpty()) {
            text.append("No offer can take this request.\n");
        } else {
            Candidate chosen = explanation.candidates().getFirst();
            line(text, "Chosen", chosen.offer().id() + sandbox(chosen));
        }
        line(text, "Category", category(explanation.request().features().category()));
        line(text, "Policy", policy(explanation));
        line(
                text,
                "Request",
                "about "
                        + explanation.request().features().inputTokens()
                        + " tokens in, "
                        + explanation.answerTokens()
                        + " expected out");
        line(
                text,
                "Evidence",
                "snapshot "
                        + table.snapshotHash().substring(0, 12)
                        + ", scored by "
                        + table.scoringMethod()
                        + " as of "
                        + table.asOf());
        text.append('\n').append(candidates(explanation.candidates()));
        int more = explanation.candidates().size() - MOST_CANDIDATES;
        if (more > 0) {
            text.append("... and ").append(more).append(" more (--json shows all)\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("%-10s%s%n", name, value));
    }

    private static String sandbox(Candidate candidate) {
        return candidate.offer().sandbox() ? "  (sandbox: the answer is canned)" : "";
    }

    private static String category(CategoryEstimate estimate) {
        String name = estimate.category().word();
        return switch (estimate.basis()) {
            case HINT -> name + ", named by the caller";
            case SHAPE -> name + ", by the request's shape";
            case NONE -> name + ", nothing was classified";
            case UNSURE -> name + ", because nothing is sure enough: " + likeliest(estimate);
            case TEXT -> name + ": " + likeliest(estimate);
        };
    }

    private static String likeliest(CategoryEstimate estimate) {
        return Category.ofText().stream()
                .sorted(
                        Comparator.comparingDouble((Category each) -> estimate.probability(each))
                                .reversed())
                .limit(MOST_CATEGORIES)
                .map(each ->
                        String.format(
                                Locale.ROOT,
                                "%s %.0f%%",
                                each.word(),
                                estimate.probability(each) * 100))
                .collect(Collectors.joining(", "));
    }

    private static String policy(Explanation explanation) {
        String weights =
                String.format(
                        Locale.ROOT,
                        "quality %.2f, speed %.2f, cost %.2f",
                        explanation.weights().quality(),
                        explanation.weights().speed(),
                        explanation.weights().cost());
        return switch (explanation.request().target()) {
            case Target.Auto _ -> explanation.request().policy().word() + " (" + weights + ")";
            case Target.Pinned pinned -> "pinned to " + pinned.model();
        };
    }

    private static String candidates(List<Candidate> candidates) {
        int width =
                candidates.stream()
                        .limit(MOST_CANDIDATES)
                        .mapToInt(candidate -> candidate.offer().id().length())
                        .max()
                        .orElse(8);
        String row = "%-" + Math.max(8, width) + "s  %-20s %9s %8s %8s  %s%n";
        var text = new StringBuilder();
        text.append(
                String.format(
                        row, "Offer", "Score (90%)", "Cost $", "Time s", "Utility", "Verdict"));
        for (Candidate each : candidates.subList(0, Math.min(MOST_CANDIDATES, candidates.size()))) {
            text.append(
                    String.format(
                            row,
                            each.offer().id(),
                            each.score().map(ExplanationText::score).orElse("no evidence"),
                            Double.isNaN(each.expected().dollars())
                                    ? "unknown"
                                    : String.format(Locale.ROOT, "%.6f", each.expected().dollars()),
                            String.format(Locale.ROOT, "%.1f", each.expected().totalSeconds())
                                    + (each.expected().isObserved() ? "" : "*"),
                            String.format(Locale.ROOT, "%.3f", each.merit().utility()),
                            each.verdict()));
        }
        if (candidates.stream().anyMatch(each -> !each.expected().isObserved())) {
            text.append("* assumed, the same for all: not observed yet\n");
        }
        return text.toString();
    }

    private static String score(Score score) {
        return String.format(
                        Locale.ROOT, "%.1f (%.0f-%.0f)", score.value(), score.low(), score.high())
                + (score.borrowed() ? " b" : "");
    }
}

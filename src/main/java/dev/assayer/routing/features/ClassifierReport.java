package dev.assayer.routing.features;

import dev.assayer.scoring.Category;
import java.util.List;
import java.util.Locale;

/// How well a classifier does on labelled prompts: accuracy, and the table of what is taken for
/// what.
public final class ClassifierReport {

    private static final List<Category> CATEGORIES = Category.ofText();

    private static final int BINS = 10;

    /// Probabilities are rounded to thousandths: none counts as less than half of one.
    private static final double LEAST = 0.000_5;

    private final int[][] table = new int[CATEGORIES.size()][CATEGORIES.size()];
    private int right;
    private int defensible;
    private double loss;
    private final int[] bins = new int[BINS];
    private final double[] promised = new double[BINS];
    private final int[] met = new int[BINS];
    private int clear;
    private int clearRight;
    private int count;

    private ClassifierReport() {}

    /// Judges by the likeliest category, whatever its probability.
    public static ClassifierReport of(CategoryClassifier classifier, List<TrainingPrompt> prompts) {
        var report = new ClassifierReport();
        for (TrainingPrompt prompt : prompts) {
            report.add(prompt, classifier.probabilities(prompt.text()));
        }
        return report;
    }

    private void add(TrainingPrompt prompt, float[] probabilities) {
        Category said = CategoryClassifier.likeliest(probabilities);
        float probability = probabilities[said.ordinal()];
        add(prompt, said);
        loss -= Math.log(Math.max(LEAST, probabilities[prompt.category().ordinal()]));
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        bins[bin]++;
        promised[bin] += probability;
        met[bin] += said == prompt.category() ? 1 : 0;
    }

    private void add(TrainingPrompt prompt, Category said) {
        count++;
        if (prompt.second().isEmpty()) {
            clear++;
            clearRight += said == prompt.category() ? 1 : 0;
        }
        table[prompt.category().ordinal()][said.ordinal()]++;
        if (said == prompt.category()) {
            right++;
            defensible++;
        } else if (prompt.second().filter(second -> second == said).isPresent()) {
            defensible++;
        }
    }

    /// Adds another report's prompts to this one's.
    public ClassifierReport plus(ClassifierReport other) {
        var sum = new ClassifierReport();
        for (int i = 0; i < table.length; i++) {
            for (int k = 0; k < table.length; k++) {
                sum.table[i][k] = table[i][k] + other.table[i][k];
            }
        }
        for (int bin = 0; bin < BINS; bin++) {
            sum.bins[bin] = bins[bin] + other.bins[bin];
            sum.promised[bin] = promised[bin] + other.promised[bin];
            sum.met[bin] = met[bin] + other.met[bin];
        }
        sum.loss = loss + other.loss;
        sum.right = right + other.right;
        sum.defensible = defensible + other.defensible;
        sum.clear = clear + other.clear;
        sum.clearRight = clearRight + other.clearRight;
        sum.count = count + other.count;
        return sum;
    }

    /// Share of prompts whose label was met, 0..1.
    public double accuracy() {
        return count == 0 ? 0 : right / (double) count;
    }

    /// Expected calibration error (Guo et al. 2017, arXiv:1706.04599) over ten bins of equal width:
    /// how far, on average, the probability of the answer is from how often it is right, 0..1.
    public double calibrationError() {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(promised[bin] - met[bin]);
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double percent(int part, int whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    /// Accuracy, calibration, precision and recall of each category, and the confusion table: a row
    /// per label, a column per answer.
    public String text() {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d prompts: accuracy %.1f%%; %.1f%% on the %d whose label is clear; %.1f%% when a second label that a reader could defend counts too%nlog loss %.3f, expected calibration error %.3f%n%n",
                        count,
                        percent(right, count),
                        percent(clearRight, clear),
                        clear,
                        percent(defensible, count),
                        count == 0 ? 0 : loss / count,
                        calibrationError()));
        text.append(String.format("%-18s", "label \\ answer"));
        CATEGORIES.forEach(each -> text.append(String.format("%6.5s", each.word())));
        text.append("  recall precision\n");
        for (Category label : CATEGORIES) {
            text.append(String.format("%-18s", label.word()));
            int row = 0;
            int column = 0;
            for (Category each : CATEGORIES) {
                text.append(String.format("%6d", table[label.ordinal()][each.ordinal()]));
                row += table[label.ordinal()][each.ordinal()];
                column += table[each.ordinal()][label.ordinal()];
            }
            int met = table[label.ordinal()][label.ordinal()];
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %5.2f %8.2f%n",
                            row == 0 ? 0 : met / (double) row,
                            column == 0 ? 0 : met / (double) column));
        }
        return text.toString();
    }
}

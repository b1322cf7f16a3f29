package dev.assayer.routing.features;

import dev.assayer.scoring.Category;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Trains a [CategoryClassifier]: multinomial logistic regression with a quadratic penalty,
/// minimised by L-BFGS (Liu and Nocedal 1989). Deterministic: the same prompts in the same order
/// give the same model.
public final class CategoryTrainer {

    private static final int ROWS = 1 << PromptFeatures.ROW_BITS;
    private static final int CLASSES = Category.ofText().size();
    private static final int DENSE = PromptFeatures.DENSE;
    private static final int WEIGHTS = (ROWS + DENSE) * CLASSES;
    private static final int ITERATIONS = 120;
    private static final int MEMORY = 7;

    /// Strength of the penalty on hashed features; on dense ones it is half of that.
    private static final float PENALTY = 1;

    private static final float DENSE_PENALTY = 0.5f;

    /// How much of a label goes to the category that a careful reader could also defend.
    private static final float SECOND_SHARE = 0.2f;

    /// What logits are divided by, so that probabilities say how often the answer is right; by
    /// cross-validation.
    private static final float TEMPERATURE = 1.15f;

    private final Example[] examples;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Example(int[] rows, float[] values, float[] dense, float[] target) {

        Example only(boolean[] wanted) {
            int[] kept = IntStream.range(0, rows.length).filter(i -> wanted[rows[i]]).toArray();
            int[] fewer = new int[kept.length];
            float[] theirs = new float[kept.length];
            for (int i = 0; i < kept.length; i++) {
                fewer[i] = rows[kept[i]];
                theirs[i] = values[kept[i]];
            }
            return new Example(fewer, theirs, dense, target);
        }
    }

    private CategoryTrainer(Example[] examples) {
        this.examples = examples;
    }

    /// Trains on prompts.
    public static CategoryClassifier train(List<TrainingPrompt> prompts) {
        var features = new PromptFeatures();
        List<Example> all = prompts.stream().map(prompt -> example(prompt, features)).toList();
        boolean[] isShared = shared(all);
        Example[] examples = all.stream().map(each -> each.only(isShared)).toArray(Example[]::new);
        float[] weights = new CategoryTrainer(examples).minimise();
        return CategoryClassifier.of(
                Arrays.copyOf(weights, ROWS * CLASSES),
                Arrays.copyOfRange(weights, ROWS * CLASSES, WEIGHTS),
                TEMPERATURE);
    }

    private static Example example(TrainingPrompt prompt, PromptFeatures features) {
        features.of(prompt.text());
        float[] values = Arrays.copyOf(features.values, features.count);
        for (int i = 0; i < values.length; i++) {
            values[i] *= features.scale;
        }
        float[] target = new float[CLASSES];
        float second = prompt.second().isPresent() ? SECOND_SHARE : 0;
        target[prompt.category().ordinal()] += 1 - second;
        prompt.second().ifPresent(category -> target[category.ordinal()] += second);
        return new Example(
                Arrays.copyOf(features.rows, features.count),
                values,
                features.dense.clone(),
                target);
    }

    /// Rows that more than one prompt has: what occurs once teaches nothing about other prompts.
    private static boolean[] shared(List<Example> examples) {
        int[] prompts = new int[ROWS];
        for (Example example : examples) {
            for (int row : example.rows()) {
                prompts[row]++;
            }
        }
        boolean[] isShared = new boolean[ROWS];
        for (int row = 0; row < ROWS; row++) {
            isShared[row] = prompts[row] > 1;
        }
        return isShared;
    }

    private float[] minimise() {
        float[] weights = new float[WEIGHTS];
        float[] gradient = new float[WEIGHTS];
        double loss = loss(weights, gradient);
        var steps = new ArrayDeque<float[]>();
        var changes = new ArrayDeque<float[]>();
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            float[] direction = direction(gradient, steps, changes);
            double slope = -dot(gradient, direction);
            if (slope > -1e-10) {
                break;
            }
            float[] next = new float[WEIGHTS];
            float[] nextGradient = new float[WEIGHTS];
            double nextLoss = Double.MAX_VALUE;
            boolean isLower = false;
            for (double step = 1; !isLower && step > 1e-4; step /= 2) {
                for (int i = 0; i < WEIGHTS; i++) {
                    next[i] = weights[i] - (float) step * direction[i];
                }
                nextLoss = loss(next, nextGradient);
                isLower = nextLoss <= loss + 1e-4 * step * slope;
            }
            if (!isLower) {
                break;
            }
            remember(difference(next, weights), difference(nextGradient, gradient), steps, changes);
            boolean isDone = (loss - nextLoss) / Math.abs(loss) < 1e-5;
            weights = next;
            gradient = nextGradient;
            loss = nextLoss;
            if (isDone) {
                break;
            }
        }
        return weights;
    }

    private static void remember(
            float[] step, float[] change, ArrayDeque<float[]> steps, ArrayDeque<float[]> changes) {
        if (dot(step, change) <= 1e-12) {
            return;
        }
        steps.addLast(step);
        changes.addLast(change);
        if (steps.size() > MEMORY) {
            steps.removeFirst();
            changes.removeFirst();
        }
    }

    /// The two-loop recursion: the inverse Hessian, as far as the last steps show it, times the
    /// gradient.
    private static float[] direction(
            float[] gradient, ArrayDeque<float[]> steps, ArrayDeque<float[]> changes) {
        float[] q = gradient.clone();
        float[][] s = steps.toArray(float[][]::new);
        float[][] y = changes.toArray(float[][]::new);
        double[] a = new double[s.length];
        for (int i = s.length - 1; i >= 0; i--) {
            a[i] = dot(s[i], q) / dot(s[i], y[i]);
            add(-a[i], y[i], q);
        }
        double size =
                s.length == 0
                        ? 1 / Math.max(1e-9, Math.sqrt(dot(gradient, gradient)))
                        : dot(s[s.length - 1], y[s.length - 1])
                                / dot(y[s.length - 1], y[s.length - 1]);
        for (int i = 0; i < q.length; i++) {
            q[i] *= (float) size;
        }
        for (int i = 0; i < s.length; i++) {
            add(a[i] - dot(y[i], q) / dot(s[i], y[i]), s[i], q);
        }
        return q;
    }

    private double loss(float[] weights, float[] gradient) {
        double loss = 0;
        for (int i = 0; i < WEIGHTS; i++) {
            float penalty = i < ROWS * CLASSES ? PENALTY : DENSE_PENALTY;
            loss += 0.5 * penalty * weights[i] * weights[i];
            gradient[i] = penalty * weights[i];
        }
        float[] logits = new float[CLASSES];
        for (Example example : examples) {
            Arrays.fill(logits, 0);
            accumulate(example, weights, logits);
            loss += residual(example.target(), logits);
            spread(example, logits, gradient);
        }
        return loss;
    }

    private static void accumulate(Example example, float[] weights, float[] logits) {
        for (int i = 0; i < example.rows().length; i++) {
            int base = example.rows()[i] * CLASSES;
            float value = example.values()[i];
            for (int k = 0; k < CLASSES; k++) {
                logits[k] += value * weights[base + k];
            }
        }
        for (int d = 0; d < DENSE; d++) {
            int base = (ROWS + d) * CLASSES;
            for (int k = 0; k < CLASSES; k++) {
                logits[k] += example.dense()[d] * weights[base + k];
            }
        }
    }

    /// Turns logits into probability minus target.
    ///
    /// @return the cross-entropy
    private static double residual(float[] target, float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        double loss = 0;
        for (int k = 0; k < CLASSES; k++) {
            double log = logits[k] - largest - Math.log(sum);
            loss -= target[k] * log;
            logits[k] = (float) (Math.exp(log) - target[k]);
        }
        return loss;
    }

    private static void spread(Example example, float[] residual, float[] gradient) {
        for (int i = 0; i < example.rows().length; i++) {
            int base = example.rows()[i] * CLASSES;
            float value = example.values()[i];
            for (int k = 0; k < CLASSES; k++) {
                gradient[base + k] += value * residual[k];
            }
        }
        for (int d = 0; d < DENSE; d++) {
            int base = (ROWS + d) * CLASSES;
            for (int k = 0; k < CLASSES; k++) {
                gradient[base + k] += example.dense()[d] * residual[k];
            }
        }
    }

    private static float[] difference(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static void add(double factor, float[] x, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += (float) factor * x[i];
        }
    }
}

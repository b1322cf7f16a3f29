package dev.assayer.routing.features;

import dev.assayer.scoring.Category;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Tells the category of a text: a linear model over hashed features, multinomial logistic, with
/// weights of one byte. Immutable; threads keep their own scratch.
public final class CategoryClassifier {

    private static final String RESOURCE = "/routing/category.model";
    private static final int MAGIC = 0x41534359;
    private static final int VERSION = 1;
    private static final int ROWS = 1 << PromptFeatures.ROW_BITS;
    private static final int CLASSES = Category.ofText().size();

    /// Rows are padded to a power of two, so that a row never straddles cache lines.
    private static final int WIDTH = 16;

    private static final float STEPS = 127;

    private final byte[] weights;
    private final float step;
    private final float[] dense;
    private final float temperature;
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    private static final class Scratch {
        final PromptFeatures features = new PromptFeatures();
        final float[] sums = new float[WIDTH];
    }

    private CategoryClassifier(byte[] weights, float step, float[] dense, float temperature) {
        this.weights = weights;
        this.step = step;
        this.dense = dense;
        this.temperature = temperature;
    }

    /// Makes a model of trained weights.
    ///
    /// @param trained by row, then class
    /// @param dense by dense feature, then class
    /// @param temperature what logits are divided by
    static CategoryClassifier of(float[] trained, float[] dense, float temperature) {
        float largest = 1e-6f;
        for (float weight : trained) {
            largest = Math.max(largest, Math.abs(weight));
        }
        float step = largest / STEPS;
        byte[] weights = new byte[ROWS * WIDTH];
        for (int row = 0; row < ROWS; row++) {
            for (int k = 0; k < CLASSES; k++) {
                weights[row * WIDTH + k] = (byte) Math.round(trained[row * CLASSES + k] / step);
            }
        }
        return new CategoryClassifier(weights, step, dense.clone(), temperature);
    }

    /// The model that ships with the program.
    public static CategoryClassifier load() {
        try (InputStream in = CategoryClassifier.class.getResourceAsStream(RESOURCE)) {
            return read(Objects.requireNonNull(in, RESOURCE + " is not in the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + ": " + e.getMessage(), e);
        }
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IOException if it is no model, or one of another version
    public static CategoryClassifier read(InputStream in) throws IOException {
        byte[] bytes = new GZIPInputStream(in).readAllBytes();
        var data = new DataInputStream(new ByteArrayInputStream(bytes));
        if (data.readInt() != MAGIC) {
            throw new IOException("not a category model");
        }
        int version = data.readInt();
        if (version != VERSION) {
            throw new IOException(
                    "category model of version " + version + " (expected: " + VERSION + ")");
        }
        float temperature = data.readFloat();
        float step = data.readFloat();
        float[] dense = new float[PromptFeatures.DENSE * CLASSES];
        for (int i = 0; i < dense.length; i++) {
            dense[i] = data.readFloat();
        }
        byte[] weights = new byte[ROWS * WIDTH];
        for (int row = 0; row < ROWS; row++) {
            data.readFully(weights, row * WIDTH, CLASSES);
        }
        return new CategoryClassifier(weights, step, dense, temperature);
    }

    /// Writes the model.
    public void write(OutputStream out) throws IOException {
        try (var data = new DataOutputStream(new GZIPOutputStream(out))) {
            data.writeInt(MAGIC);
            data.writeInt(VERSION);
            data.writeFloat(temperature);
            data.writeFloat(step);
            for (float weight : dense) {
                data.writeFloat(weight);
            }
            for (int row = 0; row < ROWS; row++) {
                data.write(weights, row * WIDTH, CLASSES);
            }
        }
    }

    /// The probabilities of the ten categories of text, in the order of [Category#ofText()], each
    /// rounded to thousandths, so that what the ledger keeps is what was used.
    public float[] probabilities(String text) {
        Scratch mine = scratch.get();
        PromptFeatures features = mine.features;
        features.of(text);
        float[] sums = mine.sums;
        java.util.Arrays.fill(sums, 0);
        for (int i = 0; i < features.count; i++) {
            int base = features.rows[i] * WIDTH;
            float value = features.values[i];
            for (int k = 0; k < WIDTH; k++) {
                sums[k] += value * weights[base + k];
            }
        }
        float factor = features.scale * step;
        float[] logits = new float[CLASSES];
        for (int k = 0; k < CLASSES; k++) {
            logits[k] = sums[k] * factor;
        }
        for (int d = 0; d < PromptFeatures.DENSE; d++) {
            float value = features.dense[d];
            if (value != 0) {
                for (int k = 0; k < CLASSES; k++) {
                    logits[k] += value * dense[d * CLASSES + k];
                }
            }
        }
        return softmax(logits, temperature);
    }

    /// The likeliest category of those probabilities; of equal ones the first.
    ///
    /// @param probabilities in the order of [Category#ofText()]
    public static Category likeliest(float[] probabilities) {
        int best = 0;
        for (int k = 1; k < probabilities.length; k++) {
            if (probabilities[k] > probabilities[best]) {
                best = k;
            }
        }
        return Category.ofText().get(best);
    }

    private static float[] softmax(float[] logits, float temperature) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        double[] raised = new double[logits.length];
        for (int k = 0; k < logits.length; k++) {
            raised[k] = Math.exp((logits[k] - largest) / temperature);
            sum += raised[k];
        }
        float[] probabilities = new float[logits.length];
        for (int k = 0; k < logits.length; k++) {
            probabilities[k] = Math.round(raised[k] / sum * 1_000) / 1_000f;
        }
        return probabilities;
    }
}

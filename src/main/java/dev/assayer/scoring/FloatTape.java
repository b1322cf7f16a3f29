package dev.assayer.scoring;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/// Numbers in single precision, one after the other: a fit passes its arrays along it in a fixed
/// order to be rounded, written or read. For one thread.
final class FloatTape {

    private final @Nullable DataOutputStream out;
    private final @Nullable FloatBuffer in;

    private FloatTape(@Nullable DataOutputStream out, @Nullable FloatBuffer in) {
        this.out = out;
        this.in = in;
    }

    /// Rounds what is passed.
    static FloatTape rounding() {
        return new FloatTape(null, null);
    }

    /// Rounds what is passed and writes it.
    static FloatTape writing(DataOutputStream to) {
        return new FloatTape(to, null);
    }

    /// Replaces what is passed by what was written.
    static FloatTape reading(FloatBuffer from) {
        return new FloatTape(null, from);
    }

    /// @throws java.nio.BufferUnderflowException if there is not enough to read
    /// @throws UncheckedIOException if it cannot be written
    void pass(double[] values) {
        float[] single = new float[values.length];
        if (in != null) {
            in.get(single);
        }
        try {
            for (int i = 0; i < single.length; i++) {
                if (in == null) {
                    single[i] = (float) values[i];
                }
                if (out != null) {
                    out.writeFloat(single[i]);
                }
                values[i] = single[i];
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether all that was written has been read.
    boolean isAtEnd() {
        return in == null || !in.hasRemaining();
    }
}

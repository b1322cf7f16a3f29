package dev.assayer.scoring;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The fit of the bundled evidence, kept beside it in the jar, because fitting ten thousand
/// readings costs a cold JVM some 0.4 s, and every fresh start needs the same. It begins with the
/// key of what it depends on: for other evidence or other tables it is passed over. That it is what
/// a fit gives, to the last bit, a test makes sure.
final class KeptFit {

    private static final String RESOURCE = "/evidence/" + Abilities.KEPT;

    private KeptFit() {}

    /// The kept fit, if it is of this key, to be read by [AbilityModel] and then [PointScale].
    static Optional<FloatTape> bundled(String key) {
        try (InputStream stream = KeptFit.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] bytes = stream.readAllBytes();
            String kept = new DataInputStream(new ByteArrayInputStream(bytes)).readUTF();
            if (!kept.equals(key)) {
                return Optional.empty();
            }
            int begin = Short.BYTES + key.getBytes(StandardCharsets.UTF_8).length;
            return Optional.of(
                    FloatTape.reading(
                            ByteBuffer.wrap(bytes, begin, bytes.length - begin)
                                    .slice()
                                    .asFloatBuffer()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(String key, AbilityModel model, PointScale scale, OutputStream to)
            throws IOException {
        var out = new DataOutputStream(to);
        out.writeUTF(key);
        FloatTape tape = FloatTape.writing(out);
        model.pass(tape);
        scale.pass(tape);
        out.flush();
    }
}

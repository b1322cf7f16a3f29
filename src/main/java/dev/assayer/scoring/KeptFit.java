package dev.assayer.scoring;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/// A fit as it is kept, because fitting ten thousand readings costs a cold JVM some 0.4 s, and
/// every start needs the same: that of the bundled evidence beside it in the jar, others in
/// [KeptFits].
///
/// ```
/// key      its length in two bytes, UTF-8: what the fit depends on; for anything else it is passed over
/// floats   [AbilityModel], then [PointScale]
/// ```
///
/// In [KeptFits] the CRC-32 of all that stands in front, in four bytes. That the jar's is what a
/// fit gives, to the last bit, a test makes sure; its checksum is part of every other's key, so
/// that a version which fits otherwise does not take up what another has left.
final class KeptFit {

    private static final String RESOURCE = "/evidence/" + Abilities.KEPT;

    private final byte[] bytes;

    private KeptFit(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The jar's; of no key if there is none.
    static KeptFit bundled() {
        try (InputStream stream = KeptFit.class.getResourceAsStream(RESOURCE)) {
            return new KeptFit(stream == null ? new byte[0] : stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Another one when the method gives anything else.
    long checksum() {
        return checksum(bytes, 0);
    }

    /// The fit, if it is of this key, to be read by [AbilityModel] and then [PointScale].
    Optional<FloatTape> of(String key) {
        return of(key, ByteBuffer.wrap(bytes));
    }

    private static Optional<FloatTape> of(String key, ByteBuffer bytes) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        int begin = Short.BYTES + wanted.length;
        boolean isOf =
                bytes.remaining() >= begin
                        && bytes.getShort(bytes.position()) == wanted.length
                        && bytes.slice(bytes.position() + Short.BYTES, wanted.length)
                                .equals(ByteBuffer.wrap(wanted));
        return isOf
                ? Optional.of(
                        FloatTape.reading(
                                bytes.slice(bytes.position() + begin, bytes.remaining() - begin)
                                        .asFloatBuffer()))
                : Optional.empty();
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

    /// A fit with its checksum, for [KeptFits].
    static byte[] sealed(String key, AbilityModel model, PointScale scale) {
        var plain = new ByteArrayOutputStream();
        try {
            write(key, model, scale, plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] content = plain.toByteArray();
        return ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt((int) checksum(content, 0))
                .put(content)
                .array();
    }

    /// Reads [#sealed] back; empty if it is damaged or of another key.
    static Optional<FloatTape> unsealed(String key, byte[] sealed) {
        if (sealed.length < Integer.BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        return bytes.getInt() == (int) checksum(sealed, Integer.BYTES)
                ? of(key, bytes)
                : Optional.empty();
    }

    private static long checksum(byte[] bytes, int from) {
        var sum = new CRC32();
        sum.update(bytes, from, bytes.length - from);
        return sum.getValue();
    }
}

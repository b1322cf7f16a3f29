package dev.assayer.provider.openai;

/// Finding one's way in JSON bytes without parsing them.
final class Json {

    private Json() {}

    static int skipBlanks(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to
                && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r')) {
            i++;
        }
        return i;
    }

    /// The last byte before `to` that is not blank; `from - 1` if all are.
    static int lastNonBlank(byte[] bytes, int from, int to) {
        int i = to - 1;
        while (i >= from
                && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r')) {
            i--;
        }
        return i;
    }
}

package dev.assayer.provider.openai;

/// Finding one's way in JSON bytes without parsing them.
final class Json {

    private Json() {}

    /// Where `what` first stands in `bytes[from, to)`; -1 if nowhere.
    static int indexOf(byte[] bytes, int from, int to, byte[] what) {
        byte first = what[0];
        int last = to - what.length;
        for (int i = from; i <= last; i++) {
            if (bytes[i] == first && matches(bytes, i, what)) {
                return i;
            }
        }
        return -1;
    }

    /// Where `what` last stands in `bytes[from, to)`; -1 if nowhere.
    static int lastIndexOf(byte[] bytes, int from, int to, byte[] what) {
        byte first = what[0];
        for (int i = to - what.length; i >= from; i--) {
            if (bytes[i] == first && matches(bytes, i, what)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] bytes, int at, byte[] what) {
        for (int k = 1; k < what.length; k++) {
            if (bytes[at + k] != what[k]) {
                return false;
            }
        }
        return true;
    }

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

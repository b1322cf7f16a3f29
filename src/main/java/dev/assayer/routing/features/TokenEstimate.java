package dev.assayer.routing.features;

/// stub
public final class TokenEstimate {
    private TokenEstimate() {}

    public static int ofJsonBytes(int bytes) {
        return bytes / 4;
    }

    public static int ofText(String t) {
        return t.length() / 4;
    }
}

package dev.assayer.routing.features;

import java.nio.charset.StandardCharsets;

/// Estimates how many tokens a text is, without a vocabulary. Our ratios, from English and code
/// with OpenAI's o200k_base: about four bytes of UTF-8 a token, a little less in other scripts,
/// where a character takes two or three bytes.
public final class TokenEstimate {

    private static final int BYTES_PER_TOKEN = 4;

    private TokenEstimate() {}

    /// Tokens of messages, given the length of their JSON in bytes: roles and punctuation cost
    /// about what their bytes say.
    public static int ofJsonBytes(int bytes) {
        return Math.max(1, bytes / BYTES_PER_TOKEN);
    }

    public static int ofText(String text) {
        return ofJsonBytes(text.getBytes(StandardCharsets.UTF_8).length);
    }
}

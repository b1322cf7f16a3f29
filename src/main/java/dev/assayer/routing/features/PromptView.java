package dev.assayer.routing.features;

/// The part of a text that is looked at: all of a short one, beginning and end of a long one. What
/// a user wants stands at one of the two ends, whatever is pasted between them.
final class PromptView {

    /// Longest view in characters; two thirds of it come from the beginning.
    static final int MOST = 1_200;

    private static final int HEAD = MOST * 2 / 3;

    private PromptView() {}

    static String of(String text) {
        return text.length() <= MOST
                ? text
                : text.substring(0, HEAD) + "\n" + text.substring(text.length() - (MOST - HEAD));
    }
}

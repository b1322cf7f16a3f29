package dev.assayer.gateway.openai;

/// What a caller tells about its request: a category, a policy, a session.
///
/// @param origin where it stands, e.g. `assayer.session` or `x-assayer-session`
/// @param word at most 256 characters: the ledger keeps sessions
public record Hint(String origin, String word) {

    private static final int LONGEST = 256;

    /// @throws InvalidRequest for one that is too long
    public Hint {
        if (word.length() > LONGEST) {
            throw new InvalidRequest(
                    ApiError.invalid(
                            "hint_too_long",
                            origin,
                            "'"
                                    + origin
                                    + "' has "
                                    + word.length()
                                    + " characters (expected: at most "
                                    + LONGEST
                                    + ")."));
        }
    }
}

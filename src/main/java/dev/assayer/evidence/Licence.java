package dev.assayer.evidence;

/// What may be done with a source's content.
///
/// @param id SPDX identifier, or in words where there is none
/// @param attribution the credit that has to stand wherever the content is shown
/// @param shareable whether the content may leave the installation, in a pack or to others
public record Licence(String id, String attribution, boolean shareable) {

    private static final String OWN = "own";

    /// The user's own content: in no pack, but his to export.
    public static Licence own(String attribution) {
        return new Licence(OWN, attribution, false);
    }

    /// Whether figures that the user exports may hold it.
    public boolean exportable() {
        return shareable || id.equals(OWN);
    }

    /// Content that may be passed on with its credit.
    public static Licence shareable(String id, String attribution) {
        return new Licence(id, attribution, true);
    }

    /// Content for this installation alone: its terms forbid passing it on, or say nothing.
    public static Licence unshareable(String id, String attribution) {
        return new Licence(id, attribution, false);
    }
}

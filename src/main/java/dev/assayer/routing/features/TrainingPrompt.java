package dev.assayer.routing.features;

import dev.assayer.scoring.Category;
import java.util.Optional;
import java.util.Set;

/// A labelled prompt.
///
/// @param id unique; also decides whether it is held out
/// @param text as the user wrote it
/// @param category what a reader says it is
/// @param second another category that a careful reader could defend
/// @param source collection that it is from
public record TrainingPrompt(
        String id, String text, Category category, Optional<Category> second, String source) {

    /// Prompts of this project's own making.
    private static final Set<String> OURS = Set.of("own", "written", "gen");

    private static final int HELD_OUT_OF = 10;

    /// Whether users wrote it, or researchers for all to use; else it was made for this project.
    public boolean isPublic() {
        return !OURS.contains(source);
    }

    /// Whether it is kept out of training: a tenth, by a hash of the id, fixed before anything was
    /// tuned.
    public boolean isHeldOut() {
        return Integer.remainderUnsigned(Sha256.first32Bits(id), HELD_OUT_OF) == 0;
    }
}

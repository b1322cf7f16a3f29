package dev.assayer.routing.features;

import dev.assayer.scoring.Category;
import java.util.Optional;

/// A labelled prompt.
///
/// @param id unique; also decides whether it is held out
/// @param text as the user wrote it
/// @param category what a reader says it is
/// @param second another category that a careful reader could defend
public record TrainingPrompt(String id, String text, Category category, Optional<Category> second) {

    private static final int HELD_OUT_OF = 10;

    /// Whether it is kept out of training: a tenth, by a hash of the id, fixed before anything was
    /// tuned.
    public boolean isHeldOut() {
        return Integer.remainderUnsigned(Sha256.first32Bits(id), HELD_OUT_OF) == 0;
    }
}

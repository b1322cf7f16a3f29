package dev.assayer.evidence.sync;

import dev.assayer.evidence.Findings;
import dev.assayer.evidence.SourceFailure;

/// How asking one source went.
public sealed interface Visit {

    /// Id of the source.
    String source();

    /// It was not asked, because something that it needs is missing.
    ///
    /// @param reason what, and how to get it
    record NotConfigured(String source, String reason) implements Visit {}

    /// It said what it said before.
    ///
    /// @param lines usable lines
    record Unchanged(String source, int lines) implements Visit {}

    /// It said something new.
    record Changed(String source, Findings findings) implements Visit {}

    /// It said nothing usable; what it said last stays.
    record Failed(String source, SourceFailure failure) implements Visit {}
}

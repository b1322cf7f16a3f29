package dev.assayer.evidence.sync;

import dev.assayer.evidence.Findings;
import dev.assayer.evidence.SourceFailure;
import java.util.List;

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
    ///
    /// @param lines usable lines
    /// @param setAside lines that could not be explained, one sentence each
    record Changed(String source, int lines, List<String> setAside) implements Visit {

        public Changed {
            setAside = List.copyOf(setAside);
        }

        static Changed of(String source, Findings findings) {
            return new Changed(
                    source,
                    findings.size(),
                    findings.setAside().stream().map(Findings.SetAside::message).toList());
        }
    }

    /// It said nothing usable; what it said last stays.
    record Failed(String source, SourceFailure failure) implements Visit {}
}

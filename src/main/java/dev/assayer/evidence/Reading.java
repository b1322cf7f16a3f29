package dev.assayer.evidence;

import java.util.List;
import java.util.function.Function;

/// What reading a source came to: rows, or a [SourceFailure]; nothing else ever leaves a reader.
///
/// @param <T> the kind of row
public sealed interface Reading<T> {

    /// At least one row.
    record Rows<T>(List<T> rows) implements Reading<T> {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /// Nothing usable.
    record Failed<T>(SourceFailure failure) implements Reading<T> {}

    /// Runs a parser and turns whatever it throws into a failure.
    ///
    /// @param source id of the source
    /// @param payloads what to parse; none at all is a failure
    /// @param parser may throw [UnexpectedContent] to say what is wrong; any other runtime
    ///   exception is reported as malformed content too, because the content is the only thing that
    ///   varies
    static <T> Reading<T> of(
            String source, List<Payload> payloads, Function<List<Payload>, List<T>> parser) {
        if (payloads.isEmpty()) {
            return new Failed<>(
                    new SourceFailure.Malformed(source, "content", "nothing", "at least one file"));
        }
        try {
            List<T> rows = parser.apply(payloads);
            return rows.isEmpty()
                    ? new Failed<>(
                            new SourceFailure.Malformed(
                                    source,
                                    payloads.getFirst().name(),
                                    "no rows",
                                    "at least one row"))
                    : new Rows<>(rows);
        } catch (UnexpectedContent e) {
            return new Failed<>(
                    new SourceFailure.Malformed(source, e.where(), e.found(), e.expected()));
        } catch (RuntimeException e) {
            String problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Failed<>(
                    new SourceFailure.Malformed(
                            source,
                            payloads.getFirst().name(),
                            problem,
                            "the format of this source"));
        }
    }
}

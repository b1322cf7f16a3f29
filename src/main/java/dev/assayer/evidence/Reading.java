package dev.assayer.evidence;

import java.util.List;
import java.util.function.Function;

/// What reading a source came to: findings, or a [SourceFailure]; nothing else ever leaves a
/// reader.
public sealed interface Reading {

    /// At least one usable line.
    record Found(Findings findings) implements Reading {}

    /// Nothing usable.
    record Failed(SourceFailure failure) implements Reading {}

    /// Runs a parser and turns whatever it throws into a failure.
    ///
    /// @param source id of the source
    /// @param all what to parse, apart from [Payload#missing]; none at all is a failure
    /// @param parser may throw [UnexpectedContent] to say what is wrong; any other runtime
    ///   exception is reported as malformed content too, because the content is the only thing that
    ///   varies
    static Reading of(String source, List<Payload> all, Function<List<Payload>, Findings> parser) {
        List<Payload> payloads = all.stream().filter(payload -> !payload.isMissing()).toList();
        if (payloads.isEmpty()) {
            return new Failed(
                    new SourceFailure.Malformed(source, "content", "nothing", "at least one file"));
        }
        try {
            Findings findings = parser.apply(payloads);
            return findings.size() == 0
                    ? new Failed(
                            new SourceFailure.Malformed(
                                    source,
                                    payloads.getFirst().name(),
                                    "no rows",
                                    "at least one row"))
                    : new Found(findings);
        } catch (UnexpectedContent e) {
            return new Failed(
                    new SourceFailure.Malformed(source, e.where(), e.found(), e.expected()));
        } catch (StackOverflowError _) {
            return new Failed(
                    new SourceFailure.Malformed(
                            source,
                            payloads.getFirst().name(),
                            "content nested too deep",
                            "the format of this source"));
        } catch (RuntimeException e) {
            String problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Failed(
                    new SourceFailure.Malformed(
                            source,
                            payloads.getFirst().name(),
                            problem,
                            "the format of this source"));
        }
    }

    /// As [#of], for a parser of benchmark rows only.
    static Reading ofRows(
            String source, List<Payload> payloads, Function<List<Payload>, List<Row>> parser) {
        return of(source, payloads, parser.andThen(Findings::ofRows));
    }

    /// As [#of], for a parser of listings only.
    static Reading ofListings(
            String source, List<Payload> payloads, Function<List<Payload>, List<Listing>> parser) {
        return of(source, payloads, parser.andThen(Findings::ofListings));
    }
}

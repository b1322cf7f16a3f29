package dev.assayer.evidence;

import java.util.List;

/// One source of evidence: where its files are, and how to read them. Stateless, and safe to share.
public interface Feed {

    Source source();

    /// What it takes to ask it.
    default Access access() {
        return new Access.Open();
    }

    /// Every benchmark that a row of this source can name; empty for a source of prices. Where the
    /// user is free to invent benchmarks, [Findings#benchmarks()] declares the others.
    default List<Benchmark> benchmarks() {
        return List.of();
    }

    /// Whether this source publishes that benchmark itself, instead of repeating another one's
    /// numbers.
    default boolean owns(String benchmark) {
        return benchmark.startsWith(source().id() + "/");
    }

    /// The files of this source in a directory of snapshots, as globs below that directory; of
    /// several files that fit one glob without `**` the last by name counts.
    List<String> files();

    /// Files that such a directory may lack, and that stay out of the pack.
    default List<String> furtherFiles() {
        return List.of();
    }

    /// Gets the files of this source from the web, with a [Payload#missing] for each part that it
    /// does without this time. Where nothing else is said, the one file at the source's address.
    ///
    /// @throws FetchFailed if one of them cannot be had
    default List<Payload> fetch(Web web) {
        return List.of(web.get(source().url()));
    }

    /// Of what this source said before, the lines of a part that is missing this time.
    ///
    /// @param part as [Payload#missing] names it
    default Findings ofPart(String part, Findings before) {
        return Findings.NONE;
    }

    /// Raised whenever [#read] comes to read the same files differently, so that what was kept is
    /// read anew.
    default int version() {
        return 1;
    }

    /// Reads the files; never throws.
    Reading read(List<Payload> payloads);
}

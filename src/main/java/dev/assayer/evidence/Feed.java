package dev.assayer.evidence;

import java.util.List;

/// One public source: where its files are, and how to read them. Stateless, and safe to share.
///
/// @param <T> the kind of row it gives
public interface Feed<T> {

    Source source();

    /// The files of this source in a directory of snapshots, as globs below that directory; of
    /// several files that fit one glob without `**` the last by name counts.
    List<String> files();

    /// Gets the files of this source from the web.
    ///
    /// @throws FetchFailed if one of them cannot be had
    List<Payload> fetch(Web web);

    /// Reads the files; never throws.
    Reading<T> read(List<Payload> payloads);
}

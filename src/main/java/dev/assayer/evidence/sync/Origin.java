package dev.assayer.evidence.sync;

import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Web;
import java.util.List;

/// Where a sync takes the files of its sources from.
public sealed interface Origin permits Origin.Live, SnapshotDirectory {

    /// The files of one source.
    ///
    /// @throws FetchFailed if they cannot be had
    List<Payload> payloads(Feed<?> feed);

    /// The sources' own addresses.
    record Live(Web web) implements Origin {

        @Override
        public List<Payload> payloads(Feed<?> feed) {
            return feed.fetch(web);
        }
    }
}

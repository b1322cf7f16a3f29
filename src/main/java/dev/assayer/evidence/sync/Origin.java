package dev.assayer.evidence.sync;

import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Web;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Where a sync takes the files of its sources from.
public sealed interface Origin
        permits Origin.Live, Origin.OneAddress, Origin.PerSource, SnapshotDirectory, SnapshotFile {

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

    /// Another address for a source of one file, such as a mirror.
    record OneAddress(Web web, URI address) implements Origin {

        @Override
        public List<Payload> payloads(Feed<?> feed) {
            return List.of(web.get(address));
        }
    }

    /// An origin of their own for some sources.
    ///
    /// @param named by id of the source
    /// @param otherwise for the rest
    record PerSource(Map<String, Origin> named, Origin otherwise) implements Origin {

        public PerSource {
            named = Map.copyOf(named);
        }

        @Override
        public List<Payload> payloads(Feed<?> feed) {
            return named.getOrDefault(feed.source().id(), otherwise).payloads(feed);
        }
    }
}

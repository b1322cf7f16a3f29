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
        permits Origin.Live,
                Origin.OneAddress,
                Origin.PerSource,
                LocalFiles,
                SnapshotDirectory,
                SnapshotFile {

    /// The files of one source.
    ///
    /// @param web to ask over, where the origin is not on this machine
    /// @throws FetchFailed if they cannot be had
    List<Payload> payloads(Feed feed, Web web);

    /// Whether that source is asked over the web.
    default boolean isRemote(Feed feed) {
        return false;
    }

    /// Which place that is, where there are several on the web: what a server said of its files is
    /// of no use at another. Empty for the source's own.
    default String place(Feed feed) {
        return "";
    }

    /// Whether this is the place where a source is asked when nothing else is said: then what is
    /// missing for that keeps it from being asked.
    default boolean isUsual(Feed feed) {
        return isRemote(feed);
    }

    /// The sources' own addresses.
    record Live() implements Origin {

        @Override
        public List<Payload> payloads(Feed feed, Web web) {
            return feed.fetch(web);
        }

        @Override
        public boolean isRemote(Feed feed) {
            return true;
        }
    }

    /// Another address for a source of one file, such as a mirror.
    record OneAddress(URI address) implements Origin {

        @Override
        public List<Payload> payloads(Feed feed, Web web) {
            return List.of(web.get(address));
        }

        @Override
        public String place(Feed feed) {
            return address.toString();
        }

        @Override
        public boolean isRemote(Feed feed) {
            return true;
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
        public List<Payload> payloads(Feed feed, Web web) {
            return of(feed).payloads(feed, web);
        }

        @Override
        public boolean isRemote(Feed feed) {
            return of(feed).isRemote(feed);
        }

        @Override
        public String place(Feed feed) {
            return of(feed).place(feed);
        }

        @Override
        public boolean isUsual(Feed feed) {
            return of(feed).isUsual(feed);
        }

        private Origin of(Feed feed) {
            return named.getOrDefault(feed.source().id(), otherwise);
        }
    }
}

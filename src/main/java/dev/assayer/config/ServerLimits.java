package dev.assayer.config;

/// How much one client may send and one answer may bring.
///
/// @param headerCount headers of a request
/// @param headerSize all headers of a request together
/// @param bodySize a request's body
/// @param responseSize an answer that is not streamed
/// @param streamSize a streamed answer, from first to last byte
/// @param concurrentRequests requests under way at once; further ones are turned away
public record ServerLimits(
        int headerCount,
        ByteSize headerSize,
        ByteSize bodySize,
        ByteSize responseSize,
        ByteSize streamSize,
        int concurrentRequests) {

    static final Range<Integer> HEADER_COUNT = new Range<>(10, 10_000);
    static final Range<ByteSize> HEADER_SIZE =
            new Range<>(ByteSize.kilobytes(1), ByteSize.megabytes(1));
    static final Range<ByteSize> BODY_SIZE =
            new Range<>(ByteSize.kilobytes(1), ByteSize.megabytes(1024));
    static final Range<Integer> CONCURRENT_REQUESTS = new Range<>(1, 1_000_000);

    /// 100 headers are Tomcat's and Apache's default, 32KB are nginx's (4 buffers of 8k). The rest
    /// is our choice: a body may bring a dozen images in base64, and no model's text comes near the
    /// sizes of an answer.
    public static final ServerLimits DEFAULT =
            new ServerLimits(
                    100,
                    ByteSize.kilobytes(32),
                    ByteSize.megabytes(16),
                    ByteSize.megabytes(32),
                    ByteSize.megabytes(256),
                    10_000);

    public ServerLimits {
        HEADER_COUNT.require("header-count", headerCount);
        HEADER_SIZE.require("header-size", headerSize);
        BODY_SIZE.require("body-size", bodySize);
        BODY_SIZE.require("response-size", responseSize);
        BODY_SIZE.require("stream-size", streamSize);
        CONCURRENT_REQUESTS.require("concurrent-requests", concurrentRequests);
    }
}

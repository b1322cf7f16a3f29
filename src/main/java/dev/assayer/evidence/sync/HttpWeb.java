package dev.assayer.evidence.sync;

import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Validator;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.WebRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/// Gets public files over HTTP, blocking: meant for virtual threads. Safe to share. Unless told
/// otherwise it never connects to an address inside the own network, wherever a name or a redirect
/// points; and a key goes to no other host than the one it was meant for.
public final class HttpWeb implements Web, AutoCloseable {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int NOT_MODIFIED = 304;
    private static final int CHUNK = 1 << 16;

    /// Of what is being read at one time from all places together, unpacked: a sync runs in 256 MB.
    private static final long MOST_AT_ONCE = 96L << 20;

    /// A file up to that size is read however much else there is.
    private static final long ALWAYS = 8L << 20;

    /// What one file may take.
    ///
    /// @param bytes largest body, unpacked
    /// @param time from the first connection to the last byte, redirects included
    /// @param redirects most redirects followed
    /// @param privateAddresses whether loopback, link-local and private addresses may be reached
    public record Limits(long bytes, Duration time, int redirects, boolean privateAddresses) {

        /// 64 MB, one minute, five redirects, public addresses only.
        public static final Limits PUBLIC = new Limits(64L << 20, Duration.ofMinutes(1), 5, false);
    }

    private final Limits limits;
    private final Keys keys;
    private final InstantSource clock;
    private final HttpClient client;
    private final AtomicLong underway = new AtomicLong();

    public HttpWeb(Limits limits, Keys keys, InstantSource clock) {
        this.limits = limits;
        this.keys = keys;
        this.clock = clock;
        this.client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limits.time())
                        .build();
    }

    @Override
    public Answer ask(WebRequest request, Optional<Validator> known) {
        URI address = request.address();
        long deadline = clock.millis() + limits.time().toMillis();
        URI target = address;
        for (int hop = 0; hop <= limits.redirects(); hop++) {
            requirePublic(target, hop == 0);
            Duration left = Duration.ofMillis(deadline - clock.millis());
            HttpResponse<InputStream> response = send(request, target, known, left, hop == 0);
            if (response.statusCode() == NOT_MODIFIED && known.isPresent()) {
                discard(response);
                return new Answer.NotModified();
            }
            if (!REDIRECTS.contains(response.statusCode())) {
                Payload payload = payload(address, target, response, deadline);
                return new Answer.Fresh(payload, validator(request, response));
            }
            discard(response);
            target = redirect(target, response);
        }
        throw new FetchFailed(address.toString(), "more than " + limits.redirects() + " redirects");
    }

    private HttpResponse<InputStream> send(
            WebRequest request,
            URI target,
            Optional<Validator> known,
            Duration left,
            boolean isFirst) {
        var builder =
                HttpRequest.newBuilder(target)
                        .header("accept-encoding", "gzip")
                        .header("user-agent", "assayer");
        if (isSameHost(request.address(), target)) {
            request.key().ifPresent(key -> send(key, target, builder));
        }
        known.flatMap(Validator::etag).ifPresent(etag -> builder.header("if-none-match", etag));
        known.flatMap(Validator::lastModified)
                .ifPresent(date -> builder.header("if-modified-since", date));
        request.body()
                .ifPresentOrElse(
                        body ->
                                builder.header("content-type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                        builder::GET);
        return within(
                left,
                target,
                client.sendAsync(builder.build(), HttpResponse.BodyHandlers.ofInputStream()),
                isFirst);
    }

    private void send(WebRequest.KeyHeader key, URI target, HttpRequest.Builder builder) {
        Optional<String> secret = keys.find(key.variable());
        try {
            secret.ifPresent(value -> builder.header(key.header(), key.prefix() + value));
        } catch (IllegalArgumentException _) {
            // Its message would show the key.
            throw new FetchFailed(
                    target.toString(),
                    "the key in " + key.variable() + " cannot be sent (expected: printable ASCII)");
        }
    }

    private static boolean isSameHost(URI left, URI right) {
        return String.valueOf(left.getAuthority()).equals(right.getAuthority())
                && String.valueOf(left.getScheme()).equals(right.getScheme());
    }

    private static Optional<Validator> validator(
            WebRequest request, HttpResponse<InputStream> response) {
        Optional<String> etag = response.headers().firstValue("etag");
        Optional<String> modified = response.headers().firstValue("last-modified");
        return request.body().isEmpty() && (etag.isPresent() || modified.isPresent())
                ? Optional.of(new Validator(request, etag, modified))
                : Optional.empty();
    }

    /// Waits for an answer no longer than the time left.
    ///
    /// @param isFirst whether nothing was sent before this
    private static <T> T within(
            Duration left, URI target, CompletableFuture<T> pending, boolean isFirst) {
        try {
            return pending.get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new FetchFailed(target.toString(), "no answer in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ConnectException && isFirst
                    ? FetchFailed.unsent(target.toString(), "nobody takes connections there")
                    : FetchFailed.because(
                            target.toString(), e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new FetchFailed(target.toString(), "interrupted");
        }
    }

    private static void discard(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException _) {
            return; // the connection is gone already, which is all that closing is for
        }
    }

    private static URI redirect(URI from, HttpResponse<?> response) {
        String location =
                response.headers()
                        .firstValue("location")
                        .orElseThrow(() ->
                                new FetchFailed(from.toString(), "a redirect without a location"));
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new FetchFailed(from.toString(), "a redirect to '" + location + "'");
        }
    }

    private Payload payload(
            URI asked, URI target, HttpResponse<InputStream> response, long deadline) {
        if (response.statusCode() != 200) {
            discard(response);
            throw new FetchFailed(
                    target.toString(), "status " + response.statusCode() + " (expected: 200)");
        }
        boolean isPacked =
                response.headers()
                        .firstValue("content-encoding")
                        .filter("gzip"::equalsIgnoreCase)
                        .isPresent();
        long declared = response.headers().firstValueAsLong("content-length").orElse(0);
        if (declared > limits.bytes()) {
            discard(response);
            throw tooLarge(target);
        }
        byte[] content;
        try (InputStream body = response.body();
                InputStream plain = isPacked ? new GZIPInputStream(body) : body) {
            content = read(target, plain, deadline);
        } catch (IOException e) {
            throw FetchFailed.because(target.toString(), e);
        }
        String path = asked.getPath() == null ? "" : asked.getPath();
        return new Payload(
                path.substring(path.lastIndexOf('/') + 1),
                content,
                response.headers().firstValue("last-modified").flatMap(HttpWeb::day),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private byte[] read(URI target, InputStream body, long deadline) throws IOException {
        long left = Math.max(1, deadline - clock.millis());
        CompletableFuture<Void> late =
                CompletableFuture.runAsync(
                        () -> cutOff(body),
                        CompletableFuture.delayedExecutor(left, TimeUnit.MILLISECONDS));
        try {
            return readWhole(target, body, deadline);
        } catch (IOException e) {
            if (clock.millis() >= deadline) {
                throw late(target);
            }
            throw e;
        } finally {
            late.cancel(false);
        }
    }

    /// Wakes whoever waits for a body that does not come.
    private static void cutOff(InputStream body) {
        try {
            body.close();
        } catch (IOException _) {
            return; // it is cut off, which is all that was wanted
        }
    }

    private FetchFailed late(URI target) {
        return new FetchFailed(
                target.toString(), "not whole after " + limits.time().toSeconds() + " s");
    }

    private byte[] readWhole(URI target, InputStream body, long deadline) throws IOException {
        var chunks = new ArrayList<byte[]>();
        long size = 0;
        try {
            for (byte[] chunk = body.readNBytes(CHUNK);
                    chunk.length > 0;
                    chunk = body.readNBytes(CHUNK)) {
                chunks.add(chunk);
                size += chunk.length;
                long all = underway.addAndGet(chunk.length);
                if (size > limits.bytes()) {
                    throw tooLarge(target);
                }
                if (all > MOST_AT_ONCE && size > ALWAYS) {
                    throw new FetchFailed(
                            target.toString(),
                            "more than "
                                    + MOST_AT_ONCE
                                    + " bytes from all sources at once, of which "
                                    + size
                                    + " are this one's");
                }
                if (clock.millis() > deadline) {
                    throw late(target);
                }
            }
            var whole = ByteBuffer.allocate((int) size);
            chunks.forEach(whole::put);
            return whole.array();
        } finally {
            underway.addAndGet(-size);
        }
    }

    private FetchFailed tooLarge(URI target) {
        return new FetchFailed(target.toString(), "more than " + limits.bytes() + " bytes");
    }

    private static Optional<LocalDate> day(String header) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toLocalDate());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Refuses what is not plain HTTP to the outside. A name that changes between this look and the
    /// connection could still get through; TLS then fails on the name.
    ///
    /// @param isFirst whether nothing was sent before this
    private void requirePublic(URI target, boolean isFirst) {
        String scheme = String.valueOf(target.getScheme());
        String host = target.getHost();
        boolean isHttp =
                scheme.equals("https") || (scheme.equals("http") && limits.privateAddresses());
        if (!isHttp || host == null) {
            throw refused(
                    target,
                    "refused (expected: an https address; http only with evidence.allow-private-addresses: on)",
                    isFirst);
        }
        if (limits.privateAddresses()) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (isInside(address)) {
                    throw refused(
                            target,
                            "refused: " + address.getHostAddress() + " is not a public address",
                            isFirst);
                }
            }
        } catch (UnknownHostException e) {
            throw refused(target, "no such host", isFirst);
        }
    }

    private static FetchFailed refused(URI target, String problem, boolean isUnsent) {
        return isUnsent
                ? FetchFailed.unsent(target.toString(), problem)
                : new FetchFailed(target.toString(), problem);
    }

    /// Loopback, link-local, private (RFC 1918, RFC 4193), shared (RFC 6598), multicast,
    /// unspecified, benchmarking (RFC 2544) and reserved addresses, and those that stand for IPv4
    /// ones (NAT64, RFC 6052; 6to4, RFC 3056).
    static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isShared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
        boolean isUniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
        boolean isForTests = bytes.length == 4 && bytes[0] == (byte) 198 && (bytes[1] & 0xFE) == 18;
        boolean isReserved = bytes.length == 4 && (bytes[0] & 0xF0) == 0xF0;
        boolean isTranslated =
                bytes.length == 16
                        && ((bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xFF)
                                || (bytes[0] == 0x20 && bytes[1] == 0x02));
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || (bytes.length == 4 && bytes[0] == 0)
                || isShared
                || isUniqueLocal
                || isForTests
                || isReserved
                || isTranslated;
    }

    @Override
    public void close() {
        client.close();
    }
}

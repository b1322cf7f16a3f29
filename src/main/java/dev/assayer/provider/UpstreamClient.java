package dev.assayer.provider;

import dev.assayer.config.CallDeadlines;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/// Calls providers from one event loop, over connections that stay on that loop. Confined to it.
public final class UpstreamClient {

    private static final int MOST_CONNECTIONS_PER_PROVIDER = 2_048;
    private static final int KEEP_ALIVE_SECONDS = 55;

    private final HttpClient client;

    /// Connections that have not carried a request yet. Weak, should one close before it does.
    private final Set<HttpConnection> unused;

    private final DeadlineWatch watch;
    private final CallDeadlines deadlines;
    private final AnswerLimits limits;

    private UpstreamClient(
            HttpClient client,
            Set<HttpConnection> unused,
            DeadlineWatch watch,
            CallDeadlines deadlines,
            AnswerLimits limits) {
        this.client = client;
        this.unused = unused;
        this.watch = watch;
        this.deadlines = deadlines;
        this.limits = limits;
    }

    /// Opens a client; must be called on the event loop that will use it.
    public static UpstreamClient start(Vertx vertx, CallDeadlines deadlines, AnswerLimits limits) {
        var options =
                new HttpClientOptions()
                        .setConnectTimeout((int) deadlines.connect().toMillis())
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setTcpNoDelay(true)
                        .setMaxHeaderSize(64 << 10)
                        .setDecompressionSupported(false);
        var pool =
                new PoolOptions()
                        .setHttp1MaxSize(MOST_CONNECTIONS_PER_PROVIDER)
                        .setEventLoopSize(0);
        Set<HttpConnection> unused = Collections.newSetFromMap(new WeakHashMap<>());
        return new UpstreamClient(
                vertx.httpClientBuilder()
                        .with(options)
                        .with(pool)
                        .withConnectHandler(unused::add)
                        .build(),
                unused,
                DeadlineWatch.start(vertx),
                deadlines,
                limits);
    }

    /// Starts a call.
    ///
    /// @param call what to send where
    /// @param sink where the answer goes
    /// @param done called exactly once, when the attempt has ended
    public Attempt call(Call call, AnswerSink sink, Consumer<Attempt> done) {
        var attempt = new Attempt(call, deadlines, limits, watch, sink, done);
        attempt.start(client, unused);
        return attempt;
    }
}

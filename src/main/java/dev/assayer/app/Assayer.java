package dev.assayer.app;

import dev.assayer.admin.Decisions;
import dev.assayer.admin.ModelEvidence;
import dev.assayer.admin.Operations;
import dev.assayer.admin.Replay;
import dev.assayer.config.Configuration;
import dev.assayer.config.ScoringSettings;
import dev.assayer.config.ServerLimits;
import dev.assayer.config.Settings;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Snapshot;
import dev.assayer.gateway.GatewayParts;
import dev.assayer.gateway.RequestLimits;
import dev.assayer.ledger.AttemptRecorder;
import dev.assayer.ledger.DecisionIds;
import dev.assayer.ledger.Ledger;
import dev.assayer.monitoring.AttemptMetrics;
import dev.assayer.monitoring.LedgerMetrics;
import dev.assayer.provider.AnswerLimits;
import dev.assayer.provider.AttemptListener;
import dev.assayer.provider.Discovery;
import dev.assayer.provider.Endpoint;
import dev.assayer.provider.ModelListing;
import dev.assayer.provider.OfferBook;
import dev.assayer.provider.ProviderPresets;
import dev.assayer.provider.Upstream;
import dev.assayer.resilience.ObservedHealth;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.features.FeatureExtractor;
import dev.assayer.scoring.RankingTerms;
import dev.assayer.scoring.ScoringMethod;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running Assayer: everything constructed, started in order, stopped in reverse.
public final class Assayer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Assayer.class);
    private static final long HEALTH_MILLIS = 500;
    private static final Duration LOOK_FOR_EVIDENCE = Duration.ofSeconds(5);
    private static final Duration LISTING_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LISTING_RETRY = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    /// Vert.x: one free port for all event loops; 0 would be another one for each.
    private static final int ANY_PORT = -1;

    private static final Duration LEDGER_GRACE = Duration.ofSeconds(10);

    private final Configuration configuration;
    private final Discovery discovery;
    private final InstantSource clock = Clock.systemUTC();
    private final ScoringMethod scoring;
    private final Vertx vertx;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Stores stores;
    private final ObservedHealth health = new ObservedHealth(System::nanoTime);
    private final Ledger ledger;
    private final LineupKeeper lineup;
    private final EvidenceKeeper evidence;
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, List<String>> told = new ConcurrentHashMap<>();
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final List<Upstream> upstreams = new ArrayList<>();
    private final AtomicInteger port = new AtomicInteger();
    private @Nullable String front;
    private volatile boolean isReady;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private Assayer(
            Configuration configuration,
            Discovery discovery,
            ScoringMethod scoring,
            Vertx vertx,
            Stores stores,
            Standing standing) {
        this.configuration = configuration;
        this.discovery = discovery;
        this.scoring = scoring;
        this.vertx = vertx;
        this.stores = stores;
        this.ledger =
                new Ledger(
                        stores.ledger(),
                        clock,
                        System::nanoTime,
                        configuration.settings().ledger().queue(),
                        configuration.settings().ledger().flushInterval());
        this.lineup = new LineupKeeper(health, ledger::record);
        this.evidence = new EvidenceKeeper(configuration, stores, standing, this::rebuild, clock);
    }

    /// Starts it; returns once it takes requests. May block.
    ///
    /// @throws RuntimeException of the part that cannot start, with a message for people
    public static Assayer start(Configuration configuration) {
        return start(configuration, CompletableFuture.completedFuture(BundledEvidence.load()));
    }

    /// As [#start(Configuration)], with the bundled evidence, which may still be being read.
    public static Assayer start(Configuration configuration, CompletableFuture<Snapshot> bundled) {
        Settings settings = configuration.settings();
        requireLoopback(settings);
        ScoringMethod ofPack = Scorings.of(settings.scoring());
        InstantSource clock = Clock.systemUTC();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var features =
                    CompletableFuture.supplyAsync(
                            () -> FeatureExtractor.load(settings.routing().categoryConfidence()),
                            pool);
            var opening =
                    CompletableFuture.supplyAsync(() -> Transports.open(options(settings)), pool);
            // Most likely the pack counts: scored while the database is opened.
            var scored =
                    bundled.thenApplyAsync(pack -> Standing.of(pack, ofPack, today(clock)), pool);
            Stores stores = null;
            Assayer assayer = null;
            try {
                Discovery discovery = Discovery.of(configuration, ProviderPresets.bundled());
                Stores opened = Stores.open(settings.home());
                stores = opened;
                Snapshot inForce = EvidenceInForce.choose(opened.snapshots(), bundled.join());
                var kept =
                        CompletableFuture.runAsync(
                                () ->
                                        EvidenceInForce.keep(
                                                opened.snapshots(), inForce, clock.instant()),
                                pool);
                ScoringMethod scoring = Scorings.of(settings.scoring(), opened.fitsBehind());
                Standing standing =
                        inForce.hash().equals(bundled.join().hash())
                                ? scored.join()
                                : Standing.of(inForce, scoring, today(clock));
                assayer =
                        new Assayer(
                                configuration,
                                discovery,
                                scoring,
                                opening.join(),
                                opened,
                                standing);
                assayer.open(features.join(), kept);
                return assayer;
            } catch (RuntimeException e) {
                if (assayer == null) {
                    abandon(opening, stores);
                } else {
                    assayer.close();
                }
                throw e instanceof CompletionException
                                && e.getCause() instanceof RuntimeException cause
                        ? cause
                        : e;
            }
        }
    }

    /// Closes what was opened before there was an Assayer to close.
    private static void abandon(CompletableFuture<Vertx> opening, @Nullable Stores stores) {
        if (stores != null) {
            stores.close();
        }
        try {
            stop(opening.join().close(), Duration.ZERO);
        } catch (CompletionException e) {
            LOG.debug("nothing to close", e);
        }
    }

    private static VertxOptions options(Settings settings) {
        // One more for what is not a request's.
        return new VertxOptions()
                .setEventLoopPoolSize(
                        Math.max(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE, loops(settings) + 1));
    }

    private static void requireLoopback(Settings settings) {
        if (!settings.server().isLoopback()) {
            throw new CannotStart(
                    "server.host: "
                            + settings.server().host()
                            + " (expected: a loopback address such as 127.0.0.1, because without virtual keys"
                            + " everybody who can reach the port could spend your money)",
                    null);
        }
    }

    private static LocalDate today(InstantSource clock) {
        return LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
    }

    /// @param kept done when the evidence in force is in the store, which replay reads
    private void open(FeatureExtractor features, CompletableFuture<Void> kept) {
        Settings settings = configuration.settings();
        upstreams.addAll(discovery.upstreams());
        if (discovery.wantsSandbox(settings.sandbox())) {
            upstreams.addAll(await(SandboxProviders.start(vertx, clock)));
        }
        upstreams.forEach(upstream -> endpoints.put(upstream.id(), Endpoints.of(upstream)));
        rebuild();
        ledger.start();

        LedgerMetrics.register(registry, ledger);
        evidence.register(registry);
        AttemptListener listener = listeners(registry);
        var gateway =
                new GatewayParts(
                        lineup::current,
                        features,
                        DecisionIds.after(stores.ledger().newestId(), clock, 0),
                        ledger::record,
                        listener,
                        clock,
                        new AtomicInteger(),
                        new GatewayParts.Settings(
                                limits(settings),
                                settings.deadlines().total().toNanos(),
                                settings.routing().defaultPolicy(),
                                settings.ledger().keepText()));
        var replay = new Replay(stores.ledger(), stores.snapshots(), scoring);
        var parts =
                new HttpFront.Parts(
                        gateway,
                        new Decisions(replay, stores.ledger(), ledger::flush, blocking),
                        new Operations(() -> isReady, registry::scrape, openApi()),
                        evidence.ingest(blocking),
                        models(),
                        settings.deadlines(),
                        new AnswerLimits(
                                (int) settings.server().limits().responseSize().bytes(),
                                settings.server().limits().streamSize().bytes(),
                                AnswerLimits.DEFAULT.eventBytes()),
                        http(settings),
                        settings.server().shutdownGrace(),
                        port::set);
        kept.join();
        listen(parts);
        // Waits while a new table is being put in force: not on an event loop.
        vertx.setPeriodic(HEALTH_MILLIS, _ -> blocking.execute(lineup::refreshHealth));
        vertx.setPeriodic(LOOK_FOR_EVIDENCE.toMillis(), _ -> blocking.execute(evidence::look));
        listModels();
        isReady = true;
        evidence.start();
    }

    private ModelEvidence models() {
        ScoringSettings settings = configuration.settings().scoring();
        return new ModelEvidence(
                new ModelEvidence.Parts(
                        method -> evidence.view(method.orElse(settings.method())),
                        () -> lineup.current().table().spec().offers(),
                        new RankingTerms(settings.views().composite(), settings.speedTiers()),
                        blocking));
    }

    private void listen(HttpFront.Parts parts) {
        try {
            front =
                    await(
                            vertx.deployVerticle(
                                    () -> new HttpFront(parts),
                                    new DeploymentOptions()
                                            .setInstances(loops(configuration.settings()))));
        } catch (CannotStart e) {
            throw cannotListen(e);
        }
    }

    /// Every transport has its own exception for a port that is taken.
    private CannotStart cannotListen(CannotStart e) {
        if (!(e.getCause() instanceof IOException)) {
            return e;
        }
        String said = String.valueOf(e.getMessage());
        String place =
                "Port "
                        + configuration.settings().server().port()
                        + " of "
                        + configuration.settings().server().host();
        return new CannotStart(
                said.contains("in use")
                        ? place
                                + " is in use: stop what listens there, or choose another with --port."
                        : place
                                + " cannot be used: "
                                + said
                                + ". Choose others with --port, --host.",
                e);
    }

    private AttemptListener listeners(PrometheusMeterRegistry registry) {
        var recorder = new AttemptRecorder(ledger::record);
        var metrics = new AttemptMetrics(registry);
        return report -> {
            recorder.ended(report);
            health.ended(report);
            metrics.ended(report);
        };
    }

    private static RequestLimits limits(Settings settings) {
        ServerLimits limits = settings.server().limits();
        return new RequestLimits(
                (int) limits.bodySize().bytes(), limits.headerCount(), limits.concurrentRequests());
    }

    private static HttpServerOptions http(Settings settings) {
        return new HttpServerOptions()
                .setHost(settings.server().host())
                .setPort(settings.server().port() == 0 ? ANY_PORT : settings.server().port())
                .setTcpNoDelay(true)
                // Clients that offer to switch stay with HTTP/1.1, for which all limits hold.
                .setHttp2ClearTextEnabled(false)
                .setAcceptBacklog(1_024)
                .setMaxHeaderSize((int) settings.server().limits().headerSize().bytes());
    }

    private static int loops(Settings settings) {
        int asked = settings.server().eventLoops();
        return asked > 0 ? asked : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private static byte[] openApi() {
        try (InputStream in = Assayer.class.getResourceAsStream("/openapi.json")) {
            return Objects.requireNonNull(in, "openapi.json is not in the jar").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- what changes while it runs

    private synchronized void rebuild() {
        RoutingTable table = standing().table(configuration, upstreams, told);
        configuration
                .settings()
                .routing()
                .defaultOffer()
                .filter(offer -> table.indexOf(offer) < 0)
                .ifPresent(offer ->
                        LOG.warn(
                                "routing.default-offer: {} is not offered (expected: one that GET /v1/models lists)",
                                offer));
        lineup.replace(table, endpoints);
    }

    /// Asks those providers for their models of which nobody else knows them, again and again until
    /// they answer.
    private void listModels() {
        OfferBook book = standing().offers();
        List<Upstream> unknown = upstreams.stream().filter(book::needsListing).toList();
        if (unknown.isEmpty()) {
            return;
        }
        ModelListing listing = ModelListing.start(vertx, LISTING_PATIENCE);
        unknown.forEach(upstream -> list(listing, upstream, true));
    }

    private void list(ModelListing listing, Upstream upstream, boolean isFirst) {
        listing.of(Objects.requireNonNull(endpoints.get(upstream.id())))
                .onSuccess(models -> {
                    told.put(upstream.id(), models);
                    blocking.execute(this::rebuild);
                    LOG.info("provider={} models={}", upstream.id(), models.size());
                })
                .onFailure(cause -> {
                    if (isFirst) {
                        LOG.warn(
                                "provider={} lists no models yet: {}",
                                upstream.id(),
                                cause.getMessage());
                    }
                    vertx.setTimer(LISTING_RETRY.toMillis(), _ -> list(listing, upstream, false));
                });
    }

    // --- what can be asked of it

    /// The port that it listens on.
    public int port() {
        return port.get();
    }

    /// The providers in use, sandbox included.
    public List<Upstream> upstreams() {
        return List.copyOf(upstreams);
    }

    /// Which providers were found, and which could be.
    public Discovery discovery() {
        return discovery;
    }

    /// What it was told.
    public Settings settings() {
        return configuration.settings();
    }

    /// The evidence in force.
    public Standing standing() {
        return evidence.standing();
    }

    /// How many offers requests are routed among.
    public int offers() {
        return lineup.current().table().size();
    }

    /// Stops taking requests, lets those under way finish within the grace time, and writes the
    /// ledger out.
    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        isReady = false;
        evidence.close();
        // The front first, so that what is under way still has its upstream connections and sandbox
        // providers.
        String open = front;
        if (open != null) {
            stop(vertx.undeploy(open), configuration.settings().server().shutdownGrace());
        }
        stop(vertx.close(), Duration.ZERO);
        ledger.close(LEDGER_GRACE);
        blocking.shutdownNow();
        stores.close();
    }

    private static void stop(Future<?> stopping, Duration grace) {
        try {
            stopping.toCompletionStage()
                    .toCompletableFuture()
                    .get(grace.plus(STOP_PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("did not stop in order: {}", e.toString());
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new CannotStart(String.valueOf(cause.getMessage()), cause);
        }
    }
}

package dev.assayer.gateway;

import dev.assayer.gateway.openai.ApiError;
import dev.assayer.gateway.openai.ChatRequest;
import dev.assayer.gateway.openai.OutgoingBody;
import dev.assayer.ledger.DecisionIds;
import dev.assayer.provider.AnswerSink;
import dev.assayer.provider.Attempt;
import dev.assayer.provider.AttemptReport;
import dev.assayer.provider.Call;
import dev.assayer.provider.Outcome;
import dev.assayer.provider.UpstreamClient;
import dev.assayer.routing.Choice;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.scoring.Category;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request from its decision to the last byte of its answer: tries the candidates in order
/// until one answers, and relays that answer. Nothing is tried again once a byte of an answer was
/// passed on. Confined to one event loop.
final class Exchange implements AnswerSink {

    /// The decision that an exchange carries out.
    ///
    /// @param id the decision's id
    /// @param lineup what it was made on
    /// @param choice the candidates in order; empty if none is left
    /// @param category the request's category
    /// @param policy the policy's word, or `pinned`
    record Decided(
            long id, Lineup lineup, Choice choice, CategoryEstimate category, String policy) {}

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private static final CharSequence[] CATEGORY_VALUES =
            Arrays.stream(Category.values())
                    .map(category -> HttpHeaders.createOptimized(category.word()))
                    .toArray(CharSequence[]::new);

    private final GatewayParts parts;
    private final UpstreamClient upstream;
    private final ChatRequest request;
    private final HttpServerResponse response;
    private final Decided decided;
    private final long giveUpAtNanos;
    private final Failures failures = new Failures();

    private int next;
    private int attempts;
    private boolean wasResent;
    private long startedMillis;
    private @Nullable Attempt running;
    private @Nullable Runnable done;

    Exchange(
            GatewayParts parts,
            UpstreamClient upstream,
            HttpServerRequest http,
            ChatRequest request,
            Decided decided,
            long giveUpAtNanos) {
        this.parts = parts;
        this.upstream = upstream;
        this.request = request;
        this.response = http.response();
        this.decided = decided;
        this.giveUpAtNanos = giveUpAtNanos;
    }

    /// Answers with an error that the decision led to.
    void refuse(ApiError error) {
        putDecision();
        Responses.send(response, error);
    }

    /// Starts to try the candidates.
    ///
    /// @param whenDone called once, when the exchange is over
    void start(Runnable whenDone) {
        done = whenDone;
        response.closeHandler(_ -> onClientGone());
        attempt();
    }

    private Destination destination() {
        return decided.lineup().destination(decided.choice().order()[next]);
    }

    private void attempt() {
        Destination to = destination();
        startedMillis = parts.clock().millis();
        running =
                upstream.call(
                        new Call(
                                to.endpoint(),
                                OutgoingBody.of(request, to.modelJson()),
                                request.isStreamed(),
                                !request.includesUsage(),
                                giveUpAtNanos),
                        this,
                        this::onEnd);
    }

    private void onClientGone() {
        Attempt open = running;
        if (open != null) {
            open.abandon();
        }
    }

    private void onEnd(Attempt attempt) {
        running = null;
        Destination to = destination();
        Outcome outcome = attempt.outcome();
        parts.listener()
                .ended(
                        new AttemptReport(
                                decided.id(),
                                attempts,
                                to.offer(),
                                outcome,
                                startedMillis,
                                attempt.firstByteMicros(),
                                attempt.totalMicros(),
                                request.isStreamed()));
        attempts++;
        if (!outcome.mayFallBack()) {
            finish(outcome);
            return;
        }
        failures.add(to.offer(), outcome, attempt.said());
        if (response.closed()) {
            finish(outcome);
            return;
        }
        boolean hasTime = System.nanoTime() - giveUpAtNanos < 0;
        if (hasTime && attempt.wasDropped() && !wasResent) {
            wasResent = true;
            attempt();
        } else if (hasTime && next + 1 < decided.choice().order().length) {
            next++;
            wasResent = false;
            attempt();
        } else {
            putDecision();
            failures.retryAfter().ifPresent(wait -> response.putHeader("retry-after", wait));
            finish(outcome);
            Responses.send(response, failures.error(DecisionIds.format(decided.id())));
        }
    }

    private void finish(Outcome outcome) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "request decision={} category={} policy={} offer={} attempts={} result={}",
                    DecisionIds.format(decided.id()),
                    decided.category().category().word(),
                    decided.policy(),
                    destination().offerId(),
                    attempts,
                    outcome.word());
        }
        Runnable callback = done;
        done = null;
        if (callback != null) {
            callback.run();
        }
    }

    private void putDecision() {
        response.putHeader(Responses.DECISION, DecisionIds.format(decided.id()));
        response.putHeader(
                Responses.CATEGORY, CATEGORY_VALUES[decided.category().category().ordinal()]);
        response.putHeader(Responses.POLICY, decided.policy());
        if (!decided.choice().isEmpty()) {
            Destination to = destination();
            response.putHeader(Responses.PROVIDER, to.providerHeader());
            response.putHeader(Responses.MODEL, to.modelHeader());
            if (to.offer().sandbox()) {
                response.putHeader(Responses.SANDBOX, Responses.TRUE);
            }
        }
        int made = running == null ? attempts : attempts + 1;
        if (made > 1) {
            response.putHeader(Responses.ATTEMPTS, Integer.toString(made));
        }
    }

    // --- the relay

    @Override
    public void whole(int status, MultiMap headers, Buffer body) {
        putDecision();
        Responses.passOn(headers, response);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Responses.JSON)
                .end(body);
    }

    @Override
    public void rejected(int status, MultiMap headers, Buffer body, Optional<String> said) {
        putDecision();
        Responses.passOn(headers, response);
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith("application/json")) {
            Responses.json(response, status, body);
        } else {
            Responses.send(
                    response,
                    new ApiError(
                            status,
                            "provider_rejected",
                            null,
                            "Provider "
                                    + destination().offer().provider()
                                    + " refused the request with status "
                                    + status
                                    + said.map(reason -> ": " + reason)
                                            .orElse(" and gave no reason.")));
        }
    }

    @Override
    public void open(MultiMap headers) {
        putDecision();
        Responses.passOn(headers, response);
        response.putHeader(HttpHeaders.CONTENT_TYPE, Responses.EVENT_STREAM)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .setChunked(true);
    }

    @Override
    public boolean events(Buffer events) {
        response.write(events);
        return !response.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable resume) {
        response.drainHandler(_ -> resume.run());
    }

    @Override
    public void end() {
        response.end();
    }

    /// Says what happened in an error event, which SDKs raise, and then breaks the connection off
    /// without the last chunk, which any other HTTP client can tell from an end.
    @Override
    public void broken(Outcome outcome) {
        ApiError error =
                new ApiError(
                        502,
                        outcome.word(),
                        null,
                        "Provider "
                                + destination().offer().provider()
                                + " "
                                + outcome.clause()
                                + ". The answer above is not whole; send the request again. Decision "
                                + DecisionIds.format(decided.id())
                                + ".");
        response.write(error.event()).onComplete(_ -> response.reset());
    }
}

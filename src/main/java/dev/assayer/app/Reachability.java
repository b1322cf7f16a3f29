package dev.assayer.app;

import dev.assayer.provider.ModelListing;
import dev.assayer.provider.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks every provider for its models, to see whether it can be reached and takes the key.
public final class Reachability {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// What came of asking one provider.
    ///
    /// @param isReachable whether it answered with its models
    /// @param sentence for people
    public record Finding(boolean isReachable, String sentence) {}

    private Reachability() {}

    /// Asks all providers at once; blocks until each has answered or its time is over.
    public static Map<String, Finding> of(List<Upstream> upstreams) {
        Vertx vertx = Vertx.vertx();
        try (ModelListing listing = ModelListing.start(vertx, PATIENCE)) {
            var asked = new LinkedHashMap<String, Future<Finding>>();
            for (Upstream upstream : upstreams) {
                asked.put(
                        upstream.id(),
                        listing.of(Endpoints.of(upstream))
                                .map(models ->
                                        new Finding(true, "answers, " + models.size() + " models"))
                                .otherwise(cause ->
                                        new Finding(false, String.valueOf(cause.getMessage()))));
            }
            var all = new ArrayList<>(asked.values());
            Future.join(all).toCompletionStage().toCompletableFuture().join();
            var findings = new LinkedHashMap<String, Finding>();
            asked.forEach((id, future) -> findings.put(id, future.result()));
            return findings;
        } finally {
            vertx.close();
        }
    }
}

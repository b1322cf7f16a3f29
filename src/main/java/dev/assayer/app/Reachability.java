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
import java.util.function.Function;

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
        return ask(
                upstreams,
                listing ->
                        listing.map(models ->
                                        new Finding(true, "answers, " + models.size() + " models"))
                                .otherwise(cause ->
                                        new Finding(false, String.valueOf(cause.getMessage()))));
    }

    /// The models of those providers, by provider id; none of one that does not say. Blocks as
    /// [#of].
    static Map<String, List<String>> models(List<Upstream> upstreams) {
        return ask(upstreams, listing -> listing.otherwise(List.of()));
    }

    private static <T> Map<String, T> ask(
            List<Upstream> upstreams, Function<Future<List<String>>, Future<T>> reading) {
        if (upstreams.isEmpty()) {
            return Map.of();
        }
        Vertx vertx = Vertx.vertx();
        try (ModelListing listing = ModelListing.start(vertx, PATIENCE)) {
            var asked = new LinkedHashMap<String, Future<T>>();
            for (Upstream upstream : upstreams) {
                asked.put(upstream.id(), reading.apply(listing.of(Endpoints.of(upstream))));
            }
            Future.join(new ArrayList<>(asked.values()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            var answers = new LinkedHashMap<String, T>();
            asked.forEach((id, future) -> answers.put(id, future.result()));
            return answers;
        } finally {
            vertx.close();
        }
    }
}

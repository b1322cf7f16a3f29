package dev.assayer.evidence.pricelist;

import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Harvest;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.PerformanceRow;
import dev.assayer.evidence.Speed;
import dev.assayer.evidence.UnexpectedContent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/// The answers of OpenRouter's `/models/{id}/endpoints`: how fast each host of a model was in the
/// last half hour, in medians. `latency` is the time to the first token. Hosts are named by the
/// first half of their `tag` (`deepinfra/fp8`).
///
/// The documentation gives latencies in milliseconds, its examples look like seconds. Nobody waits
/// a hundred seconds for a first token at the median, and among all hosts of all models some take
/// longer than a hundred milliseconds: so the largest median decides the unit of all.
final class OpenRouterHosts {

    private static final double LEAST_MILLIS = 100;

    private OpenRouterHosts() {}

    /// Adds a line per host.
    static void addTo(List<Payload> payloads, Harvest harvest) {
        double largest = 0;
        for (Payload payload : payloads) {
            for (JsonNode endpoint : endpoints(payload)) {
                largest = Math.max(largest, median(endpoint, "latency_last_30m").orElse(0));
            }
        }
        double unit = largest >= LEAST_MILLIS ? 1_000 : 1;
        for (Payload payload : payloads) {
            String id = Fields.object(payload).path("data").path("id").asString("");
            int index = 0;
            for (JsonNode endpoint : endpoints(payload)) {
                String where = payload.name() + ": endpoint " + index++;
                harvest.line(() -> row(where, id, endpoint, unit, payload).ifPresent(harvest::add));
            }
        }
    }

    private static JsonNode endpoints(Payload payload) {
        JsonNode list = Fields.object(payload).path("data").path("endpoints");
        if (!list.isArray()) {
            throw new UnexpectedContent(
                    payload.name() + ": data.endpoints", list.toString(), "a list of hosts");
        }
        return list;
    }

    private static OptionalDouble median(JsonNode endpoint, String what) {
        double value = endpoint.path(what).path("p50").doubleValue(0);
        return value > 0 && Double.isFinite(value)
                ? OptionalDouble.of(value)
                : OptionalDouble.empty();
    }

    private static Optional<PerformanceRow> row(
            String where, String id, JsonNode endpoint, double unit, Payload payload) {
        String tag = endpoint.path("tag").asString(endpoint.path("provider_name").asString(""));
        if (tag.isBlank() || id.isBlank()) {
            throw new UnexpectedContent(
                    where + ": tag", endpoint.path("tag").toString(), "the name of a host");
        }
        OptionalDouble latency = median(endpoint, "latency_last_30m");
        var ttft =
                latency.isPresent()
                        ? Speed.Spread.ofMedian(latency.getAsDouble() / unit)
                        : Speed.Spread.UNKNOWN;
        OptionalDouble tokens = median(endpoint, "throughput_last_30m");
        var throughput =
                tokens.isPresent()
                        ? Speed.Spread.ofMedian(tokens.getAsDouble())
                        : Speed.Spread.UNKNOWN;
        var speed = new Speed(ttft, throughput, Speed.Spread.UNKNOWN);
        return speed.isKnown()
                ? Optional.of(
                        new PerformanceRow(
                                WrittenName.of(id),
                                Optional.of(tag.replaceFirst("/.*", "")),
                                speed,
                                payload.published().orElse(payload.fetched())))
                : Optional.empty();
    }
}

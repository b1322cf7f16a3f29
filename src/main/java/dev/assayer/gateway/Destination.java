package dev.assayer.gateway;

import dev.assayer.catalog.Offer;
import dev.assayer.provider.Endpoint;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/// Where an offer's requests go, with everything that is the same for each of them made ready.
final class Destination {

    private final Offer offer;
    private final Endpoint endpoint;
    private final String offerId;
    private final byte[] modelJson;
    private final CharSequence providerHeader;
    private final CharSequence modelHeader;

    Destination(Offer offer, Endpoint endpoint) {
        this.offer = offer;
        this.endpoint = endpoint;
        this.offerId = offer.id();
        this.modelJson =
                JsonMapper.shared()
                        .writeValueAsString(offer.upstreamModel())
                        .getBytes(StandardCharsets.UTF_8);
        this.providerHeader = HttpHeaders.createOptimized(offer.provider());
        this.modelHeader = HttpHeaders.createOptimized(offer.upstreamModel());
    }

    Offer offer() {
        return offer;
    }

    /// The offer's id.
    String offerId() {
        return offerId;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// The provider's name of the model as a JSON string.
    byte[] modelJson() {
        return modelJson;
    }

    CharSequence providerHeader() {
        return providerHeader;
    }

    CharSequence modelHeader() {
        return modelHeader;
    }
}

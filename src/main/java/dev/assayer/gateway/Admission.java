package dev.assayer.gateway;

import dev.assayer.gateway.openai.ChatRequest;
import dev.assayer.gateway.openai.ChatRequest.Hints;
import dev.assayer.gateway.openai.InvalidRequest;
import dev.assayer.routing.RoutingRequest;
import dev.assayer.routing.Target;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.Features;
import dev.assayer.routing.features.TokenEstimate;
import dev.assayer.routing.policy.Policy;
import dev.assayer.scoring.Category;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns what a caller sent into what routing decides on. Hints in headers win over those in the
/// body.
final class Admission {

    private static final CategoryEstimate NOT_CLASSIFIED = CategoryEstimate.nothing();

    private final GatewayParts parts;

    Admission(GatewayParts parts) {
        this.parts = parts;
    }

    /// Reads the model field and the hints, and takes the request's features.
    ///
    /// @param turn grows with every request
    /// @throws InvalidRequest for an unknown model, policy or category
    RoutingRequest read(HttpServerRequest http, ChatRequest request, Lineup lineup, long turn) {
        Hints hints = request.hints();
        Optional<Category> category =
                ModelField.category(first(http.getHeader("x-assayer-category"), hints.category()));
        String asked = request.model();
        boolean isAuto = ModelField.isAuto(asked);
        Policy policy =
                ModelField.policy(
                        asked,
                        isAuto,
                        first(http.getHeader("x-assayer-policy"), hints.policy()),
                        parts.settings().defaultPolicy());
        Target target = isAuto ? new Target.Auto() : ModelField.pinned(asked, lineup.table());
        return new RoutingRequest(
                target,
                policy,
                new Features(
                        estimate(request, category, isAuto),
                        TokenEstimate.ofJsonBytes(request.messageBytes()),
                        request.answerLimit(),
                        request.needs()),
                turn);
    }

    private CategoryEstimate estimate(
            ChatRequest request, Optional<Category> hint, boolean isAuto) {
        if (hint.isPresent()) {
            return CategoryEstimate.certain(hint.get(), CategoryEstimate.Basis.HINT);
        }
        return isAuto
                ? parts.features().estimate(request.lastUserText(), request.needs())
                : NOT_CLASSIFIED;
    }

    /// The caller's name for the conversation, if it gave one.
    static @Nullable String session(HttpServerRequest http, ChatRequest request) {
        return first(http.getHeader("x-assayer-session"), request.hints().session());
    }

    private static @Nullable String first(@Nullable String header, @Nullable String body) {
        return header != null ? header : body;
    }
}

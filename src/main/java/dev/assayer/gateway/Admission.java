package dev.assayer.gateway;

import dev.assayer.gateway.openai.ChatRequest;
import dev.assayer.gateway.openai.ChatRequest.Hints;
import dev.assayer.gateway.openai.Hint;
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

    /// A request as routing and the ledger take it.
    ///
    /// @param session the caller's name for the conversation, if it gave one
    record Admitted(RoutingRequest routing, @Nullable String session) {}

    /// Reads the model field and the hints, and takes the request's features.
    ///
    /// @param turn grows with every request
    /// @throws InvalidRequest for an unknown model, policy or category, or a hint that is too long
    Admitted read(HttpServerRequest http, ChatRequest request, Lineup lineup, long turn) {
        Hints hints = request.hints();
        Hint session = hint(http, "session", hints.session());
        requireKnown(hints);
        Optional<Category> category = ModelField.category(hint(http, "category", hints.category()));
        String asked = request.model();
        boolean isAuto = ModelField.isAuto(asked);
        Policy policy =
                ModelField.policy(
                        asked,
                        isAuto,
                        hint(http, "policy", hints.policy()),
                        parts.settings().defaultPolicy());
        Target target = isAuto ? new Target.Auto() : ModelField.pinned(asked, lineup.table());
        var routing =
                new RoutingRequest(
                        target,
                        policy,
                        new Features(
                                estimate(request, category, isAuto),
                                TokenEstimate.ofJsonBytes(request.messageBytes()),
                                request.answerLimit(),
                                request.needs()),
                        turn);
        return new Admitted(routing, session == null ? null : session.word());
    }

    /// The body's hints must be right even where headers go before them.
    private static void requireKnown(Hints hints) {
        String category = hints.category();
        if (category != null) {
            ModelField.category(new Hint("assayer.category", category));
        }
        String policy = hints.policy();
        if (policy != null) {
            ModelField.policy("assayer.policy", policy);
        }
    }

    /// The header's hint before the body's.
    private static @Nullable Hint hint(HttpServerRequest http, String name, @Nullable String body) {
        String header = http.getHeader("x-assayer-" + name);
        if (header != null) {
            return new Hint("x-assayer-" + name, header);
        }
        return body == null ? null : new Hint("assayer." + name, body);
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
}

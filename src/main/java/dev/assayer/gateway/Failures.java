package dev.assayer.gateway;

import dev.assayer.catalog.Offer;
import dev.assayer.gateway.openai.ApiError;
import dev.assayer.provider.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What went wrong with the candidates tried so far, and the error to answer with when there is
/// none left.
final class Failures {

    private record Failure(Offer offer, Outcome outcome, Optional<String> said) {

        String sentence() {
            String told =
                    "Provider "
                            + offer.provider()
                            + " ("
                            + offer.upstreamModel()
                            + ") "
                            + outcome.clause()
                            + said.map(words -> ": " + words).orElse("");
            return told.endsWith(".") ? told : told + ".";
        }
    }

    private final List<Failure> failures = new ArrayList<>(2);

    /// @param said what the provider itself said
    void add(Offer offer, Outcome outcome, Optional<String> said) {
        failures.add(new Failure(offer, outcome, said));
    }

    /// Seconds to wait, if the last failure named a time.
    Optional<String> retryAfter() {
        return failures.getLast().outcome() instanceof Outcome.RateLimited limited
                ? limited.retryAfterSeconds().map(seconds -> Long.toString(seconds))
                : Optional.empty();
    }

    /// The error: status and code of the last failure, a sentence for each.
    ApiError error(String decision) {
        Outcome last = failures.getLast().outcome();
        String sentences =
                failures.stream()
                        .map(Failure::sentence)
                        .distinct()
                        .collect(Collectors.joining(" "));
        return new ApiError(
                status(last),
                last.word(),
                null,
                sentences + " " + advice(last) + " Decision " + decision + ".");
    }

    private static int status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.RateLimited _ -> 429;
            case Outcome.TimedOut _ -> 504;
            case Outcome.Unauthorized _,
                    Outcome.NotFound _,
                    Outcome.ServerError _,
                    Outcome.Unreachable _,
                    Outcome.Malformed _,
                    Outcome.Broken _,
                    Outcome.Rejected _,
                    Outcome.ClientGone _,
                    Outcome.Success _ ->
                    502;
        };
    }

    private static String advice(Outcome outcome) {
        return switch (outcome) {
            case Outcome.RateLimited _ -> "Retry later, or use \"auto\" so that others can answer.";
            case Outcome.Unauthorized _ ->
                    "Check this provider's key and balance; ./assayer doctor shows where the key comes from.";
            case Outcome.NotFound _ ->
                    "Check the model's name and the provider's base URL in assayer.yaml.";
            case Outcome.TimedOut _ -> "Retry, or raise the deadline in assayer.yaml (deadlines).";
            case Outcome.Unreachable _ ->
                    "Check the provider's base URL and the network; ./assayer doctor tries it.";
            case Outcome.Malformed _ ->
                    "Check that the provider's base URL leads to an OpenAI-compatible API.";
            case Outcome.ServerError _,
                    Outcome.Broken _,
                    Outcome.Rejected _,
                    Outcome.ClientGone _,
                    Outcome.Success _ ->
                    "Retry in a moment.";
        };
    }
}

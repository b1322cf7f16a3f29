package dev.assayer.gateway;

import dev.assayer.gateway.openai.ApiError;
import dev.assayer.routing.Explanation;
import java.util.stream.Collectors;

/// The error for a request that no offer can take: says which constraint removed which candidate.
final class NothingLeft {

    private static final int MOST_NAMED = 12;

    private NothingLeft() {}

    static ApiError error(Explanation explanation) {
        int count = explanation.candidates().size();
        String reasons =
                explanation.candidates().stream()
                        .limit(MOST_NAMED)
                        .map(candidate -> candidate.offer().id() + " " + candidate.verdict())
                        .collect(Collectors.joining("; "));
        String message =
                count == 0
                        ? "No offer is configured. Set a provider's key or add one to assayer.yaml;"
                                + " ./assayer doctor shows how."
                        : "None of "
                                + count
                                + " offers can take this request: "
                                + reasons
                                + (count > MOST_NAMED
                                        ? "; and " + (count - MOST_NAMED) + " more."
                                        : ".");
        return ApiError.invalid("no_candidate", null, message);
    }
}

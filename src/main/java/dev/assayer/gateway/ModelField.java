package dev.assayer.gateway;

import dev.assayer.gateway.openai.ApiError;
import dev.assayer.gateway.openai.Hint;
import dev.assayer.gateway.openai.InvalidRequest;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.Target;
import dev.assayer.routing.policy.Policy;
import dev.assayer.scoring.Category;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/// What the `model` field and the hints mean: `auto`, `auto:policy`, or a model by name.
final class ModelField {

    private static final String AUTO = "auto";
    private static final String AUTO_WITH_POLICY = "auto:";
    private static final int MOST_SUGGESTIONS = 3;

    private ModelField() {}

    static boolean isAuto(String model) {
        return model.equals(AUTO) || model.startsWith(AUTO_WITH_POLICY);
    }

    /// The policy: the model's suffix before the hint before the default.
    ///
    /// @throws InvalidRequest for an unknown policy
    static Policy policy(String model, boolean isAuto, @Nullable Hint hint, Policy otherwise) {
        String word;
        String where;
        if (isAuto && model.length() > AUTO.length()) {
            word = model.substring(AUTO_WITH_POLICY.length());
            where = "model";
        } else if (hint != null) {
            word = hint.word();
            where = hint.origin();
        } else {
            return otherwise;
        }
        return policy(where, word);
    }

    /// The policy of that name.
    ///
    /// @param where the name stands
    /// @throws InvalidRequest for an unknown policy
    static Policy policy(String where, String word) {
        Optional<Policy> policy = Policy.find(word);
        if (policy.isEmpty()) {
            throw new InvalidRequest(
                    ApiError.invalid(
                            "unknown_policy",
                            where,
                            "The policy '"
                                    + shortened(word)
                                    + "' is unknown (expected: "
                                    + Arrays.stream(Policy.values())
                                            .map(Policy::word)
                                            .collect(Collectors.joining(", "))
                                    + ")."));
        }
        return policy.get();
    }

    /// The category that a hint names; empty without a hint.
    ///
    /// @throws InvalidRequest for an unknown category
    static Optional<Category> category(@Nullable Hint hint) {
        if (hint == null) {
            return Optional.empty();
        }
        Optional<Category> category =
                Category.find(hint.word()).filter(found -> found != Category.TOOLS);
        if (category.isEmpty()) {
            throw new InvalidRequest(
                    ApiError.invalid(
                            "unknown_category",
                            hint.origin(),
                            "The category '"
                                    + shortened(hint.word())
                                    + "' is unknown (expected: "
                                    + Category.ofText().stream()
                                            .map(Category::word)
                                            .collect(Collectors.joining(", "))
                                    + ")."));
        }
        return category;
    }

    /// The offers that a name fits.
    ///
    /// @throws InvalidRequest with the nearest names, if none does
    static Target pinned(String model, RoutingTable table) {
        if (table.knows(model)) {
            return new Target.Pinned(model);
        }
        throw new InvalidRequest(unknown(model, table));
    }

    /// What is said of a name that no offer has.
    static ApiError unknown(String model, RoutingTable table) {
        List<String> near = nearest(model, table);
        return new ApiError(
                404,
                "model_not_found",
                "model",
                "The model '"
                        + shortened(model)
                        + "' is not offered by any configured provider."
                        + (near.isEmpty() ? "" : " Nearest: " + String.join(", ", near) + ".")
                        + " GET /v1/models lists all; \"auto\" lets Assayer choose.");
    }

    private static List<String> nearest(String model, RoutingTable table) {
        String wanted = shortened(model);
        int most = Math.max(3, wanted.length() / 2);
        var distance = new LevenshteinDistance(most);
        record Near(String name, int distance) {}
        return table.names().stream()
                .map(name -> new Near(name, distance.apply(wanted, name)))
                .filter(near -> near.distance() >= 0)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(MOST_SUGGESTIONS)
                .map(Near::name)
                .toList();
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}

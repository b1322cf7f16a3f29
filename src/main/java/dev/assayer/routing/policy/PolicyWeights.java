package dev.assayer.routing.policy;

import dev.assayer.scoring.Category;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The weights of every policy, with exceptions per category; immutable.
public final class PolicyWeights {

    /// `balanced` follows the default weights of measured rankings (0.5 / 0.3 / 0.2); the others
    /// lean on one aim and keep the remaining two as tie breakers. Our choice, open to
    /// configuration.
    public static final PolicyWeights DEFAULT =
            new PolicyWeights(
                    Map.of(
                            Policy.QUALITY, new Weights(0.90, 0.05, 0.05),
                            Policy.BALANCED, new Weights(0.50, 0.30, 0.20),
                            Policy.ECONOMY, new Weights(0.30, 0.10, 0.60),
                            Policy.SPEED, new Weights(0.25, 0.65, 0.10)),
                    Map.of());

    private final Map<Policy, Weights> general;
    private final Map<Policy, Map<Category, Weights>> exceptions;

    /// @param general weights of each policy; every policy must be there
    /// @param exceptions weights of a policy for single categories
    public PolicyWeights(
            Map<Policy, Weights> general, Map<Policy, Map<Category, Weights>> exceptions) {
        this.general = new EnumMap<>(general);
        for (Policy policy : Policy.values()) {
            if (!this.general.containsKey(policy)) {
                throw new IllegalArgumentException(
                        "policy weights: " + policy.word() + " is missing");
            }
        }
        this.exceptions = new EnumMap<>(Policy.class);
        exceptions.forEach((policy, byCategory) -> {
            if (!byCategory.isEmpty()) {
                this.exceptions.put(policy, Map.copyOf(byCategory));
            }
        });
    }

    public Weights weights(Policy policy, Category category) {
        Weights exception = exceptions.getOrDefault(policy, Map.of()).get(category);
        return exception != null ? exception : Objects.requireNonNull(general.get(policy));
    }

    /// Weights of the policies where no exception applies.
    public Map<Policy, Weights> general() {
        return Map.copyOf(general);
    }

    /// Weights for single categories.
    public Map<Policy, Map<Category, Weights>> exceptions() {
        return Map.copyOf(exceptions);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyWeights that
                && general.equals(that.general)
                && exceptions.equals(that.exceptions);
    }

    @Override
    public int hashCode() {
        return 31 * general.hashCode() + exceptions.hashCode();
    }

    @Override
    public String toString() {
        return general + (exceptions.isEmpty() ? "" : " but " + exceptions);
    }
}

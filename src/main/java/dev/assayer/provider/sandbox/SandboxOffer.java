package dev.assayer.provider.sandbox;

import dev.assayer.catalog.ModelId;
import java.time.Duration;

/// A model of a sandbox provider.
///
/// @param model the name it answers to
/// @param as the catalogue's model that it stands in for, with that model's evidence and list price
/// @param firstByte time to the first token, made up to be plausible
/// @param tokensPerSecond pace behind it, likewise
public record SandboxOffer(String model, ModelId as, Duration firstByte, int tokensPerSecond) {

    public SandboxOffer {
        if (firstByte.isNegative() || tokensPerSecond <= 0) {
            throw new IllegalArgumentException(
                    "sandbox offer "
                            + model
                            + ": "
                            + firstByte
                            + ", "
                            + tokensPerSecond
                            + " tokens/s (expected: 0 or more, and more than 0)");
        }
    }
}

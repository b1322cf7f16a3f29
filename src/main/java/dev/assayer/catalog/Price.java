package dev.assayer.catalog;

import java.math.BigDecimal;

/// What an offer charges per token. Catalogues quote dollars per million tokens; here it is exact
/// money per token.
///
/// @param input per uncached input token
/// @param output per output token, reasoning tokens included
/// @param cachedInput per input token read from the provider's cache; equal to `input` where
///   nothing is published
public record Price(Usd input, Usd output, Usd cachedInput) {

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    public static final Price FREE = new Price(Usd.ZERO, Usd.ZERO, Usd.ZERO);

    public Price {
        if (input.picos() < 0 || output.picos() < 0 || cachedInput.picos() < 0) {
            throw new IllegalArgumentException(
                    "price: "
                            + input
                            + ", "
                            + output
                            + ", "
                            + cachedInput
                            + " (expected: 0 or more)");
        }
    }

    /// A price quoted in dollars per million tokens, without a discount for cached input.
    public static Price perMillion(BigDecimal input, BigDecimal output) {
        return perMillion(input, output, input);
    }

    /// A price quoted in dollars per million tokens.
    public static Price perMillion(BigDecimal input, BigDecimal output, BigDecimal cachedInput) {
        return new Price(perToken(input), perToken(output), perToken(cachedInput));
    }

    private static Usd perToken(BigDecimal perMillion) {
        return Usd.of(perMillion.movePointLeft(6));
    }

    /// What a request costs.
    ///
    /// @param inputTokens all input tokens, the cached ones included
    /// @param cachedTokens how many of them were read from the cache
    /// @param outputTokens output tokens, reasoning included
    public Usd cost(long inputTokens, long cachedTokens, long outputTokens) {
        return input.times(inputTokens - cachedTokens)
                .plus(cachedInput.times(cachedTokens))
                .plus(output.times(outputTokens));
    }

    public BigDecimal inputPerMillion() {
        return perMillion(input);
    }

    public BigDecimal outputPerMillion() {
        return perMillion(output);
    }

    public BigDecimal cachedInputPerMillion() {
        return perMillion(cachedInput);
    }

    /// Never with an exponent: thirty dollars are 30, not 3E+1.
    private static BigDecimal perMillion(Usd perToken) {
        BigDecimal exact = perToken.dollars().multiply(MILLION).stripTrailingZeros();
        return exact.setScale(Math.max(0, exact.scale()));
    }

    public boolean isFree() {
        return input.picos() == 0 && output.picos() == 0;
    }
}

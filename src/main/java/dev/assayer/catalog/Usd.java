package dev.assayer.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An exact amount of money in US dollars, held as a whole number of pico-dollars (10^-12): every
/// published price per million tokens with up to six decimals is a whole number of pico-dollars per
/// token, so a bill adds up without rounding. The largest amount is about 9.2 million dollars.
public record Usd(long picos) implements Comparable<Usd> {

    public static final Usd ZERO = new Usd(0);
    private static final int SCALE = 12;

    /// An amount in dollars; decimals beyond the twelfth are rounded half up.
    ///
    /// @throws ArithmeticException if it does not fit
    public static Usd of(BigDecimal dollars) {
        return new Usd(
                dollars.setScale(SCALE, RoundingMode.HALF_UP).unscaledValue().longValueExact());
    }

    public Usd plus(Usd other) {
        return new Usd(Math.addExact(picos, other.picos));
    }

    public Usd times(long count) {
        return new Usd(Math.multiplyExact(picos, count));
    }

    /// The exact amount in dollars, without trailing zeros.
    public BigDecimal dollars() {
        BigDecimal exact = BigDecimal.valueOf(picos, SCALE).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    @Override
    public int compareTo(Usd other) {
        return Long.compare(picos, other.picos);
    }

    @Override
    public String toString() {
        return dollars().toPlainString();
    }
}

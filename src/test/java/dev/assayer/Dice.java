package dev.assayer;

import java.util.List;
import java.util.function.Supplier;
import org.quicktheories.core.Gen;
import org.quicktheories.core.RandomnessSource;
import org.quicktheories.impl.Constraint;

/// Chance for property tests, in the words that generators are written in. QuickTheories shrinks
/// whatever is made of it.
public final class Dice {

    private final RandomnessSource source;

    private Dice(RandomnessSource source) {
        this.source = source;
    }

    /// A generator of whatever a function makes of the dice.
    public static <T> Gen<T> roll(java.util.function.Function<Dice, T> make) {
        return source -> make.apply(new Dice(source));
    }

    /// 0..bound-1, small ones preferred by shrinking.
    public int below(int bound) {
        return (int) source.next(Constraint.between(0, bound - 1));
    }

    public int between(int least, int most) {
        return least + below(most - least + 1);
    }

    public long anyLong() {
        return source.next(Constraint.none());
    }

    /// True once in so many times.
    public boolean oneIn(int times) {
        return below(times) == times - 1;
    }

    /// 0..1 in steps of a thousandth.
    public double share() {
        return below(1_001) / 1_000.0;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <T> T pick(T... choices) {
        return choices[below(choices.length)];
    }

    public <T> java.util.Optional<T> maybe(Supplier<T> make) {
        return oneIn(3) ? java.util.Optional.empty() : java.util.Optional.of(make.get());
    }
}

package dev.assayer.config;

import java.time.Duration;

/// What a setting may be, both ends included.
record Range<T extends Comparable<T>>(T least, T most) {

    boolean contains(T value) {
        return least.compareTo(value) <= 0 && value.compareTo(most) <= 0;
    }

    /// Passes the value on.
    ///
    /// @throws IllegalArgumentException naming the setting, if it is outside
    T require(String name, T value) {
        if (!contains(value)) {
            throw new IllegalArgumentException(
                    name + ": " + written(value) + " (expected: " + this + ")");
        }
        return value;
    }

    private static String written(Object value) {
        return value instanceof Duration duration
                ? DurationFormat.format(duration)
                : value.toString();
    }

    @Override
    public String toString() {
        return written(least) + ".." + written(most);
    }
}

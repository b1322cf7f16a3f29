package dev.assayer.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Makes decision ids: positive 63-bit numbers that grow with time, unique per node. From the top:
/// 41 bits of milliseconds since 2026-01-01T00:00Z (enough until 2095), 10 bits of node, 12 bits of
/// sequence, as in Twitter's Snowflake. So a range of time is a range of ids ([#firstAt(Instant)]).
///
/// Within one object ids grow strictly, whatever the clock does: when it steps back or a
/// millisecond's 4,096 ids are used up, numbering runs ahead of the clock until the clock has
/// caught up. Thread-safe, never blocks, allocates nothing.
public final class DecisionIds {

    /// Largest node number.
    public static final int MAX_NODE = 1023;

    private static final long EPOCH_MILLIS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int NODE_BITS = 10;
    private static final int SEQUENCE_BITS = 12;
    private static final int BELOW_TIME = NODE_BITS + SEQUENCE_BITS;
    private static final long SEQUENCE_MASK = (1 << SEQUENCE_BITS) - 1;

    private static final String PREFIX = "d_";

    /// Crockford's base 32, lower case: no i, l, o, u. https://www.crockford.com/base32.html
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int TEXT_DIGITS = 13;

    private final InstantSource clock;
    private final long node;

    /// Milliseconds since the epoch and sequence of the id made last, without the node.
    private final AtomicLong last;

    private DecisionIds(InstantSource clock, int node, long newest) {
        if (node < 0 || node > MAX_NODE) {
            throw new IllegalArgumentException(
                    "node: " + node + " (expected: 0.." + MAX_NODE + ")");
        }
        this.clock = clock;
        this.node = (long) node << SEQUENCE_BITS;
        this.last = new AtomicLong((newest >>> BELOW_TIME << SEQUENCE_BITS) | SEQUENCE_MASK);
    }

    /// Ids above all that a store holds already, so that a clock set back between two runs repeats
    /// none.
    ///
    /// @param node tells apart the processes that write to one store, 0..[#MAX_NODE]
    /// @param newest the largest id handed out before; 0 if there is none
    /// @throws IllegalArgumentException for a node outside its range
    public static DecisionIds after(long newest, InstantSource clock, int node) {
        return new DecisionIds(clock, node, newest);
    }

    /// A new id, larger than all that this object made before.
    public long next() {
        while (true) {
            long previous = last.get();
            long now = Math.max(0, clock.millis() - EPOCH_MILLIS) << SEQUENCE_BITS;
            long next = Math.max(previous + 1, now);
            if (last.compareAndSet(previous, next)) {
                return (next >>> SEQUENCE_BITS << BELOW_TIME) | node | (next & SEQUENCE_MASK);
            }
        }
    }

    /// The smallest id that can be made at that time: ids made earlier are smaller, later ones are
    /// not.
    public static long firstAt(Instant time) {
        return Math.max(0, time.toEpochMilli() - EPOCH_MILLIS) << BELOW_TIME;
    }

    /// The id for people and headers: `d_` and 13 digits of Crockford's base 32 in lower case.
    /// Texts sort as ids do.
    ///
    /// @param id 0 or more
    public static String format(long id) {
        if (id < 0) {
            throw new IllegalArgumentException("decision id: " + id + " (expected: 0 or more)");
        }
        var text = new StringBuilder(PREFIX.length() + TEXT_DIGITS).append(PREFIX);
        for (int shift = 5 * (TEXT_DIGITS - 1); shift >= 0; shift -= 5) {
            text.append(DIGITS.charAt((int) (id >>> shift) & 31));
        }
        return text.toString();
    }

    /// Reads [#format(long)] back. As Crockford asks of a reader, upper case counts as lower, o as
    /// 0, i and l as 1.
    ///
    /// @throws IllegalArgumentException for anything else
    public static long parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.startsWith(PREFIX) || lower.length() != PREFIX.length() + TEXT_DIGITS) {
            throw malformed(text);
        }
        long id = 0;
        for (int i = PREFIX.length(); i < lower.length(); i++) {
            int digit =
                    switch (lower.charAt(i)) {
                        case 'o' -> 0;
                        case 'i', 'l' -> 1;
                        default -> DIGITS.indexOf(lower.charAt(i));
                    };
            // The first digit holds the top three of 63 bits.
            if (digit < 0 || (i == PREFIX.length() && digit > 7)) {
                throw malformed(text);
            }
            id = (id << 5) | digit;
        }
        return id;
    }

    private static IllegalArgumentException malformed(String text) {
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
        return new IllegalArgumentException(
                "decision id: '"
                        + shown
                        + "' (expected: d_ and 13 letters or digits, such as "
                        + format(firstAt(Instant.parse("2026-11-21T12:00:00Z")))
                        + ")");
    }
}

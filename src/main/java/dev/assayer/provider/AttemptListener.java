package dev.assayer.provider;

/// Hears of every attempt's end, on the event loop that ran it: must not block.
@FunctionalInterface
public interface AttemptListener {

    void ended(AttemptReport report);
}

package dev.assayer.evidence;

/// What it takes to ask a source. Immutable.
public sealed interface Access {

    /// Anybody may ask.
    record Open() implements Access {}

    /// A key in the environment.
    ///
    /// @param variable name of the environment variable that holds it
    /// @param required whether the source answers without it; where it does, the key raises its
    ///   limits
    /// @param where how to get one, one line with an address
    /// @param dailyRequests most requests a day (UTC) that its terms allow; 0 where they name no
    ///   number
    record Key(String variable, boolean required, String where, int dailyRequests)
            implements Access {}

    /// Files that the user keeps on this machine.
    ///
    /// @param setting the configuration key that says where
    record OwnFiles(String setting) implements Access {}

    /// Most requests a day; 0 for any number.
    default int allowedRequests() {
        return switch (this) {
            case Open _, OwnFiles _ -> 0;
            case Key key -> key.dailyRequests();
        };
    }
}

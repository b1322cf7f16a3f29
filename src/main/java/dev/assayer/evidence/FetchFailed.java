package dev.assayer.evidence;

/// A file could not be had; becomes a [SourceFailure.Unreachable].
public final class FetchFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String address;
    private final String problem;
    private final boolean wasSent;

    public FetchFailed(String address, String problem) {
        this(address, problem, true);
    }

    private FetchFailed(String address, String problem, boolean wasSent) {
        super(address + ": " + problem);
        this.address = address;
        this.problem = problem;
        this.wasSent = wasSent;
    }

    /// Of a request that never left this machine: nobody counts it against a budget.
    public static FetchFailed unsent(String address, String problem) {
        return new FetchFailed(address, problem, false);
    }

    /// Whether the request may have reached somebody.
    public boolean wasSent() {
        return wasSent;
    }

    public SourceFailure.Unreachable toFailure(String source) {
        return new SourceFailure.Unreachable(source, address, problem);
    }
}

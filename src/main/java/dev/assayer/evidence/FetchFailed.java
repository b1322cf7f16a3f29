package dev.assayer.evidence;

/// A file could not be had; becomes a [SourceFailure.Unreachable].
public final class FetchFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String address;
    private final String problem;

    public FetchFailed(String address, String problem) {
        super(address + ": " + problem);
        this.address = address;
        this.problem = problem;
    }

    public SourceFailure.Unreachable toFailure(String source) {
        return new SourceFailure.Unreachable(source, address, problem);
    }
}

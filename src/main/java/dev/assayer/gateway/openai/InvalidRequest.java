package dev.assayer.gateway.openai;

/// A request body that cannot be accepted; carries the error to answer with.
public final class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    public InvalidRequest(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public ApiError error() {
        return error;
    }
}

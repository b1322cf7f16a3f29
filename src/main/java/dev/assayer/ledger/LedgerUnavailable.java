package dev.assayer.ledger;

/// The ledger's store cannot be read or written now. The message says why and what helps.
public final class LedgerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}

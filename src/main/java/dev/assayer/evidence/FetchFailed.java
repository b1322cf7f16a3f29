package dev.assayer.evidence;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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

    /// Of what the system says of a file or a connection, in words.
    public static FetchFailed because(String address, Throwable cause) {
        return new FetchFailed(address, words(cause));
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return switch (cause) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "access denied";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            case UnknownHostException _ -> "no such host";
            case HttpTimeoutException _, SocketTimeoutException _ -> "no answer in time";
            case ConnectException _ when message == null -> "connection refused";
            default ->
                    message == null ? "failed (" + cause.getClass().getSimpleName() + ")" : message;
        };
    }

    public SourceFailure.Unreachable toFailure(String source) {
        return new SourceFailure.Unreachable(source, address, problem);
    }
}

package dev.assayer.cli;

import dev.assayer.admin.Replay;
import dev.assayer.app.CannotStart;
import dev.assayer.config.BadConfiguration;
import dev.assayer.ledger.LedgerUnavailable;
import dev.assayer.storage.sql.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Tells people what went wrong in a sentence where we know one; anything else is a defect and
/// shows its stack trace.
final class Failures implements IExecutionExceptionHandler {

    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;

    @Override
    public int handleExecutionException(
            Exception thrown, CommandLine commandLine, ParseResult parsed) throws Exception {
        Integer code =
                switch (thrown) {
                    case BadConfiguration _, BadUsage _ -> BAD_USAGE;
                    case CannotStart _,
                            StorageFailure _,
                            LedgerUnavailable _,
                            Replay.NotReplayable _,
                            IOException _,
                            UncheckedIOException _ ->
                            FAILED;
                    default -> throw thrown;
                };
        commandLine.getErr().println(message(thrown));
        return code;
    }

    /// What the system says of files is little more than their name.
    private static String message(Exception thrown) {
        Throwable cause = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
        return switch (cause) {
            case NoSuchFileException missing ->
                    missing.getFile() + ": there is no such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": access denied";
            case NotDirectoryException file -> file.getFile() + ": is no directory";
            case null, default -> String.valueOf(thrown.getMessage());
        };
    }
}

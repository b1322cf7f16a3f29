package dev.assayer.app;

import dev.assayer.admin.SyncJson;
import dev.assayer.config.Configuration;
import dev.assayer.evidence.sync.SyncOrder;
import dev.assayer.evidence.sync.SyncQueue;
import dev.assayer.evidence.sync.SyncReport;
import dev.assayer.evidence.sync.Visit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries out syncs by `assayer sync` in a process of its own, so that reading some twenty sources
/// takes neither heap nor processor from the requests under way: the same program on the same home,
/// with lower priority where the system lets it. Thread-safe; one sync at a time.
final class SyncProcess implements SyncQueue.Work, AutoCloseable {

    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final List<String> KEPT_OPTIONS =
            List.of("-X", "--enable-native-access", "--sun-misc-unsafe", "--add-");
    private static final long PATIENCE_SECONDS = 10;

    private final Configuration configuration;
    private @Nullable Process running; // guarded by this
    private boolean isClosed; // guarded by this

    SyncProcess(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public SyncReport run(SyncOrder order, Consumer<Visit> progress) {
        Process process = start(order);
        var reader = new SyncJson.Reader(progress);
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.line(line);
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the sync's process cannot be read", e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the sync was interrupted", e);
        }
        return reader.report()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "the sync's process ended without a report, exit code "
                                        + (process.isAlive() ? "none" : process.exitValue())));
    }

    private synchronized Process start(SyncOrder order) {
        if (isClosed) {
            throw new IllegalStateException("the sync was interrupted");
        }
        try {
            Process process =
                    new ProcessBuilder(command(order))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            running = process;
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("the sync's process cannot be started", e);
        }
    }

    private List<String> command(SyncOrder order) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> KEPT_OPTIONS.stream().anyMatch(option::startsWith))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.assayer.Main", "sync", "--json"));
        command.addAll(List.of("--home", configuration.settings().home().toString()));
        configuration.files().stream()
                .filter(file -> !file.endsWith(".env"))
                .findFirst()
                .ifPresent(file -> command.addAll(List.of("--config", file.toString())));
        order.sources().stream()
                .sorted()
                .forEach(source -> command.addAll(List.of("--source", source)));
        if (order.force()) {
            command.add("--force");
        }
        if (order.accept()) {
            command.add("--accept");
        }
        return command;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        Process process = running;
        if (process != null) {
            process.destroy();
        }
    }
}

package dev.assayer.cli;

import dev.assayer.app.Assayer;
import dev.assayer.config.Configuration;
import dev.assayer.config.Settings;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.SourceState;
import dev.assayer.provider.ProviderPreset;
import dev.assayer.provider.Upstream;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `assayer serve`: runs the gateway until it is told to stop.
@Command(name = "serve", description = "Runs the gateway.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where to listen (ASSAYER_PORT; default: 8001; 0 takes a free one).")
    private @Nullable String port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "On which address (ASSAYER_HOST; default: 127.0.0.1).")
    private @Nullable String host;

    @Override
    public Integer call() throws InterruptedException {
        Assayer assayer = start();
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(() -> {
                                    assayer.close();
                                    stopped.countDown();
                                }));
        greet(assayer);
        stopped.await();
        return 0;
    }

    /// Starts the gateway as the options say. The evidence is read while the configuration is.
    Assayer start() {
        var bundled =
                CompletableFuture.supplyAsync(BundledEvidence::load, Thread::startVirtualThread);
        Map<String, String> flags = new LinkedHashMap<>();
        if (port != null) {
            flags.put("server.port", port);
        }
        if (host != null) {
            flags.put("server.host", host);
        }
        Configuration configuration = options.load(flags);
        LogLevel.apply(configuration.settings().log().level());
        return Assayer.start(configuration, bundled);
    }

    /// Tells where it listens and what to try.
    void greet(Assayer assayer) {
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        Settings settings = assayer.settings();
        String host = settings.server().host();
        String address =
                "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + assayer.port();
        out.println("Assayer listens on " + address + "/v1");
        out.println("  providers  " + providers(assayer));
        assayer.discovery().problems().forEach(problem -> out.println("  not used   " + problem));
        out.println("  offers     " + assayer.offers());
        assayer.standing()
                .doubts(assayer.upstreams())
                .forEach(doubt -> out.println("  check      " + doubt));
        out.println("  evidence   " + evidence(assayer));
        out.println("  home       " + settings.home());
        if (assayer.upstreams().stream().anyMatch(upstream -> upstream.provider().sandbox())) {
            out.println();
            out.println(
                    "These are sandbox providers: routing is real, every answer is canned. For real answers set one of");
            out.println("  " + variables(assayer.discovery().missing()));
        }
        out.println();
        out.println("Try");
        out.println(
                "  curl "
                        + address
                        + "/v1/chat/completions -H 'content-type: application/json' \\");
        out.println(
                "    -d '{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Explain merge sort\"}]}'");
        out.println("  ./assayer route \"Explain merge sort\"      why that model");
        out.println("  ./assayer rank coding                     the rankings behind it");
        out.println(
                "  ./assayer doctor                          what is configured, and what is missing");
        out.flush();
    }

    private static String providers(Assayer assayer) {
        List<Upstream> upstreams = assayer.upstreams();
        return upstreams.isEmpty()
                ? "none (set a key, or sandbox: on)"
                : upstreams.stream()
                        .map(upstream -> upstream.id() + " (" + upstream.origin() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String evidence(Assayer assayer) {
        List<SourceState> sources = assayer.standing().snapshot().sources();
        String newest =
                sources.stream()
                        .map(SourceState::contentDate)
                        .max(Comparator.naturalOrder())
                        .map(LocalDate::toString)
                        .orElse("none");
        return assayer.standing().snapshot().observations().size()
                + " observations of "
                + assayer.standing().snapshot().catalog().models().size()
                + " models, newest of "
                + newest
                + ", snapshot "
                + assayer.standing().snapshot().hash().substring(0, 12);
    }

    private static String variables(List<ProviderPreset> missing) {
        return missing.stream()
                .map(preset -> preset.variables().getFirst())
                .collect(Collectors.joining(" "));
    }
}

package dev.assayer.app;

import dev.assayer.catalog.BaseUrl;
import dev.assayer.provider.Upstream;
import dev.assayer.provider.sandbox.SandboxOffer;
import dev.assayer.provider.sandbox.SandboxProvider;
import dev.assayer.provider.sandbox.SandboxServer;
import dev.assayer.provider.sandbox.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Runs the bundled sandbox providers.
final class SandboxProviders {

    /// Where a sandbox provider would be if it ran: for commands that only look.
    private static final BaseUrl NOWHERE = BaseUrl.parse("http://127.0.0.1:1/v1");

    private SandboxProviders() {}

    /// Starts all of them, each on a free port of 127.0.0.1.
    static Future<List<Upstream>> start(Vertx vertx, InstantSource clock) {
        return Future.all(
                        SandboxProvider.bundled().stream()
                                .map(provider -> start(vertx, provider, clock))
                                .toList())
                .map(all -> all.<Upstream>list());
    }

    /// The same providers without servers.
    static List<Upstream> notRunning() {
        return SandboxProvider.bundled().stream().map(provider -> provider.at(NOWHERE)).toList();
    }

    private static Future<Upstream> start(
            Vertx vertx, SandboxProvider provider, InstantSource clock) {
        Map<String, Script> pace =
                provider.offers().stream()
                        .collect(
                                Collectors.toMap(
                                        SandboxOffer::model,
                                        offer ->
                                                new Script.Answer(
                                                        offer.firstByte(),
                                                        offer.tokensPerSecond())));
        return SandboxServer.start(
                        vertx,
                        provider.id(),
                        List.copyOf(pace.keySet()),
                        request -> pace.getOrDefault(request.model(), new Script.Hangup()),
                        clock)
                .map(server -> provider.at(new BaseUrl(server.baseUrl())));
    }
}

package dev.assayer.cli;

import dev.assayer.app.EvidenceSync;
import dev.assayer.app.Installation;
import dev.assayer.app.Reachability;
import dev.assayer.app.Stores;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.sync.SourceStatus;
import dev.assayer.provider.ProviderPreset;
import dev.assayer.provider.Upstream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `assayer doctor`: what is configured, reachable, stale and missing.
@Command(
        name = "doctor",
        description =
                "Shows what is configured, reachable and stale, and where to get the keys that are missing; exits with 1 if a configured provider cannot be used.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--offline", description = "Do not ask the providers.")
    private boolean offline;

    @Override
    public Integer call() {
        Installation installation = Installation.open(options.load());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        files(installation, out);
        boolean isWell = providers(installation, out);
        evidence(installation, out);
        out.flush();
        return isWell ? 0 : 1;
    }

    private void files(Installation installation, PrintWriter out) {
        out.println("Configuration");
        List<Path> files = installation.configuration().files();
        out.println(
                "  files      "
                        + (files.isEmpty()
                                ? "none; defaults and environment only"
                                : String.join(", ", files.stream().map(Path::toString).toList())));
        out.println("  home       " + installation.configuration().settings().home());
        out.println(
                "  offers     "
                        + (offline ? installation.knownTable() : installation.table()).size());
        out.println();
    }

    private boolean providers(Installation installation, PrintWriter out) {
        out.println("Providers");
        List<Upstream> upstreams = installation.discovery().upstreams();
        Map<String, Reachability.Finding> findings =
                offline ? Map.of() : Reachability.of(upstreams);
        boolean isWell = installation.discovery().problems().isEmpty();
        for (Upstream upstream : upstreams) {
            Reachability.Finding finding = findings.get(upstream.id());
            isWell &= finding == null || finding.isReachable();
            out.printf(
                    "  %-12s %-45s %s%n",
                    upstream.id(),
                    upstream.provider().baseUrl().uri() + " from " + upstream.origin(),
                    finding == null ? "not asked" : finding.sentence());
        }
        if (upstreams.isEmpty()) {
            out.println("  none of your own; the sandbox providers answer, with canned text");
        }
        installation.discovery().problems().forEach(each -> out.println("  not used: " + each));
        List<String> doubts = installation.standing().doubts(upstreams);
        isWell &= doubts.isEmpty();
        doubts.forEach(each -> out.println("  check: " + each));
        out.println();
        out.println("Not configured, and where to get a key");
        for (ProviderPreset preset : installation.discovery().missing()) {
            out.printf(
                    "  %-12s %-20s %s%n",
                    preset.id(), String.join(", ", preset.variables()), preset.keysAt());
        }
        out.println();
        return isWell;
    }

    private static void evidence(Installation installation, PrintWriter out) {
        Snapshot inForce = installation.standing().snapshot();
        out.println("Evidence, snapshot " + inForce.hash().substring(0, 12));
        Path home = installation.configuration().settings().home();
        try (Stores stores = Stores.open(home)) {
            for (SourceStatus status :
                    new EvidenceSync(installation.configuration(), stores).statuses(inForce)) {
                if (status.state().isPresent() || status.problem().isPresent()) {
                    out.printf(
                            "  %-18s %-12s %s%s%n",
                            status.source().id(),
                            status.standing().word(),
                            status.state()
                                    .map(state ->
                                            state.observations()
                                                    + " lines used, content of "
                                                    + state.contentDate())
                                    .orElse(""),
                            status.problem().map(problem -> "; " + problem).orElse(""));
                }
            }
        }
        out.println(
                "  ./assayer sources shows more, ./assayer sync asks the sources now; old evidence counts on, with wider intervals.");
    }
}

package dev.assayer.cli;

import dev.assayer.app.Installation;
import dev.assayer.catalog.Capability;
import dev.assayer.routing.Explanation;
import dev.assayer.routing.ExplanationJson;
import dev.assayer.routing.Health;
import dev.assayer.routing.RoutingRequest;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.Target;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.Features;
import dev.assayer.routing.features.TokenEstimate;
import dev.assayer.routing.policy.Policy;
import dev.assayer.scoring.Category;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `assayer route`: explains where a prompt would go, and sends it nowhere. It knows nothing of
/// live traffic; `POST /v1/route` on a running gateway does.
@Command(
        name = "route",
        description = "Explains where a prompt would go, and sends it nowhere.",
        mixinStandardHelpOptions = true)
final class RouteCommand implements Callable<Integer> {

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PROMPT", description = "What the user says.")
    private String prompt = "";

    @Option(names = "--model", description = "As in a request (default: ${DEFAULT-VALUE}).")
    private String model = "auto";

    @Option(names = "--category", description = "Names the category instead of recognising it.")
    private @Nullable String category;

    @Option(names = "--policy", description = "quality, balanced, economy or speed.")
    private @Nullable String policy;

    @Option(
            names = "--needs",
            split = ",",
            description = "tools, structured_output, images, audio or reasoning.")
    private Set<String> needs = Set.of();

    @Option(names = "--json", description = "The whole explanation as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Installation installation = Installation.open(options.load());
        RoutingTable table = installation.table();
        RoutingRequest request = request(installation, table);
        Health health = Health.unknown(table.size());
        Explanation explanation = Explanation.of(request, table, health);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(
                    JsonMapper.shared()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(
                                    ExplanationJson.of(explanation, table.spec(), health.hash())));
        } else {
            out.print(ExplanationText.of(explanation, table.spec()));
        }
        out.flush();
        return explanation.choice().isEmpty() ? 1 : 0;
    }

    private RoutingRequest request(Installation installation, RoutingTable table) {
        Set<Capability> wanted =
                needs.stream().map(RouteCommand::capability).collect(Collectors.toSet());
        boolean isAuto = model.equals("auto") || model.startsWith("auto:");
        if (!isAuto && !table.knows(model)) {
            throw new BadUsage(
                    "--model: '" + model + "' is not offered (./assayer models lists all)");
        }
        CategoryEstimate estimate =
                category != null
                        ? CategoryEstimate.certain(ofText(category), CategoryEstimate.Basis.HINT)
                        : isAuto
                                ? installation.features().estimate(prompt, wanted)
                                : CategoryEstimate.nothing();
        return new RoutingRequest(
                isAuto ? new Target.Auto() : new Target.Pinned(model),
                policy(installation),
                new Features(estimate, TokenEstimate.ofText(prompt), 0, wanted),
                0);
    }

    private Policy policy(Installation installation) {
        String word = model.startsWith("auto:") ? model.substring("auto:".length()) : policy;
        if (word == null) {
            return installation.configuration().settings().routing().defaultPolicy();
        }
        return Policy.find(word)
                .orElseThrow(() ->
                        new BadUsage(
                                "policy: '"
                                        + word
                                        + "' (expected: "
                                        + Arrays.stream(Policy.values())
                                                .map(Policy::word)
                                                .collect(Collectors.joining(", "))
                                        + ")"));
    }

    private static Capability capability(String word) {
        try {
            return Capability.parse(word);
        } catch (IllegalArgumentException e) {
            throw new BadUsage("--needs: " + e.getMessage());
        }
    }

    /// A category that a request can have: `tools` is an ability beside it.
    private static Category ofText(String word) {
        return named(word, Category.ofText());
    }

    /// A category by its word.
    static Category named(String word) {
        return named(word, List.of(Category.values()));
    }

    private static Category named(String word, List<Category> among) {
        return Category.find(word)
                .filter(among::contains)
                .orElseThrow(() ->
                        new BadUsage(
                                "category: '"
                                        + word
                                        + "' (expected: "
                                        + among.stream()
                                                .map(Category::word)
                                                .collect(Collectors.joining(", "))
                                        + ")"));
    }
}

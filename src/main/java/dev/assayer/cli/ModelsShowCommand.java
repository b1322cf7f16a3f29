package dev.assayer.cli;

import dev.assayer.admin.ModelScoresJson;
import dev.assayer.app.Installation;
import dev.assayer.app.Standing;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.NameMatch;
import dev.assayer.catalog.NameMatcher;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.catalog.Variant;
import dev.assayer.catalog.WrittenName;
import dev.assayer.scoring.Ranking;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `assayer models show M`: everything about one model.
@Command(
        name = "show",
        description =
                "Shows everything about one model: names, offers, scores with what they are made of, speed.",
        mixinStandardHelpOptions = true)
final class ModelsShowCommand implements Callable<Integer> {

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            description =
                    "An id such as openai/gpt-5 or openai/gpt-5@high, or another name of the model.")
    private String name = "";

    @Option(names = "--json", description = "JSON, as GET /models/{id}/scores gives it.")
    private boolean json;

    @Override
    public Integer call() {
        Installation installation = Installation.open(options.load());
        Standing standing = installation.standing();
        Variant variant = variant(standing);
        List<Offer> offers = installation.knownTable().spec().offers();
        Ranking ranking =
                Ranking.of(
                        standing.snapshot(),
                        standing.scores(),
                        offers,
                        Optional.empty(),
                        RankCommand.terms(installation));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(
                    ModelScoresJson.of(
                                    standing.snapshot(),
                                    standing.scores(),
                                    ranking,
                                    variant,
                                    standing.asOf())
                            .toPrettyString());
        } else {
            out.print(ModelText.of(standing, ranking, offers, variant));
        }
        out.flush();
        return 0;
    }

    /// The model's id, else whatever the matcher takes the name for.
    private Variant variant(Standing standing) {
        Optional<Variant> byId = parsed(name).filter(one -> isKnown(standing, one.model()));
        if (byId.isPresent()) {
            return byId.get();
        }
        var matcher =
                new NameMatcher(
                        standing.snapshot().catalog().models().values(), ReviewedAliases.bundled());
        return matcher.match(WrittenName.of(name))
                .map(NameMatch::variant)
                .orElseThrow(() ->
                        new BadUsage(
                                "models show: '"
                                        + name
                                        + "' is no model of the catalogue (expected: an id such as "
                                        + like(standing)
                                        + ")"));
    }

    private static Optional<Variant> parsed(String text) {
        try {
            return Optional.of(Variant.parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isKnown(Standing standing, ModelId model) {
        return standing.snapshot().catalog().model(model).isPresent();
    }

    /// Some ids that share the beginning of the last part of the name.
    private String like(Standing standing) {
        String word = name.substring(name.lastIndexOf('/') + 1).toLowerCase(java.util.Locale.ROOT);
        String begin = word.substring(0, Math.min(4, word.length()));
        List<String> some =
                standing.snapshot().catalog().models().values().stream()
                        .map(Model::id)
                        .filter(id -> id.name().startsWith(begin))
                        .map(ModelId::value)
                        .limit(5)
                        .toList();
        return some.isEmpty()
                ? "openai/gpt-5; ./assayer rank --all --csv lists them"
                : String.join(", ", some);
    }
}

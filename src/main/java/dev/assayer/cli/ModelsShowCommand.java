package dev.assayer.cli;

import dev.assayer.admin.ModelScoresJson;
import dev.assayer.app.Installation;
import dev.assayer.app.Standing;
import dev.assayer.catalog.ModelFinder;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.Variant;
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

    private Variant variant(Standing standing) {
        var finder = new ModelFinder(standing.snapshot().catalog());
        return finder.find(name)
                .orElseThrow(() ->
                        new BadUsage(
                                "models show: '"
                                        + name
                                        + "' is no model of the catalogue"
                                        + finder.suggestions(name)
                                        + "; ./assayer rank --all --csv lists them"));
    }
}

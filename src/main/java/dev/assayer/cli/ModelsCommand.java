package dev.assayer.cli;

import dev.assayer.app.Installation;
import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Offer;
import dev.assayer.routing.RoutingTable;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Score;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `assayer models`: what can be asked for.
@Command(
        name = "models",
        description =
                "Lists what can be asked for: every offer, the model that it is, price, limits, and its general score.",
        subcommands = ModelsShowCommand.class,
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {

    private static final String ROW = "%-44s %-40s %9s %9s %9s %-12s %s%n";

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Installation installation = Installation.open(options.load());
        RoutingTable table = installation.table();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf(ROW, "offer", "model", "$/M in", "$/M out", "context", "general", "can");
        for (Offer offer : sorted(table.spec().offers())) {
            out.printf(
                    ROW,
                    offer.id(),
                    offer.variant().map(Object::toString).orElse("unknown")
                            + (offer.sandbox() ? " (sandbox)" : ""),
                    offer.price().map(price -> price.inputPerMillion().toPlainString()).orElse("-"),
                    offer.price()
                            .map(price -> price.outputPerMillion().toPlainString())
                            .orElse("-"),
                    offer.limits().contextTokens() == 0
                            ? "-"
                            : Integer.toString(offer.limits().contextTokens()),
                    table.score(table.indexOf(offer.id()), Category.GENERAL)
                            .map(ModelsCommand::score)
                            .orElse("no evidence"),
                    offer.limits().capabilities().stream()
                            .sorted()
                            .map(Capability::word)
                            .collect(Collectors.joining(" ")));
        }
        out.flush();
        return 0;
    }

    private static List<Offer> sorted(List<Offer> offers) {
        return offers.stream().sorted(Comparator.comparing(Offer::id)).toList();
    }

    private static String score(Score score) {
        return String.format(
                Locale.ROOT, "%.1f +-%.1f", score.value(), (score.high() - score.low()) / 2);
    }
}

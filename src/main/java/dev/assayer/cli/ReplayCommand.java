package dev.assayer.cli;

import dev.assayer.admin.DecisionView;
import dev.assayer.admin.Replay;
import dev.assayer.app.Scorings;
import dev.assayer.app.Stores;
import dev.assayer.config.Configuration;
import dev.assayer.ledger.DecisionIds;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `assayer replay`: makes a recorded decision again and says whether it comes out the same.
@Command(
        name = "replay",
        description =
                "Makes a recorded decision again from what it was made on; exits with 0 if it comes out the same, 1 if not.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The decision's id: header x-assayer-decision.")
    private String id = "";

    @Option(names = "--json", description = "The decision with its explanation as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        long number;
        try {
            number = DecisionIds.parse(id);
        } catch (IllegalArgumentException e) {
            throw new BadUsage(String.valueOf(e.getMessage()));
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Configuration configuration = options.load();
        try (Stores stores = Stores.open(configuration.settings().home())) {
            Replay.Replayed replayed =
                    new Replay(
                                    stores.ledger(),
                                    stores.snapshots(),
                                    Scorings.of(configuration.settings().scoring(), stores.fits()))
                            .replay(number)
                            .orElseThrow(() ->
                                    new BadUsage(
                                            "The ledger in "
                                                    + stores.file()
                                                    + " has no decision "
                                                    + id
                                                    + "."));
            if (json) {
                out.println(
                        JsonMapper.shared()
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(DecisionView.of(replayed)));
            } else {
                out.print(ExplanationText.of(replayed.explanation(), replayed.table()));
                out.println();
                if (replayed.isSame()) {
                    out.println(
                            "Same: "
                                    + id
                                    + " comes out as recorded, "
                                    + replayed.decided().chosen()
                                    + ".");
                } else {
                    out.println("Different: " + id);
                    replayed.differences().forEach(each -> out.println("  " + each));
                }
            }
            out.flush();
            return replayed.isSame() ? 0 : 1;
        }
    }
}

package dev.assayer.cli;

import dev.assayer.admin.SnapshotDiff;
import dev.assayer.admin.SnapshotDiff.Change;
import dev.assayer.admin.SnapshotDiff.Moved;
import dev.assayer.admin.SnapshotDiff.Place;
import dev.assayer.app.Installation;
import dev.assayer.app.Scorings;
import dev.assayer.app.Standing;
import dev.assayer.app.Stores;
import dev.assayer.catalog.Variant;
import dev.assayer.config.Configuration;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotStore;
import dev.assayer.scoring.ScoringMethod;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `assayer diff`: what changed from one snapshot of the evidence to another.
@Command(
        name = "diff",
        description =
                "Compares two snapshots of the evidence: models that appeared, disappeared or were re-pointed, ranks that moved and by which evidence, routes that would change. Without arguments: the last two.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

    private static final int NAMES = 40;
    private static final int CHANGES = 3;
    private static final double LEAST_WEIGHT = 0.01;

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();
    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..2",
            paramLabel = "SNAPSHOT",
            description =
                    "Hash of a snapshot or its first eight digits, 'current' or 'bundled'; before first.")
    private List<String> asked = List.of();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "Compare ranks up to N (default: ${DEFAULT-VALUE}).")
    private int top = 20;

    @Option(names = "--list", description = "List the snapshots that are kept instead.")
    private boolean list;

    @Override
    public Integer call() {
        Configuration configuration = options.load();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Stores stores = Stores.open(configuration.settings().home())) {
            if (list) {
                stores.snapshots()
                        .list()
                        .forEach(kept -> out.println(kept.hash() + "  " + kept.storedAt()));
                out.flush();
                return 0;
            }
            List<Snapshot> two = two(stores.snapshots());
            Installation installation = Installation.open(configuration);
            ScoringMethod scoring = Scorings.of(configuration.settings().scoring(), stores.fits());
            SnapshotDiff.Side before = side(two.getFirst(), scoring, installation);
            SnapshotDiff.Side after = side(two.getLast(), scoring, installation);
            SnapshotDiff diff = SnapshotDiff.of(before, after, top);
            out.println(
                    "From snapshot "
                            + two.getFirst().hash().substring(0, 12)
                            + " to "
                            + two.getLast().hash().substring(0, 12));
            print(diff, out);
            String credits = credits(diff, before).and(credits(diff, after)).text();
            out.print(credits.isEmpty() ? "" : "\n" + credits);
            out.flush();
            return 0;
        }
    }

    private static SnapshotDiff.Side side(
            Snapshot snapshot, ScoringMethod scoring, Installation installation) {
        Standing then = Standing.of(snapshot, scoring, installation.standing().asOf());
        return new SnapshotDiff.Side(snapshot, then.scores(), installation.knownTable(then));
    }

    private List<Snapshot> two(SnapshotStore store) {
        if (asked.size() == 2) {
            return List.of(find(store, asked.get(0)), find(store, asked.get(1)));
        }
        if (asked.size() == 1) {
            return List.of(find(store, asked.get(0)), find(store, "current"));
        }
        List<SnapshotStore.Kept> kept = store.list();
        if (kept.size() < 2) {
            throw new BadUsage(
                    "There is only one snapshot here yet (expected: two; ./assayer sync makes one when a source has news)");
        }
        return List.of(find(store, kept.get(1).hash()), find(store, kept.get(0).hash()));
    }

    private static Snapshot find(SnapshotStore store, String name) {
        Optional<Snapshot> found =
                switch (name) {
                    case "current" -> store.current();
                    case "bundled" -> Optional.of(BundledEvidence.load());
                    default -> store.find(name);
                };
        return found.orElseThrow(() ->
                new BadUsage(
                        "'"
                                + name
                                + "' is no snapshot kept here (expected: current, bundled, a hash or its first eight digits; --list shows them)"));
    }

    private static void print(SnapshotDiff diff, PrintWriter out) {
        names("Evidence for the first time", diff.appeared(), out);
        names("No evidence any more", diff.disappeared(), out);
        out.println();
        out.println("Names that mean another model now: " + diff.repointed().size());
        diff.repointed()
                .forEach(one ->
                        out.printf(
                                "  %s '%s': %s, was %s%n",
                                one.source(), one.written(), one.after(), one.before()));
        out.println();
        out.println("Ranks that moved: " + diff.moved().size());
        for (Moved moved : diff.moved()) {
            out.printf(
                    "  %-17s %-44s %s -> %s%s%n",
                    moved.category().word(),
                    moved.variant(),
                    place(moved.before()),
                    place(moved.after()),
                    changes(moved.evidence()));
        }
        out.println();
        out.println("Routes that would change, by category and policy: " + diff.rerouted().size());
        diff.rerouted()
                .forEach(one ->
                        out.printf(
                                "  %-17s %-9s %s -> %s%n",
                                one.category().word(),
                                one.policy().word(),
                                one.before().orElse("nothing"),
                                one.after().orElse("nothing")));
    }

    /// Of the scores that moved and of the figures that moved them.
    private static Credits credits(SnapshotDiff diff, SnapshotDiff.Side side) {
        var ids = new HashSet<String>();
        for (Moved moved : diff.moved()) {
            moved.evidence().forEach(change -> ids.add(change.source()));
            side.scores().contributions(moved.variant(), moved.category()).stream()
                    .filter(one -> one.weight() >= LEAST_WEIGHT)
                    .forEach(one -> ids.add(one.observation().source()));
        }
        return Credits.of(side.snapshot(), ids);
    }

    private static void names(String what, List<Variant> variants, PrintWriter out) {
        out.println();
        out.println(what + ": " + variants.size());
        variants.stream().limit(NAMES).forEach(variant -> out.println("  " + variant));
        if (variants.size() > NAMES) {
            out.println("  and " + (variants.size() - NAMES) + " more");
        }
    }

    private static String place(Optional<Place> place) {
        return place.map(at ->
                        String.format(Locale.ROOT, "%d (%.1f)", at.rank(), at.score().value()))
                .orElse("none");
    }

    private static String changes(List<Change> changes) {
        if (changes.isEmpty()) {
            return "  others' evidence moved";
        }
        return changes.stream()
                .limit(CHANGES)
                .map(change ->
                        change.benchmark()
                                + " "
                                + value(change.before())
                                + "->"
                                + value(change.after()))
                .collect(
                        Collectors.joining(
                                ", ",
                                "  by ",
                                changes.size() > CHANGES
                                        ? " and " + (changes.size() - CHANGES) + " more"
                                        : ""));
    }

    private static String value(OptionalDouble value) {
        return value.isEmpty()
                ? "none"
                : String.format(
                        Locale.ROOT,
                        Math.abs(value.getAsDouble()) > 10 ? "%.0f" : "%.3f",
                        value.getAsDouble());
    }
}

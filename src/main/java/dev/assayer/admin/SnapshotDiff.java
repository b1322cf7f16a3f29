package dev.assayer.admin;

import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Snapshot;
import dev.assayer.routing.Choice;
import dev.assayer.routing.Health;
import dev.assayer.routing.Router;
import dev.assayer.routing.RoutingRequest;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.Target;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.Features;
import dev.assayer.routing.policy.Policy;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Contribution;
import dev.assayer.scoring.Ranking;
import dev.assayer.scoring.RankingRow;
import dev.assayer.scoring.Score;
import dev.assayer.scoring.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What changed from one snapshot to another, and what that does to rankings and routes. Immutable.
///
/// @param appeared variants that have evidence only after
/// @param disappeared variants that had evidence only before
/// @param repointed names of sources that mean another variant now
/// @param moved variants whose rank changed, the largest moves first within each category
/// @param rerouted requests that would go elsewhere
public record SnapshotDiff(
        List<Variant> appeared,
        List<Variant> disappeared,
        List<Repointed> repointed,
        List<Moved> moved,
        List<Rerouted> rerouted) {

    /// Tokens of the prompt by which routes are compared, and of its answer.
    private static final int USUAL_TOKENS = 500;

    public SnapshotDiff {
        appeared = List.copyOf(appeared);
        disappeared = List.copyOf(disappeared);
        repointed = List.copyOf(repointed);
        moved = List.copyOf(moved);
        rerouted = List.copyOf(rerouted);
    }

    /// A snapshot with what it amounts to.
    ///
    /// @param snapshot the evidence
    /// @param scores of it
    /// @param table the user's offers, scored by it
    public record Side(Snapshot snapshot, Scores scores, RoutingTable table) {}

    /// A name that means another variant now.
    public record Repointed(String source, String written, Variant before, Variant after) {}

    /// A variant whose rank changed.
    ///
    /// @param before its rank and score; empty where it had none
    /// @param after its rank and score; empty where it has none
    /// @param evidence what changed about it, the weightiest first
    public record Moved(
            Category category,
            Variant variant,
            Optional<Place> before,
            Optional<Place> after,
            List<Change> evidence) {

        public Moved {
            evidence = List.copyOf(evidence);
        }

        private int distance() {
            return before.isEmpty() || after.isEmpty()
                    ? 0
                    : Math.abs(before.get().rank() - after.get().rank());
        }

        private int best() {
            int first = before.map(Place::rank).orElse(Integer.MAX_VALUE);
            return Math.min(first, after.map(Place::rank).orElse(Integer.MAX_VALUE));
        }
    }

    /// A place in a ranking.
    public record Place(int rank, Score score) {}

    /// An observation that is new, gone or another.
    ///
    /// @param before value in the benchmark's unit; empty for a new one
    /// @param after value in the benchmark's unit; empty for one that is gone
    /// @param weight its share of the score's weight, before or after, whichever is larger
    public record Change(
            String benchmark,
            String source,
            OptionalDouble before,
            OptionalDouble after,
            double weight) {}

    /// A request that would go elsewhere: of that category, under that policy, some 500 tokens
    /// long.
    ///
    /// @param before id of the first offer tried; empty for none
    /// @param after id of the first offer tried; empty for none
    public record Rerouted(
            Policy policy, Category category, Optional<String> before, Optional<String> after) {}

    /// Compares two snapshots.
    ///
    /// @param within only ranks up to this one, before or after, are compared
    public static SnapshotDiff of(Side before, Side after, int within) {
        var appeared = new TreeSet<>(after.scores().variants());
        appeared.removeAll(before.scores().variants());
        var disappeared = new TreeSet<>(before.scores().variants());
        disappeared.removeAll(after.scores().variants());
        return new SnapshotDiff(
                List.copyOf(appeared),
                List.copyOf(disappeared),
                repointed(before.snapshot(), after.snapshot()),
                moved(before, after, within),
                rerouted(before.table(), after.table()));
    }

    private static List<Repointed> repointed(Snapshot before, Snapshot after) {
        Map<String, Map<String, Set<Variant>>> old = meanings(before);
        Map<String, Map<String, Set<Variant>>> now = meanings(after);
        var repointed = new ArrayList<Repointed>();
        now.forEach((source, names) ->
                names.forEach((written, variants) -> {
                    Set<Variant> was =
                            old.getOrDefault(source, Map.of()).getOrDefault(written, Set.of());
                    if (was.size() == 1 && variants.size() == 1 && !was.equals(variants)) {
                        repointed.add(
                                new Repointed(
                                        source,
                                        written,
                                        was.iterator().next(),
                                        variants.iterator().next()));
                    }
                }));
        return repointed;
    }

    /// By source and written name: the variants that it stood for.
    private static Map<String, Map<String, Set<Variant>>> meanings(Snapshot snapshot) {
        return snapshot.observations().stream()
                .collect(
                        Collectors.groupingBy(
                                Observation::source,
                                TreeMap::new,
                                Collectors.groupingBy(
                                        Observation::writtenName,
                                        TreeMap::new,
                                        Collectors.mapping(
                                                Observation::variant, Collectors.toSet()))));
    }

    private static List<Moved> moved(Side before, Side after, int within) {
        var moved = new ArrayList<Moved>();
        for (Category category : Category.values()) {
            Map<Variant, Place> old = places(before, category);
            Map<Variant, Place> now = places(after, category);
            var variants = new TreeSet<>(old.keySet());
            variants.addAll(now.keySet());
            var here = new ArrayList<Moved>();
            for (Variant variant : variants) {
                Optional<Place> was = Optional.ofNullable(old.get(variant));
                Optional<Place> is = Optional.ofNullable(now.get(variant));
                boolean isHigh =
                        was.filter(place -> place.rank() <= within).isPresent()
                                || is.filter(place -> place.rank() <= within).isPresent();
                boolean hasMoved = !was.map(Place::rank).equals(is.map(Place::rank));
                if (isHigh && hasMoved) {
                    here.add(
                            new Moved(
                                    category,
                                    variant,
                                    was,
                                    is,
                                    changes(before, after, variant, category)));
                }
            }
            here.sort(
                    Comparator.comparingInt(Moved::distance)
                            .reversed()
                            .thenComparingInt(Moved::best));
            moved.addAll(here);
        }
        return moved;
    }

    private static Map<Variant, Place> places(Side side, Category category) {
        Map<Variant, Place> places = new HashMap<>();
        Ranking ranking =
                Ranking.of(side.snapshot(), side.scores(), List.of(), Optional.of(category));
        for (RankingRow row : ranking.rows()) {
            OptionalInt rank = row.rank();
            Optional<Variant> variant = row.contender().variant();
            if (rank.isPresent() && variant.isPresent() && row.standing().isPresent()) {
                places.put(variant.get(), new Place(rank.getAsInt(), row.standing().get().score()));
            }
        }
        return places;
    }

    private static List<Change> changes(
            Side before, Side after, Variant variant, Category category) {
        Map<String, Contribution> old = contributions(before, variant, category);
        Map<String, Contribution> now = contributions(after, variant, category);
        var keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        var changes = new ArrayList<Change>();
        for (String key : keys) {
            Contribution was = old.get(key);
            Contribution is = now.get(key);
            OptionalDouble from = value(was);
            OptionalDouble to = value(is);
            if (!from.equals(to)) {
                Observation one = Objects.requireNonNull(is == null ? was : is).observation();
                changes.add(
                        new Change(
                                one.benchmark(),
                                one.source(),
                                from,
                                to,
                                Math.max(
                                        was == null ? 0 : was.weight(),
                                        is == null ? 0 : is.weight())));
            }
        }
        changes.sort(Comparator.comparingDouble(Change::weight).reversed());
        return changes;
    }

    private static OptionalDouble value(@Nullable Contribution one) {
        return one == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(one.observation().measure().value());
    }

    private static Map<String, Contribution> contributions(
            Side side, Variant variant, Category category) {
        return side.scores().contributions(variant, category).stream()
                .collect(
                        Collectors.toMap(
                                one ->
                                        one.observation().benchmark()
                                                + " "
                                                + one.observation().variant(),
                                one -> one,
                                (first, _) -> first));
    }

    private static List<Rerouted> rerouted(RoutingTable before, RoutingTable after) {
        var rerouted = new ArrayList<Rerouted>();
        for (Policy policy : Policy.values()) {
            for (Category category : Category.ofText()) {
                Optional<String> was = first(before, policy, category);
                Optional<String> is = first(after, policy, category);
                if (!was.equals(is)) {
                    rerouted.add(new Rerouted(policy, category, was, is));
                }
            }
        }
        return rerouted;
    }

    private static Optional<String> first(RoutingTable table, Policy policy, Category category) {
        Choice choice =
                Router.choose(
                        new RoutingRequest(
                                new Target.Auto(),
                                policy,
                                new Features(
                                        CategoryEstimate.certain(
                                                category, CategoryEstimate.Basis.HINT),
                                        USUAL_TOKENS,
                                        USUAL_TOKENS,
                                        Set.of()),
                                0),
                        table,
                        Health.unknown(table.size()));
        return choice.isEmpty()
                ? Optional.empty()
                : Optional.of(table.spec().offers().get(choice.order()[0]).id());
    }
}

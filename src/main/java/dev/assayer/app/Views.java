package dev.assayer.app;

import dev.assayer.admin.EvidenceView;
import dev.assayer.scoring.ScoringMethod;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The evidence in force as each scoring method sees it, on the day of its standing. A view is
/// worked out when it is first asked for, once, whoever else asks meanwhile waits for it; one that
/// fails is tried again by the next who asks. There are no more of them than methods, and they go
/// with the standing. Thread-safe; asking may block.
final class Views {

    private final Standing standing;
    private final Function<String, Optional<ScoringMethod>> methods;
    private final Map<String, EvidenceView> byMethod = new ConcurrentHashMap<>();

    /// @param methods finds a method by its name
    Views(Standing standing, Function<String, Optional<ScoringMethod>> methods) {
        this.standing = standing;
        this.methods = methods;
    }

    Standing standing() {
        return standing;
    }

    /// The view of a method; empty for the name of none.
    Optional<EvidenceView> of(String name) {
        // Several names can mean one method.
        return methods.apply(name)
                .map(method -> byMethod.computeIfAbsent(method.id(), _ -> view(method)));
    }

    private EvidenceView view(ScoringMethod method) {
        Standing scored =
                method.id().equals(standing.scoring().id())
                        ? standing
                        : Standing.of(standing.snapshot(), method, standing.asOf());
        return new EvidenceView(
                scored.snapshot(), scored.scores(), scored.scoring().id(), scored.asOf());
    }
}

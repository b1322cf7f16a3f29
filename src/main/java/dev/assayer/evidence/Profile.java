package dev.assayer.evidence;

import dev.assayer.catalog.WrittenName;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/// What the user's own file says of one model; the layered view judges by it which categories a
/// model is meant for.
///
/// @param name the model's id in that file
/// @param displayName for people
/// @param provider who serves it, as the file says
/// @param contextTokens context window; empty when not said
/// @param costs US dollars per thousand tokens; empty when not said
/// @param latencyMillis average time to an answer; empty when not said
/// @param openSource whether its weights are open; empty when not said
/// @param tags free words such as `programming`
/// @param apiAlias the name that the provider's API takes; empty when not said
/// @param capabilities from a word such as `math` to 0..1
/// @param date of the file's content
public record Profile(
        WrittenName name,
        String displayName,
        Optional<String> provider,
        OptionalInt contextTokens,
        Optional<Costs> costs,
        OptionalDouble latencyMillis,
        Optional<Boolean> openSource,
        List<String> tags,
        Optional<String> apiAlias,
        Map<String, Double> capabilities,
        LocalDate date) {

    public Profile {
        tags = List.copyOf(tags);
        capabilities = Map.copyOf(new TreeMap<>(capabilities));
    }

    /// @param inPer1k US dollars per thousand input tokens
    /// @param outPer1k US dollars per thousand output tokens
    public record Costs(BigDecimal inPer1k, BigDecimal outPer1k) {}
}

package dev.assayer.admin;

import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.Makeup;
import dev.assayer.scoring.RankingColumn;
import dev.assayer.scoring.RankingFilter;
import dev.assayer.scoring.RankingRow;
import dev.assayer.scoring.RankingRow.Standing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A ranking as JSON: the fields of a row in their order, absent ones null, then whether score and
/// overall score are partial and what a score of a view is made of.
public final class RankingJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private RankingJson() {}

    /// A ranking with the credits that its sources ask for.
    ///
    /// @param rows in their order
    /// @param snapshot that they come from
    /// @param method id of the scoring method
    /// @param asOf the day on which ages were judged
    /// @param filter that the rows passed
    public static ObjectNode of(
            List<RankingRow> rows,
            Snapshot snapshot,
            String method,
            LocalDate asOf,
            RankingFilter filter) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("object", "list");
        root.put("method", method);
        root.put("snapshot", snapshot.hash());
        root.put("as_of", asOf.toString());
        root.set("filters", filters(filter));
        ArrayNode data = root.putArray("data");
        Set<String> sources = new TreeSet<>();
        for (RankingRow row : rows) {
            data.add(row(row));
            sources.addAll(row.credited());
        }
        ObjectNode attributions = root.putObject("attributions");
        Credits.of(snapshot, sources).bySource().forEach(attributions::put);
        return root;
    }

    /// Those in force, by the names of their parameters, so that an empty list says why.
    private static ObjectNode filters(RankingFilter filter) {
        ObjectNode node = MAPPER.createObjectNode();
        if (filter.availableOnly()) {
            node.put("available", true);
        }
        filter.maxPrice().ifPresent(most -> node.put("max_price", most));
        filter.minContext().ifPresent(least -> node.put("min_context", least));
        filter.minQuality().ifPresent(least -> node.put("min_quality_index", least));
        filter.speed().ifPresent(slowest -> node.put("speed_tier", slowest.word()));
        if (filter.openWeightsOnly()) {
            node.put("open_weights", true);
        }
        return node;
    }

    /// One row.
    public static ObjectNode row(RankingRow row) {
        ObjectNode node = MAPPER.createObjectNode();
        for (RankingColumn column : RankingColumn.ALL) {
            put(node, column.name(), column.value().apply(row).orElse(null));
        }
        if (row.standing().isPresent()) {
            node.put("partial", row.isPartial());
        } else {
            node.putNull("partial");
        }
        if (row.merits().composite().overall().isPresent()) {
            node.put("overall_partial", row.merits().composite().partial());
        } else {
            node.putNull("overall_partial");
        }
        row.standing()
                .flatMap(Standing::makeup)
                .ifPresent(makeup -> node.set("made_of", makeup(makeup)));
        return node;
    }

    static ObjectNode makeup(Makeup makeup) {
        ObjectNode node = MAPPER.createObjectNode();
        ArrayNode parts = node.putArray("parts");
        for (Makeup.Part part : makeup.parts()) {
            ObjectNode one = parts.addObject();
            one.put("name", part.name());
            one.put("points", number(part.points()));
            one.put("weight", part.weight());
            one.put("how", part.how());
        }
        ArrayNode factors = node.putArray("factors");
        for (Makeup.Factor factor : makeup.factors()) {
            ObjectNode one = factors.addObject();
            one.put("name", factor.name());
            one.put("value", number(factor.value()));
            one.put("how", factor.how());
        }
        return node;
    }

    static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? rounded(value.getAsDouble()) : null;
    }

    static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        switch (value) {
            case null -> node.putNull(name);
            case BigDecimal number -> node.put(name, number);
            case Integer number -> node.put(name, number);
            case Boolean flag -> node.put(name, flag);
            case List<?> words -> {
                ArrayNode list = node.putArray(name);
                words.forEach(word -> list.add(word.toString()));
            }
            default -> node.put(name, value.toString());
        }
    }
}

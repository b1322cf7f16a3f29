package dev.assayer.scoring;

import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Snapshot;
import dev.assayer.scoring.RankingRow.Availability;
import dev.assayer.scoring.RankingRow.Contender;
import dev.assayer.scoring.RankingRow.Standing;
import dev.assayer.scoring.view.Composite;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// A ranking as text for a terminal: a table for each category, columns aligned by blanks.
public final class RankingTable {

    private static final String BLANK = "-";
    private static final String GAP = "  ";
    private static final String BORROWED = "~";
    private static final String PARTIAL = "*";
    private static final String LEGEND =
            BORROWED + " no evidence in this category: borrowed from related ones";
    private static final String PARTIAL_LEGEND =
            PARTIAL
                    + " partial: without what is missing, be it figures of speed, a price or a part of the score";

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("#", true, RankingTable::rank),
                    new Column("model", false, RankingTable::model),
                    new Column("provider", false, RankingTable::provider),
                    new Column("score", true, RankingTable::value),
                    new Column("90% interval", true, RankingTable::interval),
                    new Column("conf", true, RankingTable::confidence),
                    new Column(
                            "obs",
                            true,
                            row -> score(row, s -> Integer.toString(s.observations()))),
                    new Column("overall", true, RankingTable::overall),
                    new Column("speed", false, RankingTable::speed),
                    new Column("per $", false, RankingTable::efficiency),
                    new Column("$/M in", true, row -> dollars(row, Price::inputPerMillion)),
                    new Column("$/M out", true, row -> dollars(row, Price::outputPerMillion)),
                    new Column("context", true, RankingTable::context),
                    new Column(
                            "evidence",
                            false,
                            row ->
                                    score(
                                            row,
                                            s ->
                                                    s.newest()
                                                            .map(LocalDate::toString)
                                                            .orElse(BLANK))));

    private RankingTable() {}

    /// The whole text with the credits of its sources, each line ended by LF; empty without rows.
    ///
    /// @param snapshot that the rows come from
    public static String text(List<RankingRow> rows, Snapshot snapshot) {
        var text = new StringBuilder();
        int start = 0;
        while (start < rows.size()) {
            Category category = rows.get(start).category();
            int end = start;
            while (end < rows.size() && rows.get(end).category() == category) {
                end++;
            }
            if (start > 0) {
                text.append('\n');
            }
            text.append(category.word()).append('\n');
            append(rows.subList(start, end), text);
            start = end;
        }
        if (rows.stream().anyMatch(RankingTable::isBorrowed)) {
            text.append(LEGEND).append('\n');
        }
        if (rows.stream().anyMatch(row -> row.isPartial() || isOverallPartial(row))) {
            text.append(PARTIAL_LEGEND).append('\n');
        }
        var credited = new HashSet<String>();
        rows.forEach(row -> credited.addAll(row.credited()));
        text.append(Credits.of(snapshot, credited).text());
        return text.toString();
    }

    private static void append(List<RankingRow> rows, StringBuilder text) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(COLUMNS.stream().map(Column::title).toList());
        for (RankingRow row : rows) {
            lines.add(COLUMNS.stream().map(column -> column.cell().apply(row)).toList());
        }
        int[] widths = new int[COLUMNS.size()];
        for (List<String> line : lines) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], line.get(c).length());
            }
        }
        for (List<String> line : lines) {
            var padded = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String blanks = " ".repeat(widths[c] - line.get(c).length());
                padded.append(c == 0 ? "" : GAP)
                        .append(
                                COLUMNS.get(c).toTheRight()
                                        ? blanks + line.get(c)
                                        : line.get(c) + blanks);
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
    }

    private static String rank(RankingRow row) {
        return row.rank().isPresent() ? Integer.toString(row.rank().getAsInt()) : BLANK;
    }

    private static String model(RankingRow row) {
        return row.contender().variant().map(Variant::toString).orElse(row.contender().modelName());
    }

    private static String provider(RankingRow row) {
        Contender contender = row.contender();
        String name = contender.provider().orElse(BLANK);
        return contender.availability() == Availability.SANDBOX ? name + " (sandbox)" : name;
    }

    private static String score(RankingRow row, Function<Score, String> text) {
        return row.standing().map(standing -> text.apply(standing.score())).orElse(BLANK);
    }

    private static String value(RankingRow row) {
        return score(
                row,
                score ->
                        (score.borrowed() ? BORROWED : "")
                                + one(score.value())
                                + (row.isPartial() ? PARTIAL : ""));
    }

    private static String interval(RankingRow row) {
        return row.standing().flatMap(RankingRow.Standing::makeup).isPresent()
                ? BLANK
                : score(row, score -> one(score.low()) + " - " + one(score.high()));
    }

    private static String overall(RankingRow row) {
        OptionalDouble overall = row.merits().composite().overall();
        return overall.isPresent()
                ? one(overall.getAsDouble()) + (isOverallPartial(row) ? PARTIAL : "")
                : BLANK;
    }

    private static boolean isOverallPartial(RankingRow row) {
        Composite composite = row.merits().composite();
        return composite.overall().isPresent() && composite.partial();
    }

    private static String speed(RankingRow row) {
        return row.merits().speedTier().map(SpeedTier::word).orElse(BLANK);
    }

    private static String efficiency(RankingRow row) {
        return row.merits().costEfficiency().map(CostEfficiency::word).orElse(BLANK);
    }

    private static String confidence(RankingRow row) {
        return row.standing()
                .map(standing -> String.format(Locale.ROOT, "%.2f", standing.confidence()))
                .orElse(BLANK);
    }

    private static String dollars(RankingRow row, Function<Price, BigDecimal> component) {
        return row.quote()
                .map(quote -> component.apply(quote.price()).toPlainString())
                .orElse(BLANK);
    }

    private static String context(RankingRow row) {
        return row.contender().contextTokens().isPresent()
                ? String.format(Locale.ROOT, "%,d", row.contender().contextTokens().getAsInt())
                : BLANK;
    }

    private static boolean isBorrowed(RankingRow row) {
        Optional<Standing> standing = row.standing();
        return standing.isPresent() && standing.get().score().borrowed();
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private record Column(String title, boolean toTheRight, Function<RankingRow, String> cell) {}
}

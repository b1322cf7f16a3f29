package dev.assayer.scoring;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.scoring.RankingRow.Contender;
import dev.assayer.scoring.RankingRow.Quote;
import dev.assayer.scoring.RankingRow.Standing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A ranking as CSV (RFC 4180, LF): what is absent is an empty field, never 0; several sources are
/// separated by `|`.
public final class RankingCsv {

    /// The columns, in this order.
    public static final List<String> COLUMNS =
            List.of(
                    "model_id",
                    "model_name",
                    "provider",
                    "effort",
                    "rank",
                    "category",
                    "score",
                    "low",
                    "high",
                    "confidence",
                    "observations",
                    "source_count",
                    "price_per_million_input",
                    "price_per_million_output",
                    "context_length",
                    "is_free",
                    "open_weights",
                    "benchmark_data_updated_at",
                    "pricing_data_updated_at",
                    "last_updated",
                    "sources");

    private RankingCsv() {}

    /// Writes header and rows.
    ///
    /// @throws UncheckedIOException if `out` fails
    public static void write(List<RankingRow> rows, Appendable out) {
        var text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            writer.writeRecord(COLUMNS);
            for (RankingRow row : rows) {
                writer.writeRecord(fields(row));
            }
            writer.flush();
            out.append(text.getBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> fields(RankingRow row) {
        Contender contender = row.contender();
        Optional<Score> score = row.standing().map(Standing::score);
        Optional<Price> price = row.quote().map(Quote::price);
        List<String> sources = row.standing().map(Standing::sources).orElse(List.of());
        return List.of(
                text(contender.variant().map(Variant::model)),
                contender.modelName(),
                contender.provider().orElse(""),
                contender.variant().map(variant -> variant.effort().word()).orElse(""),
                row.rank().isPresent() ? Integer.toString(row.rank().getAsInt()) : "",
                row.category().word(),
                score.map(one -> decimal(one.value(), 2)).orElse(""),
                score.map(one -> decimal(one.low(), 2)).orElse(""),
                score.map(one -> decimal(one.high(), 2)).orElse(""),
                row.standing().map(one -> decimal(one.confidence(), 3)).orElse(""),
                text(score.map(Score::observations)),
                row.standing().isPresent() ? Integer.toString(sources.size()) : "",
                text(price.map(Price::inputPerMillion).map(BigDecimal::toPlainString)),
                text(price.map(Price::outputPerMillion).map(BigDecimal::toPlainString)),
                contender.contextTokens().isPresent()
                        ? Integer.toString(contender.contextTokens().getAsInt())
                        : "",
                text(price.map(Price::isFree)),
                text(contender.openWeights()),
                text(score.flatMap(Score::newest)),
                text(row.quote().flatMap(Quote::updated)),
                text(row.lastUpdated().map(LocalDate::toString)),
                String.join("|", sources));
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}

package dev.assayer.evidence;

import static dev.assayer.evidence.Cells.bool;
import static dev.assayer.evidence.Cells.count;
import static dev.assayer.evidence.Cells.day;
import static dev.assayer.evidence.Cells.join;
import static dev.assayer.evidence.Cells.limits;
import static dev.assayer.evidence.Cells.list;
import static dev.assayer.evidence.Cells.measure;
import static dev.assayer.evidence.Cells.number;
import static dev.assayer.evidence.Cells.optionalNumber;
import static dev.assayer.evidence.Cells.price;
import static dev.assayer.evidence.Cells.speed;
import static dev.assayer.evidence.Cells.words;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.assayer.catalog.Effort;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Findings.SetAside;
import dev.assayer.evidence.WebRequest.KeyHeader;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of one source's [Findings] as they are kept between syncs, and the table of profiles
/// in a snapshot. Names stand as the source writes them, with what it says apart from the name.
final class FindingsTables {

    private static final List<String> NAME = List.of("name", "lab", "anchor", "effort");
    private static final int NAME_CELLS = 4;

    /// Before a source's own identifier.
    private static final String OWN = "own:";

    static final CsvTable<Row> ROWS =
            new CsvTable<>(
                    join(
                            NAME,
                            List.of(
                                    "benchmark",
                                    "value",
                                    "low",
                                    "high",
                                    "samples",
                                    "date",
                                    "method")),
                    FindingsTables::fields,
                    FindingsTables::row);

    static final CsvTable<Listing> LISTINGS =
            new CsvTable<>(
                    List.of(
                            "host",
                            "id",
                            "name",
                            "base",
                            "released",
                            "open_weights",
                            "context",
                            "output",
                            "capabilities",
                            "aliases",
                            "input",
                            "output_price",
                            "cached",
                            "date"),
                    FindingsTables::fields,
                    FindingsTables::listing);

    static final CsvTable<PerformanceRow> PERFORMANCE =
            new CsvTable<>(
                    join(
                            NAME,
                            List.of(
                                    "host",
                                    "date",
                                    "ttft_median",
                                    "ttft_p95",
                                    "throughput_median",
                                    "throughput_p95",
                                    "latency_median",
                                    "latency_p95")),
                    FindingsTables::fields,
                    FindingsTables::performance);

    private static final List<String> PROFILE_COLUMNS =
            join(
                    NAME,
                    List.of(
                            "display_name",
                            "provider",
                            "context_window",
                            "cost_in_per_1k",
                            "cost_out_per_1k",
                            "avg_latency_ms",
                            "open_source",
                            "tags",
                            "api_alias",
                            "capabilities",
                            "date"));

    static final CsvTable<Profile> PROFILES =
            new CsvTable<>(
                    PROFILE_COLUMNS, FindingsTables::fields, row -> profile(row.getFields()));

    /// A profile behind the model it was matched to.
    static final CsvTable<Map.Entry<ModelId, Profile>> MATCHED_PROFILES =
            new CsvTable<>(
                    join(List.of("model"), PROFILE_COLUMNS),
                    entry -> join(List.of(entry.getKey().value()), fields(entry.getValue())),
                    row ->
                            Map.entry(
                                    ModelId.of(row.getField(0)),
                                    profile(row.getFields().subList(1, row.getFieldCount()))));

    static final CsvTable<SetAside> SET_ASIDE =
            new CsvTable<>(
                    List.of("where", "found", "expected"),
                    line -> List.of(line.where(), line.found(), line.expected()),
                    row -> new SetAside(row.getField(0), row.getField(1), row.getField(2)));

    static final CsvTable<Validator> VALIDATORS =
            new CsvTable<>(
                    List.of(
                            "address",
                            "key_header",
                            "key_prefix",
                            "key_variable",
                            "body",
                            "etag",
                            "last_modified"),
                    FindingsTables::fields,
                    FindingsTables::validator);

    private FindingsTables() {}

    private static List<String> fields(WrittenName name) {
        return List.of(
                name.text(),
                name.lab().orElse(""),
                Stream.concat(name.anchor().stream(), name.ownId().map(OWN::concat).stream())
                        .collect(Collectors.joining(" ")),
                name.effort().map(Effort::word).orElse(""));
    }

    /// The anchor and the source's own identifier share a cell, so that what older versions kept
    /// can be read.
    private static WrittenName name(List<String> cells) {
        String ids = cells.get(2);
        int own = ids.startsWith(OWN) ? 0 : ids.indexOf(" " + OWN) + 1;
        boolean hasOwn = own > 0 || ids.startsWith(OWN);
        return new WrittenName(
                cells.get(0),
                Cells.text(cells.get(1)),
                Cells.text(hasOwn ? ids.substring(0, own).strip() : ids),
                hasOwn ? Optional.of(ids.substring(own + OWN.length())) : Optional.empty(),
                Cells.text(cells.get(3)).map(Effort::parse),
                Optional.empty());
    }

    private static List<String> fields(Row row) {
        return join(
                fields(row.name()),
                join(
                        join(List.of(row.benchmark()), measure(row.measure())),
                        List.of(row.date().toString(), row.method().word())));
    }

    private static Row row(CsvRecord row) {
        return new Row(
                name(row.getFields()),
                row.getField(NAME_CELLS),
                measure(row.getField(5), row.getField(6), row.getField(7), row.getField(8)),
                LocalDate.parse(row.getField(9)),
                Method.parse(row.getField(10)));
    }

    private static List<String> fields(Listing listing) {
        Listing.About about = listing.about();
        return join(
                List.of(
                        listing.host(),
                        listing.id(),
                        about.name(),
                        about.base().orElse(""),
                        day(about.released()),
                        Boolean.toString(about.openWeights()),
                        count(about.limits().contextTokens()),
                        count(about.limits().outputTokens()),
                        words(about.limits().capabilities()),
                        list(about.aliases())),
                join(price(listing.price()), List.of(listing.date().toString())));
    }

    private static Listing listing(CsvRecord row) {
        return new Listing(
                row.getField(0),
                row.getField(1),
                new Listing.About(
                        row.getField(2),
                        Cells.text(row.getField(3)),
                        day(row.getField(4)),
                        bool(row.getField(5)),
                        limits(row.getField(6), row.getField(7), row.getField(8)),
                        list(row.getField(9))),
                price(row.getField(10), row.getField(11), row.getField(12)),
                LocalDate.parse(row.getField(13)));
    }

    private static List<String> fields(PerformanceRow row) {
        return join(
                join(fields(row.name()), List.of(row.host().orElse(""), row.date().toString())),
                speed(row.speed()));
    }

    private static PerformanceRow performance(CsvRecord row) {
        return new PerformanceRow(
                name(row.getFields()),
                Cells.text(row.getField(NAME_CELLS)),
                speed(row.getFields().subList(6, 12)),
                LocalDate.parse(row.getField(5)));
    }

    private static List<String> fields(Profile profile) {
        return join(
                fields(profile.name()),
                List.of(
                        profile.displayName(),
                        profile.provider().orElse(""),
                        profile.contextTokens().isPresent()
                                ? Integer.toString(profile.contextTokens().getAsInt())
                                : "",
                        profile.costs().map(costs -> costs.inPer1k().toPlainString()).orElse(""),
                        profile.costs().map(costs -> costs.outPer1k().toPlainString()).orElse(""),
                        number(profile.latencyMillis()),
                        profile.openSource().map(String::valueOf).orElse(""),
                        list(profile.tags()),
                        profile.apiAlias().orElse(""),
                        capabilities(profile.capabilities()),
                        profile.date().toString()));
    }

    private static Profile profile(List<String> cells) {
        return new Profile(
                name(cells),
                cells.get(4),
                Cells.text(cells.get(5)),
                cells.get(6).isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(cells.get(6))),
                cells.get(7).isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Profile.Costs(
                                        new BigDecimal(cells.get(7)),
                                        new BigDecimal(cells.get(8)))),
                optionalNumber(cells.get(9)),
                Cells.text(cells.get(10)).map(Cells::bool),
                list(cells.get(11)),
                Cells.text(cells.get(12)),
                capabilities(cells.get(13)),
                LocalDate.parse(cells.get(14)));
    }

    private static String capabilities(Map<String, Double> capabilities) {
        return list(
                new TreeMap<>(capabilities)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + number(entry.getValue()))
                                .toList());
    }

    private static Map<String, Double> capabilities(String text) {
        var capabilities = new TreeMap<String, Double>();
        for (String each : list(text)) {
            int sign = each.lastIndexOf('=');
            capabilities.put(each.substring(0, sign), Double.parseDouble(each.substring(sign + 1)));
        }
        return capabilities;
    }

    private static List<String> fields(Validator validator) {
        WebRequest request = validator.request();
        return List.of(
                request.address().toString(),
                request.key().map(KeyHeader::header).orElse(""),
                request.key().map(KeyHeader::prefix).orElse(""),
                request.key().map(KeyHeader::variable).orElse(""),
                request.body().orElse(""),
                validator.etag().orElse(""),
                validator.lastModified().orElse(""));
    }

    private static Validator validator(CsvRecord row) {
        return new Validator(
                new WebRequest(
                        URI.create(row.getField(0)),
                        Cells.text(row.getField(1))
                                .map(header ->
                                        new KeyHeader(header, row.getField(2), row.getField(3))),
                        Cells.text(row.getField(4))),
                Cells.text(row.getField(5)),
                Cells.text(row.getField(6)));
    }
}

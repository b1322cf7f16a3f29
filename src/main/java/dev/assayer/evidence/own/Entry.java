package dev.assayer.evidence.own;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.assayer.catalog.Effort;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.UnexpectedContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One entry of a user's file, be it a JSON object or a CSV line: its fields, checked on the way
/// in. A field that is absent, null or blank is not there.
///
/// @param place file and entry, for messages
/// @param fields by name
record Entry(String place, JsonNode fields) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9.]+");
    private static final double MOST_PERCENT = 100;

    // ---- files

    /// The entries of a JSON file: a list of objects, by itself or under a key.
    ///
    /// @param key under which the list may stand
    /// @throws UnexpectedContent if it is no such file
    static List<Entry> json(Payload payload, String key) {
        JsonNode root = root(payload);
        JsonNode list = root.isObject() ? root.path(key) : root;
        if (!list.isArray()) {
            throw new UnexpectedContent(
                    payload.name(),
                    root.toString(),
                    "a list of objects, or one under '" + key + "'");
        }
        var entries = new ArrayList<Entry>();
        for (JsonNode each : list) {
            entries.add(new Entry(payload.name() + ": " + key + "[" + entries.size() + "]", each));
        }
        return entries;
    }

    private static JsonNode root(Payload payload) {
        try {
            JsonNode root = JSON.readTree(payload.text());
            if (root == null || root.isMissingNode()) {
                throw new UnexpectedContent(payload.name(), "nothing", "a JSON document");
            }
            return root;
        } catch (JacksonException e) {
            throw new UnexpectedContent(
                    payload.name(), e.getOriginalMessage(), "a whole JSON document");
        }
    }

    /// The entries of a CSV file with a header line.
    ///
    /// @param required columns that must be there
    /// @param all columns that may be there
    /// @throws UnexpectedContent for a column that is missing or unknown, or a line of another
    ///   length
    static List<Entry> csv(Payload payload, List<String> required, List<String> all) {
        var entries = new ArrayList<Entry>();
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(payload.text())) {
            for (NamedCsvRecord line : reader) {
                if (entries.isEmpty()) {
                    requireColumns(payload, line.getHeader(), required, all);
                }
                String place = payload.name() + ": line " + line.getStartingLineNumber();
                if (line.getFieldCount() != line.getHeader().size()) {
                    throw new UnexpectedContent(
                            place,
                            line.getFieldCount() + " fields",
                            line.getHeader().size() + " fields");
                }
                ObjectNode fields = JSON.createObjectNode();
                line.getFieldsAsMap().forEach(fields::put);
                entries.add(new Entry(place, fields));
            }
        } catch (CsvParseException | IllegalArgumentException e) {
            throw new UnexpectedContent(
                    payload.name(), String.valueOf(e.getMessage()), "well-formed CSV");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    private static void requireColumns(
            Payload payload, List<String> header, List<String> required, List<String> all) {
        for (String column : required) {
            if (!header.contains(column)) {
                throw new UnexpectedContent(
                        payload.name() + ": header",
                        String.join(",", header),
                        "a column '" + column + "'");
            }
        }
        for (String column : header) {
            if (!all.contains(column)) {
                throw new UnexpectedContent(
                        payload.name() + ": header", column, "one of " + String.join(", ", all));
            }
        }
    }

    // ---- fields

    String where(String field) {
        return place + ": " + field;
    }

    Optional<String> find(String field) {
        JsonNode value = fields.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw new UnexpectedContent(where(field), value.toString(), "a text");
        }
        return Optional.of(value.asString("").strip()).filter(text -> !text.isEmpty());
    }

    String text(String field) {
        return find(field)
                .orElseThrow(
                        () -> new UnexpectedContent(where(field), fields.toString(), "a text"));
    }

    Optional<BigDecimal> decimal(String field) {
        return find(field)
                .map(text -> {
                    try {
                        return new BigDecimal(text);
                    } catch (NumberFormatException e) {
                        throw new UnexpectedContent(where(field), text, "a number");
                    }
                });
    }

    /// A number within bounds, where it is given.
    OptionalDouble number(String field, double least, double most) {
        Optional<Double> number = decimal(field).map(BigDecimal::doubleValue);
        if (number.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!(number.get() >= least && number.get() <= most)) {
            throw new UnexpectedContent(
                    where(field), text(field), plain(least) + ".." + plain(most));
        }
        return OptionalDouble.of(number.get());
    }

    double required(String field, double least, double most) {
        return number(field, least, most)
                .orElseThrow(() ->
                        new UnexpectedContent(
                                where(field),
                                fields.toString(),
                                "a number, " + plain(least) + ".." + plain(most)));
    }

    /// A score of 0..100 as a fraction.
    double share(String field) {
        return required(field, 0, MOST_PERCENT, 2);
    }

    /// As [#number(String, double, double)], with the point moved to the left.
    OptionalDouble number(String field, double least, double most, int places) {
        return number(field, least, most).isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(required(field, least, most, places));
    }

    /// As [#required(String, double, double)], with the point moved to the left.
    double required(String field, double least, double most, int places) {
        double number = required(field, least, most);
        return decimal(field)
                .map(exact -> exact.movePointLeft(places).doubleValue())
                .orElse(number);
    }

    Optional<Boolean> flag(String field) {
        return find(field)
                .map(text ->
                        switch (text.toLowerCase(Locale.ROOT)) {
                            case "true", "yes", "1" -> true;
                            case "false", "no", "0" -> false;
                            default ->
                                    throw new UnexpectedContent(
                                            where(field), text, "true or false");
                        });
    }

    /// A day such as `2026-08-19`, with or without a time behind it; else the file's.
    LocalDate date(Payload payload) {
        return find("date")
                .map(text -> {
                    try {
                        return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
                    } catch (DateTimeParseException e) {
                        throw new UnexpectedContent(where("date"), text, "a date like 2026-08-19");
                    }
                })
                .orElseGet(() -> payload.published().orElse(payload.fetched()));
    }

    Method method(Method usual) {
        return find("method")
                .map(text -> {
                    try {
                        return Method.parse(text.replace('-', '_').toLowerCase(Locale.ROOT));
                    } catch (IllegalArgumentException e) {
                        throw new UnexpectedContent(
                                where("method"), text, "measured, voted, judged or self_reported");
                    }
                })
                .orElse(usual);
    }

    /// The model that an entry is about; `name@effort` and a field `effort` both set the effort.
    WrittenName model(String field) {
        JsonNode written = fields.path(field);
        if (written.isValueNode() && !written.isNull() && !written.isString()) {
            throw new UnexpectedContent(
                    where(field), written.toString(), "a model's name, in quotation marks");
        }
        String text = text(field);
        int at = text.lastIndexOf('@');
        Optional<String> effort = find("effort");
        if (at > 0 && effort.isEmpty()) {
            effort = Optional.of(text.substring(at + 1));
            text = text.substring(0, at);
        }
        WrittenName name = WrittenName.of(text);
        return effort.map(word -> name.at(effort(word))).orElse(name);
    }

    private Effort effort(String word) {
        try {
            return Effort.parse(word.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UnexpectedContent(
                    where("effort"),
                    word,
                    "default, none, minimal, low, medium, high, xhigh, max or thinking");
        }
    }

    /// The fields of an object within, each an entry of its own: `{"score": ...}`, for which a bare
    /// number stands too.
    List<Named> nested(String field) {
        JsonNode node = fields.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isObject()) {
            throw new UnexpectedContent(where(field), node.toString(), "an object");
        }
        var entries = new ArrayList<Named>();
        node.properties()
                .forEach(each -> {
                    JsonNode value = each.getValue();
                    JsonNode object =
                            value.isObject() ? value : JSON.createObjectNode().set("score", value);
                    entries.add(
                            new Named(
                                    each.getKey(),
                                    new Entry(where(field) + "." + each.getKey(), object)));
                });
        return entries;
    }

    /// @param name of the field that held it
    record Named(String name, Entry entry) {}

    /// The words of a list.
    List<String> words(String field) {
        JsonNode node = fields.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        var words = new ArrayList<String>();
        for (JsonNode each : node) {
            if (!each.isString()) {
                throw new UnexpectedContent(where(field), each.toString(), "a word");
            }
            words.add(each.stringValue());
        }
        if (!node.isArray()) {
            throw new UnexpectedContent(where(field), node.toString(), "a list of words");
        }
        return words;
    }

    /// The task part of a benchmark's id for a name that somebody chose: `MMLU-Pro` is `mmlu_pro`,
    /// `HumanEval+` is `humaneval_plus`.
    static String slug(String where, String name) {
        String slug =
                NO_WORD.matcher(name.strip().toLowerCase(Locale.ROOT).replace("+", "_plus"))
                        .replaceAll("_")
                        .replaceAll("^_+|_+$", "");
        if (slug.isEmpty()) {
            throw new UnexpectedContent(where, name, "the name of a benchmark");
        }
        return slug;
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}

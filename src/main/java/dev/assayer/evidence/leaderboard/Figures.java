package dev.assayer.evidence.leaderboard;

import dev.assayer.evidence.Payload;
import dev.assayer.evidence.UnexpectedContent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// Numbers and dates as boards print them, checked on the way in.
final class Figures {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A hundredth of a percent: finer than any board's own error.
    private static final int FRACTION_DIGITS = 4;

    /// A tenth of a point; the narrowest published interval is some four points wide.
    private static final int ELO_DIGITS = 1;

    private Figures() {}

    static JsonNode json(Payload payload) {
        return tree(JSON, payload);
    }

    /// Reads JSON that stands inside a file of another kind.
    static JsonNode json(String file, String text) {
        return tree(JSON, file, text);
    }

    static JsonNode tree(ObjectMapper mapper, Payload payload) {
        return tree(mapper, payload.name(), payload.text());
    }

    private static JsonNode tree(ObjectMapper mapper, String file, String text) {
        try {
            JsonNode root = mapper.readTree(text);
            if (root == null || root.isMissingNode()) {
                throw new UnexpectedContent(file, "nothing", "a document");
            }
            return root;
        } catch (JacksonException e) {
            throw new UnexpectedContent(file, e.getOriginalMessage(), "a whole document");
        }
    }

    /// A percentage such as `77.47%`, `1.8 %` or `77.47`, as a fraction of 0..1.
    static double percent(String where, String text) {
        String digits = text.replace("%", "").strip();
        try {
            return fraction(where, Double.parseDouble(digits) / 100);
        } catch (NumberFormatException e) {
            throw new UnexpectedContent(where, text, "a percentage");
        }
    }

    /// A share, rounded to a hundredth of a percent.
    static double fraction(String where, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new UnexpectedContent(where, Double.toString(value), "a share of 0..1");
        }
        return round(value, FRACTION_DIGITS);
    }

    /// A rating, rounded to a tenth of a point.
    static double elo(String where, double value) {
        if (!(value > -5_000 && value < 10_000)) {
            throw new UnexpectedContent(where, Double.toString(value), "a rating of -5000..10000");
        }
        return round(value, ELO_DIGITS);
    }

    private static double round(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    }

    static double number(String where, JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        throw new UnexpectedContent(where, node.toString(), "a number");
    }

    static String text(String where, JsonNode node) {
        if (node.isString() && !node.stringValue().isBlank()) {
            return node.stringValue();
        }
        throw new UnexpectedContent(where, node.toString(), "a text");
    }

    /// A date, `2026-08-19` with or without a time behind it.
    static LocalDate date(String where, String text) {
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeParseException e) {
            throw new UnexpectedContent(where, text, "a date like 2026-08-19");
        }
    }
}

package dev.assayer.evidence.pricelist;

import dev.assayer.catalog.Price;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.UnexpectedContent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Fields of price catalogues, checked on the way in.
final class Fields {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /// Dollars per million tokens; the dearest real price is some 600.
    private static final BigDecimal MOST = BigDecimal.valueOf(5_000);

    /// Not a model of text, whatever the catalogue's other fields say.
    private static final Pattern NOT_TEXT =
            Pattern.compile(
                    "(?:^|[-_/.:])(?:audio|realtime|tts|transcribe|image|embed(?:ding)?|rerank|moderation|live|lyria|veo|sora|dall-e|whisper|voice(?:chat)?|speech|ocr|robotics|computer-use|omni-flash|native-audio|guard|safeguard|safety|content-safety)(?:$|[-_/.:0-9])");

    private Fields() {}

    static JsonNode object(Payload payload) {
        try {
            JsonNode root = JSON.readTree(payload.text());
            if (root != null && root.isObject()) {
                return root;
            }
            throw new UnexpectedContent(payload.name(), String.valueOf(root), "a JSON object");
        } catch (JacksonException e) {
            throw new UnexpectedContent(
                    payload.name(), e.getOriginalMessage(), "a whole JSON document");
        }
    }

    static boolean isText(String id) {
        return !NOT_TEXT.matcher(id.toLowerCase(java.util.Locale.ROOT)).find();
    }

    /// Whether a list holds that word.
    static boolean has(JsonNode list, String word) {
        for (JsonNode item : list) {
            if (item.asString("").equals(word)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a list holds that word and nothing else.
    static boolean hasOnly(JsonNode list, String word) {
        return list.size() == 1 && has(list, word);
    }

    /// A price in dollars per million tokens.
    ///
    /// @param isFreeReal whether nought means free here, and not "unknown"
    static Optional<Price> perMillion(
            JsonNode input, JsonNode output, JsonNode cached, boolean isFreeReal) {
        if (!input.isNumber() || !output.isNumber()) {
            return Optional.empty();
        }
        BigDecimal in = input.decimalValue();
        BigDecimal out = output.decimalValue();
        boolean isNought = in.signum() == 0 && out.signum() == 0;
        if (in.signum() < 0
                || out.signum() < 0
                || in.compareTo(MOST) > 0
                || out.compareTo(MOST) > 0
                || (isNought && !isFreeReal)) {
            return Optional.empty();
        }
        BigDecimal read = cached.isNumber() ? cached.decimalValue() : in;
        boolean isDiscount = read.signum() >= 0 && read.compareTo(in) <= 0;
        return Optional.of(Price.perMillion(in, out, isDiscount ? read : in));
    }

    /// A count of tokens; 0 for anything that is none.
    static int tokens(JsonNode node) {
        return node.isNumber() && node.doubleValue() >= 1 && node.doubleValue() <= 1e9
                ? (int) node.doubleValue()
                : 0;
    }

    /// A day; a month alone means its first.
    static Optional<LocalDate> day(JsonNode node) {
        String text = node.asString("");
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text.length() == 7 ? text + "-01" : text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

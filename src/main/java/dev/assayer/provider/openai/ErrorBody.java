package dev.assayer.provider.openai;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a provider says about a failure of its own, made fit to be passed on in a sentence.
public final class ErrorBody {

    private static final int LONGEST = 300;

    /// The prefixes that providers give their keys, and what stands behind `Bearer`.
    private static final Pattern KEYS =
            Pattern.compile(
                    "(?<=\\b(?:sk|gsk|xai|fw|hf|tgp|pplx|nvapi|csk|rk|pk)[-_])[\\w*-]{4,}"
                            + "|(?<=\\bAIza)[\\w-]{4,}"
                            + "|(?<=(?i:bearer) )\\S+");

    private ErrorBody() {}

    /// The message of an error body: OpenAI's `error.message`, else what other servers write
    /// (`error`, `message` or `detail` as a string), else plain text; empty where there is none of
    /// it, as in HTML. Keys are masked, and long texts cut.
    public static Optional<String> message(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{") || text.startsWith("[")) {
            return json(text).flatMap(ErrorBody::fit);
        }
        return text.startsWith("<") ? Optional.empty() : fit(text);
    }

    private static Optional<String> json(String text) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        // Gemini's OpenAI-compatible endpoint wraps the object into a list.
        JsonNode outer = root.isArray() ? root.path(0) : root;
        for (JsonNode each :
                new JsonNode[] {
                    outer.at("/error/message"),
                    outer.path("error"),
                    outer.path("message"),
                    outer.path("detail")
                }) {
            if (each.isString()) {
                return Optional.of(each.asString());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fit(String message) {
        String line = message.replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ").strip();
        String masked = KEYS.matcher(line).replaceAll("****");
        if (masked.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "...");
    }
}

package dev.assayer.evidence.pricelist;

import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Limits;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Harvest;
import dev.assayer.evidence.Layer;
import dev.assayer.evidence.Licence;
import dev.assayer.evidence.Listing;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.UnexpectedContent;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.MissingNode;

/// LiteLLM's price file: dollars per token for some three thousand names at a hundred hosts, kept
/// by its users, with known mistakes: a `sample_spec` that is no model, hosts a hundred thousand
/// times too dear, noughts for "unknown".
public final class LiteLlm implements Feed {

    private static final Source SOURCE =
            new Source(
                    "litellm",
                    "LiteLLM model prices",
                    URI.create(
                            "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json"),
                    Licence.shareable(
                            "MIT",
                            "LiteLLM model_prices_and_context_window.json (github.com/BerriAI/litellm), MIT."),
                    Layer.SCRAPED,
                    0.7);

    private static final String SAMPLE = "sample_spec";
    private static final String CHAT = "/v1/chat/completions";

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<String> files() {
        return List.of("litellm/model_prices_and_context_window.json");
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, LiteLlm::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            LocalDate date = payload.published().orElse(payload.fetched());
            for (Map.Entry<String, JsonNode> entry : Fields.object(payload).properties()) {
                String key = entry.getKey();
                JsonNode model = entry.getValue();
                harvest.line(() -> {
                    if (!model.isObject()) {
                        throw new UnexpectedContent(
                                payload.name() + ": " + key, model.toString(), "an object");
                    }
                    if (isOffered(key, model, date)) {
                        harvest.add(listing(key, model, date));
                    }
                });
            }
        }
        return harvest.findings();
    }

    private static boolean isOffered(String key, JsonNode model, LocalDate date) {
        return !key.equals(SAMPLE)
                && isChat(key, model)
                && Fields.isText(key)
                && !isSwitchedOff(model, date);
    }

    /// Whether a chat completion can be asked of it: its mode may be another (`responses` for
    /// `gpt-5-pro`), its endpoints may leave that one out, and OpenAI's `container` is a place to
    /// run code in.
    private static boolean isChat(String key, JsonNode model) {
        JsonNode endpoints = model.path("supported_endpoints");
        return model.path("mode").asString("").equals("chat")
                && (endpoints.isEmpty() || Fields.has(endpoints, CHAT))
                && !key.endsWith("/container");
    }

    private static boolean isSwitchedOff(JsonNode model, LocalDate date) {
        return Fields.day(model.path("deprecation_date"))
                .filter(day -> day.isBefore(date))
                .isPresent();
    }

    private static Listing listing(String key, JsonNode model, LocalDate date) {
        String host = model.path("litellm_provider").asString("");
        String id = key.startsWith(host + "/") ? key.substring(host.length() + 1) : key;
        return new Listing(
                host,
                id,
                new Listing.About(
                        id, Optional.empty(), Optional.empty(), false, limits(model), List.of()),
                Fields.perMillion(
                        perMillion(model.path("input_cost_per_token")),
                        perMillion(model.path("output_cost_per_token")),
                        perMillion(model.path("cache_read_input_token_cost")),
                        id.endsWith(":free")),
                date);
    }

    private static JsonNode perMillion(JsonNode perToken) {
        return perToken.isNumber()
                ? DecimalNode.valueOf(
                        perToken.decimalValue().multiply(BigDecimal.valueOf(1_000_000)))
                : MissingNode.getInstance();
    }

    private static Limits limits(JsonNode model) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        if (model.path("supports_function_calling").asBoolean(false)) {
            capabilities.add(Capability.TOOLS);
        }
        if (model.path("supports_response_schema").asBoolean(false)) {
            capabilities.add(Capability.STRUCTURED_OUTPUT);
        }
        if (model.path("supports_vision").asBoolean(false)) {
            capabilities.add(Capability.IMAGES);
        }
        if (model.path("supports_audio_input").asBoolean(false)) {
            capabilities.add(Capability.AUDIO);
        }
        if (model.path("supports_reasoning").asBoolean(false)) {
            capabilities.add(Capability.REASONING);
        }
        return new Limits(
                Fields.tokens(model.path("max_input_tokens")),
                Fields.tokens(model.path("max_output_tokens")),
                capabilities);
    }
}

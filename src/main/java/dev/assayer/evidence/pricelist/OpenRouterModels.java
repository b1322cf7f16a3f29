package dev.assayer.evidence.pricelist;

import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.Price;
import dev.assayer.evidence.Harvest;
import dev.assayer.evidence.Listing;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.UnexpectedContent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.MissingNode;

/// The answer of OpenRouter's `/api/v1/models`: models of text that can be called by their own
/// name. Left out are routers (`openrouter/auto`, price -1), ids that move
/// (`~anthropic/claude-opus-latest` with an `alias_target`) and models past their
/// `expiration_date`.
///
/// Prices are decimal strings in dollars per token; nought is a price here, since the host itself
/// names it. Of prices that rise with the length of the prompt (`overrides`) the first counts.
record OpenRouterModels(String file, LocalDate date, List<JsonNode> models) {

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final Pattern ID = Pattern.compile("[\\w.-]+/[\\w.-]+(?::[\\w.-]+)?");
    private static final String FREE = ":free";

    /// A date at the end of an id.
    private static final Pattern DATED = Pattern.compile(".*-(?:\\d{2}-\\d{2}|\\d{4}|\\d{8})");

    OpenRouterModels {
        models = List.copyOf(models);
    }

    /// Reads it.
    ///
    /// @throws UnexpectedContent if it is no such answer
    static OpenRouterModels of(Payload payload) {
        JsonNode list = Fields.object(payload).path("data");
        if (!list.isArray()) {
            throw new UnexpectedContent(
                    payload.name() + ": data", list.toString(), "a list of models");
        }
        LocalDate date = payload.published().orElse(payload.fetched());
        var models = new ArrayList<JsonNode>();
        for (JsonNode model : list) {
            if (isCallable(model, date)) {
                models.add(model);
            }
        }
        return new OpenRouterModels(payload.name(), date, models);
    }

    private static boolean isCallable(JsonNode model, LocalDate date) {
        String id = model.path("id").asString("");
        JsonNode architecture = model.path("architecture");
        return !id.startsWith("~")
                && model.path("alias_target").asString("").isEmpty()
                && !architecture.path("tokenizer").asString("").equals("Router")
                && !model.path("pricing").path("prompt").asString("").startsWith("-")
                && (architecture.isMissingNode() || isOfText(architecture))
                && Fields.isText(id)
                && Fields.day(model.path("expiration_date"))
                        .filter(day -> day.isBefore(date))
                        .isEmpty();
    }

    private static boolean isOfText(JsonNode architecture) {
        return Fields.has(architecture.path("input_modalities"), "text")
                && Fields.hasOnly(architecture.path("output_modalities"), "text");
    }

    /// What a model goes by, whatever it costs: the id without `:free`.
    static String plainId(String id) {
        return id.endsWith(FREE) ? id.substring(0, id.length() - FREE.length()) : id;
    }

    /// Adds a listing for each.
    void addTo(Harvest harvest) {
        int index = 0;
        for (JsonNode model : models) {
            String where = file + ": model " + index++;
            harvest.line(() -> harvest.add(listing(where, model)));
        }
    }

    /// Visits each with the place that it stands at.
    void forEach(BiConsumer<String, JsonNode> visitor) {
        int index = 0;
        for (JsonNode model : models) {
            visitor.accept(file + ": model " + index++, model);
        }
    }

    /// Ids of the models that do best in the Intelligence Index, then of the newest.
    List<String> mostAble(int most) {
        return models.stream()
                .filter(model -> model.path("id").asString("").matches("[\\w.-]+/[\\w.-]+"))
                .sorted(
                        Comparator.comparingDouble((JsonNode model) ->
                                        -model.path("benchmarks")
                                                .path("artificial_analysis")
                                                .path("intelligence_index")
                                                .doubleValue(-1))
                                .thenComparingDouble(
                                        model -> -model.path("created").doubleValue(0)))
                .limit(most)
                .map(model -> model.path("id").asString(""))
                .toList();
    }

    private Listing listing(String where, JsonNode model) {
        String id = model.path("id").asString("");
        if (!ID.matcher(id).matches()) {
            throw new UnexpectedContent(where + ": id", id, "an id like openai/gpt-5");
        }
        JsonNode pricing = model.path("pricing");
        String weights = model.path("hugging_face_id").asString("");
        return new Listing(
                "openrouter",
                id,
                new Listing.About(
                        title(model.path("name").asString(id)),
                        Optional.empty(),
                        listed(model.path("created")),
                        !weights.isEmpty(),
                        limits(model),
                        aliases(id, model.path("canonical_slug").asString(""), weights)),
                price(where + ": pricing", pricing),
                date);
    }

    /// The name without its lab and tier, `Cohere: North Mini Code (free)`.
    private static String title(String name) {
        return name.replaceFirst("^[^:]{1,30}: ", "").replaceFirst(" \\(free\\)$", "");
    }

    private static Optional<Price> price(String where, JsonNode pricing) {
        return Fields.perMillion(
                perMillion(where + ".prompt", pricing.path("prompt")),
                perMillion(where + ".completion", pricing.path("completion")),
                perMillion(where + ".input_cache_read", pricing.path("input_cache_read")),
                true);
    }

    private static JsonNode perMillion(String where, JsonNode perToken) {
        String text = perToken.asString("");
        if (text.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            var price = new BigDecimal(text);
            if (text.length() <= 30 && Math.abs(price.scale()) <= 30) {
                return DecimalNode.valueOf(price.multiply(MILLION));
            }
        } catch (NumberFormatException _) {
            throw new UnexpectedContent(where, text, "dollars per token such as 0.000005");
        }
        throw new UnexpectedContent(where, text, "dollars per token such as 0.000005");
    }

    /// The day since which OpenRouter has it: no later than a few days after its release for what
    /// is new, and the best there is for what nobody dates.
    private static Optional<LocalDate> listed(JsonNode created) {
        double seconds = created.doubleValue(0);
        return seconds > 1e9 && seconds < 1e11
                ? Optional.of(
                        LocalDate.ofInstant(Instant.ofEpochSecond((long) seconds), ZoneOffset.UTC))
                : Optional.empty();
    }

    /// The dated slug is another name of the model, unless the id has a date of its own: that of
    /// `gemini-2.5-pro-preview-05-06` is another snapshot's.
    private static List<String> aliases(String id, String slug, String weights) {
        var aliases = new ArrayList<String>();
        boolean isOwn = id.indexOf(':') < 0 && !DATED.matcher(id).matches();
        if (isOwn && !slug.isEmpty() && !slug.equals(id)) {
            aliases.add(slug);
        }
        if (!weights.isEmpty()) {
            aliases.add(weights);
        }
        return aliases;
    }

    private static Limits limits(JsonNode model) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        JsonNode parameters = model.path("supported_parameters");
        JsonNode inputs = model.path("architecture").path("input_modalities");
        if (Fields.has(parameters, "tools")) {
            capabilities.add(Capability.TOOLS);
        }
        if (Fields.has(parameters, "structured_outputs")) {
            capabilities.add(Capability.STRUCTURED_OUTPUT);
        }
        if (Fields.has(parameters, "reasoning")) {
            capabilities.add(Capability.REASONING);
        }
        if (Fields.has(inputs, "image")) {
            capabilities.add(Capability.IMAGES);
        }
        if (Fields.has(inputs, "audio")) {
            capabilities.add(Capability.AUDIO);
        }
        return new Limits(
                Fields.tokens(model.path("context_length")),
                Fields.tokens(model.path("top_provider").path("max_completion_tokens")),
                capabilities);
    }
}

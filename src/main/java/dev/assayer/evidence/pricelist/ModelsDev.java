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
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// models.dev: who serves which model, with dollars per million tokens, limits and dates; kept by
/// hand in a repository. Reads the site's `api.json` and an archive of the repository's TOML tree,
/// whose `base_model` says outright which lab model a host's name is.
public final class ModelsDev implements Feed {

    private static final Source SOURCE =
            new Source(
                    "models.dev",
                    "models.dev",
                    URI.create("https://models.dev/api.json"),
                    Licence.shareable("MIT", "models.dev (github.com/anomalyco/models.dev), MIT."),
                    Layer.SCRAPED,
                    0.9);

    /// The host name under which lab models stand that no host is named for.
    public static final String LABS = "labs";

    private static final Pattern HUGGING_FACE =
            Pattern.compile("https://huggingface\\.co/([\\w.-]+/[\\w.-]+)/?");

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<String> files() {
        return List.of("modelsdev/models.dev-*.tar.gz");
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, ModelsDev::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            if (payload.name().endsWith(".tar.gz")) {
                ModelsDevTree tree = ModelsDevTree.of(payload, harvest);
                tree.forEach((host, id, model) ->
                        listing(host, id, model, tree.date()).ifPresent(harvest::add));
            } else {
                for (Map.Entry<String, JsonNode> host : Fields.object(payload).properties()) {
                    harvest.line(() -> host(payload, host.getKey(), host.getValue(), harvest));
                }
            }
        }
        return harvest.findings();
    }

    private static void host(Payload payload, String host, JsonNode fields, Harvest harvest) {
        JsonNode models = fields.path("models");
        if (!models.isObject()) {
            throw new UnexpectedContent(
                    payload.name() + ": " + host + ": models", models.toString(), "an object");
        }
        LocalDate date = payload.published().orElse(payload.fetched());
        for (Map.Entry<String, JsonNode> model : models.properties()) {
            listing(host, model.getKey(), model.getValue(), date).ifPresent(harvest::add);
        }
    }

    private static Optional<Listing> listing(
            String host, String id, JsonNode model, LocalDate date) {
        if (!Fields.has(model.path("modalities").path("input"), "text")
                || !Fields.hasOnly(model.path("modalities").path("output"), "text")
                || !Fields.isText(id)
                || model.path("status").asString("").equals("deprecated")) {
            return Optional.empty();
        }
        JsonNode cost = model.path("cost");
        return Optional.of(
                new Listing(
                        host,
                        id,
                        new Listing.About(
                                model.path("name").asString(id),
                                Optional.of(model.path("base_model").asString(""))
                                        .filter(base -> !base.isEmpty()),
                                Fields.day(model.path("release_date")),
                                model.path("open_weights").asBoolean(false),
                                limits(model),
                                weights(model)),
                        Fields.perMillion(
                                cost.path("input"),
                                cost.path("output"),
                                cost.path("cache_read"),
                                id.endsWith(":free")),
                        date));
    }

    private static Limits limits(JsonNode model) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        if (model.path("tool_call").asBoolean(false)) {
            capabilities.add(Capability.TOOLS);
        }
        if (model.path("structured_output").asBoolean(false)) {
            capabilities.add(Capability.STRUCTURED_OUTPUT);
        }
        if (Fields.has(model.path("modalities").path("input"), "image")) {
            capabilities.add(Capability.IMAGES);
        }
        if (Fields.has(model.path("modalities").path("input"), "audio")) {
            capabilities.add(Capability.AUDIO);
        }
        if (model.path("reasoning").asBoolean(false)) {
            capabilities.add(Capability.REASONING);
        }
        JsonNode limit = model.path("limit");
        return new Limits(
                Fields.tokens(limit.path("context")),
                Fields.tokens(limit.path("output")),
                capabilities);
    }

    private static List<String> weights(JsonNode model) {
        var ids = new ArrayList<String>();
        for (JsonNode weight : model.path("weights")) {
            Matcher matcher = HUGGING_FACE.matcher(weight.path("url").asString(""));
            if (matcher.matches() && !weight.has("quantization")) {
                ids.add(matcher.group(1));
            }
        }
        return ids;
    }
}

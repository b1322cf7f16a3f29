package dev.assayer.routing;

import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.Offer;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Usd;
import dev.assayer.catalog.Variant;
import dev.assayer.routing.Health.OfferHealth;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.CategoryEstimate.Basis;
import dev.assayer.routing.features.Features;
import dev.assayer.routing.policy.Policy;
import dev.assayer.routing.policy.PolicyWeights;
import dev.assayer.routing.policy.Weights;
import dev.assayer.scoring.Category;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON in which the ledger keeps what decisions were made on. Writing is canonical (fixed
/// order, no blanks), so that equal things have equal hashes; what is read back is equal to what
/// was written, but for a category's probabilities, which are kept in thousandths where a text was
/// classified and not at all elsewhere: no decision depends on them.
public final class RoutingJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private RoutingJson() {}

    /// Lower-case hexadecimal SHA-256 of the text's UTF-8 bytes.
    public static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    // --- routing table

    public static String write(TableSpec spec) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("snapshot", spec.snapshotHash());
        root.put("scoring", spec.scoringMethod());
        root.put("as_of", spec.asOf().toString());
        spec.settings().defaultOffer().ifPresent(offer -> root.put("default_offer", offer));
        ObjectNode weights = root.putObject("weights");
        for (Policy policy : Policy.values()) {
            weights.set(policy.word(), numbers(spec.settings().weights().general().get(policy)));
            Map<Category, Weights> exceptions =
                    spec.settings().weights().exceptions().getOrDefault(policy, Map.of());
            for (Category category : Category.values()) {
                if (exceptions.containsKey(category)) {
                    weights.set(
                            policy.word() + "/" + category.word(),
                            numbers(exceptions.get(category)));
                }
            }
        }
        ArrayNode offers = root.putArray("offers");
        spec.offers().forEach(offer -> write(offer, offers.addObject()));
        return MAPPER.writeValueAsString(root);
    }

    private static ArrayNode numbers(@org.jspecify.annotations.Nullable Weights weights) {
        ArrayNode array = MAPPER.createArrayNode();
        if (weights != null) {
            array.add(weights.quality()).add(weights.speed()).add(weights.cost());
        }
        return array;
    }

    private static void write(Offer offer, ObjectNode node) {
        node.put("provider", offer.provider());
        node.put("model", offer.upstreamModel());
        offer.variant().ifPresent(variant -> node.put("as", variant.toString()));
        offer.price()
                .ifPresent(price ->
                        node.putArray("pico_usd_per_token")
                                .add(price.input().picos())
                                .add(price.output().picos())
                                .add(price.cachedInput().picos()));
        if (!offer.limits().equals(Limits.UNKNOWN)) {
            node.put("context", offer.limits().contextTokens());
            node.put("output", offer.limits().outputTokens());
            node.put("can", words(offer.limits().capabilities()));
        }
        if (offer.sandbox()) {
            node.put("sandbox", true);
        }
    }

    private static String words(Set<Capability> capabilities) {
        return capabilities.stream()
                .sorted()
                .map(Capability::word)
                .collect(Collectors.joining(" "));
    }

    private static Set<Capability> capabilities(String words) {
        Set<Capability> set = EnumSet.noneOf(Capability.class);
        for (String word : words.split(" ", -1)) {
            if (!word.isEmpty()) {
                set.add(Capability.parse(word));
            }
        }
        return set;
    }

    public static TableSpec readTable(String json) {
        JsonNode root = MAPPER.readTree(json);
        Map<Policy, Weights> general = new EnumMap<>(Policy.class);
        Map<Policy, Map<Category, Weights>> exceptions = new EnumMap<>(Policy.class);
        root.get("weights")
                .properties()
                .forEach(entry -> {
                    String[] key = entry.getKey().split("/", -1);
                    Policy policy = Policy.find(key[0]).orElseThrow();
                    JsonNode three = entry.getValue();
                    Weights weights =
                            new Weights(
                                    three.get(0).asDouble(),
                                    three.get(1).asDouble(),
                                    three.get(2).asDouble());
                    if (key.length == 1) {
                        general.put(policy, weights);
                    } else {
                        exceptions
                                .computeIfAbsent(policy, _ -> new EnumMap<>(Category.class))
                                .put(Category.find(key[1]).orElseThrow(), weights);
                    }
                });
        List<Offer> offers = new ArrayList<>();
        root.get("offers").forEach(node -> offers.add(readOffer(node)));
        return new TableSpec(
                root.get("snapshot").asString(),
                root.get("scoring").asString(),
                LocalDate.parse(root.get("as_of").asString()),
                new RoutingSettings(
                        new PolicyWeights(general, exceptions),
                        Optional.ofNullable(root.get("default_offer")).map(JsonNode::asString)),
                offers);
    }

    private static Offer readOffer(JsonNode node) {
        JsonNode price = node.get("pico_usd_per_token");
        return new Offer(
                node.get("provider").asString(),
                node.get("model").asString(),
                Optional.ofNullable(node.get("as")).map(JsonNode::asString).map(Variant::parse),
                Optional.ofNullable(price)
                        .map(three ->
                                new Price(
                                        new Usd(three.get(0).asLong()),
                                        new Usd(three.get(1).asLong()),
                                        new Usd(three.get(2).asLong()))),
                node.has("can")
                        ? new Limits(
                                node.get("context").asInt(),
                                node.get("output").asInt(),
                                capabilities(node.get("can").asString()))
                        : Limits.UNKNOWN,
                node.has("sandbox"));
    }

    // --- health

    public static String write(Health health) {
        ArrayNode array = MAPPER.createArrayNode();
        for (int i = 0; i < health.size(); i++) {
            OfferHealth offer = health.of(i);
            array.addArray()
                    .add(offer.coolingDown())
                    .add(offer.errorShare())
                    .add(offer.firstByteMillis())
                    .add(offer.tokensPerSecond());
        }
        return MAPPER.writeValueAsString(array);
    }

    public static Health readHealth(String json) {
        return new Health(
                StreamSupport.stream(MAPPER.readTree(json).spliterator(), false)
                        .map(four ->
                                new OfferHealth(
                                        four.get(0).asBoolean(),
                                        four.get(1).asDouble(),
                                        four.get(2).asInt(),
                                        four.get(3).asInt()))
                        .toList());
    }

    // --- request

    /// Written once per request on the event loop, hence by hand: all parts are numbers and words
    /// but the pinned name.
    public static String write(RoutingRequest request) {
        Features features = request.features();
        CategoryEstimate estimate = features.category();
        var json = new StringBuilder(160);
        json.append("{\"policy\":\"").append(request.policy().word());
        if (request.target() instanceof Target.Pinned pinned) {
            json.append("\",\"model\":").append(MAPPER.writeValueAsString(pinned.model()));
        } else {
            json.append('"');
        }
        json.append(",\"category\":\"").append(estimate.category().word());
        json.append("\",\"basis\":\"").append(estimate.basis()).append('"');
        if (estimate.basis() == Basis.TEXT || estimate.basis() == Basis.UNSURE) {
            json.append(",\"thousandths\":[");
            for (Category category : Category.ofText()) {
                json.append(category.ordinal() == 0 ? "" : ",")
                        .append(Math.round(estimate.probability(category) * 1_000));
            }
            json.append(']');
        }
        json.append(",\"input\":").append(features.inputTokens());
        json.append(",\"limit\":").append(features.answerLimit());
        if (!features.needs().isEmpty()) {
            json.append(",\"needs\":\"").append(words(features.needs())).append('"');
        }
        return json.append(",\"turn\":").append(request.turn()).append('}').toString();
    }

    public static RoutingRequest readRequest(String json) {
        JsonNode root = MAPPER.readTree(json);
        Category category = Category.find(root.get("category").asString()).orElseThrow();
        Basis basis = Basis.valueOf(root.get("basis").asString());
        JsonNode thousandths = root.get("thousandths");
        CategoryEstimate estimate;
        if (thousandths == null) {
            estimate = CategoryEstimate.certain(category, basis);
        } else {
            float[] probabilities = new float[thousandths.size()];
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = thousandths.get(i).asInt() / 1_000f;
            }
            estimate = CategoryEstimate.of(category, basis, probabilities);
        }
        return new RoutingRequest(
                root.has("model")
                        ? new Target.Pinned(root.get("model").asString())
                        : new Target.Auto(),
                Policy.find(root.get("policy").asString()).orElseThrow(),
                new Features(
                        estimate,
                        root.get("input").asInt(),
                        root.get("limit").asInt(),
                        root.has("needs") ? capabilities(root.get("needs").asString()) : Set.of()),
                root.get("turn").asLong());
    }
}

package dev.assayer.evidence.sync;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.NameMatch;
import dev.assayer.catalog.NameMatcher;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Listing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Listed offers in the making: the lines of all price catalogues, reduced to the providers we have
/// presets for, one line per provider and name, without the prices that cannot be right.
final class OfferList {

    /// A host in any catalogue's spelling, to the id of our preset.
    private static final Map<String, String> PRESETS =
            Map.ofEntries(
                    Map.entry("anthropic", "anthropic"),
                    Map.entry("deepseek", "deepseek"),
                    Map.entry("fireworks-ai", "fireworks"),
                    Map.entry("fireworks_ai", "fireworks"),
                    Map.entry("gemini", "google"),
                    Map.entry("google", "google"),
                    Map.entry("groq", "groq"),
                    Map.entry("mistral", "mistral"),
                    Map.entry("openai", "openai"),
                    Map.entry("openrouter", "openrouter"),
                    Map.entry("together_ai", "together"),
                    Map.entry("togetherai", "together"),
                    Map.entry("xai", "xai"));

    /// Presets that serve models of their own lab only, so that a bare name can mean no other
    /// lab's.
    private static final Map<String, String> LAB_OF_PRESET =
            Map.of(
                    "anthropic", "anthropic",
                    "deepseek", "deepseek",
                    "google", "google",
                    "mistral", "mistralai",
                    "openai", "openai",
                    "xai", "x-ai");

    /// Names that OpenAI serves under `/responses` alone, as LiteLLM's list of modes says
    /// (2026-08).
    private static final Pattern RESPONSES_ONLY =
            Pattern.compile(
                    "(?:o\\d|gpt-[\\d.]+)-pro(?:-\\d{4}-\\d{2}-\\d{2})?|gpt-5(?:\\.\\d)?-codex.*|codex-mini-latest|computer-use-preview.*|o\\d.*-deep-research.*");

    /// Names at DeepSeek's own API that have meant V2, V2.5, V3, V3.1, V3.2 and V4 in turn.
    private static final Set<String> MOVING_AT_DEEPSEEK =
            Set.of("deepseek-chat", "deepseek-reasoner", "deepseek-coder");

    /// A price this many times the median of its model's prices is a mistake of the catalogue:
    /// LiteLLM has had rows a hundred thousand times too high, while real hosts of one model lie
    /// within a factor of about ten (2026-08).
    private static final BigDecimal OUTLIER = BigDecimal.valueOf(20);

    private final NameMatcher matcher;
    private final Map<String, ListedOffer> offers = new TreeMap<>();
    private final Map<ModelId, List<BigDecimal>> prices = new HashMap<>();
    private final List<String> rejected = new ArrayList<>();

    /// Providers that spoke for themselves: their own list says what they serve, and copies of it
    /// in other catalogues hold what they have dropped.
    private final Set<String> spokeForThemselves = new HashSet<>();

    OfferList(NameMatcher matcher) {
        this.matcher = matcher;
    }

    /// Takes in one catalogue; what an earlier one said of the same offer stands.
    ///
    /// @return how many lines became offers
    int add(String source, Collection<Listing> listings) {
        int taken = 0;
        if (!listings.isEmpty()) {
            hear(source);
        }
        for (Listing listing : listings) {
            Optional<Variant> variant = variant(listing);
            Optional<ModelId> model = variant.map(Variant::model);
            listing.price()
                    .filter(price -> !price.isFree())
                    .ifPresent(price ->
                            model.ifPresent(id ->
                                    prices.computeIfAbsent(id, key -> new ArrayList<>())
                                            .add(price.inputPerMillion())));
            String provider = PRESETS.get(listing.host());
            if (provider != null
                    && isOffered(listing)
                    && isHeard(source, provider)
                    && (variant.isPresent() || !isLongTail(source, provider))) {
                var offer =
                        new ListedOffer(
                                provider,
                                listing.id(),
                                variant,
                                listing.price(),
                                listing.about().limits(),
                                source,
                                listing.date());
                offers.merge(provider + "/" + listing.id(), offer, OfferList::better);
                taken++;
            }
        }
        return taken;
    }

    /// Notes a source that is a provider itself.
    private void hear(String source) {
        if (PRESETS.getOrDefault(source, "").equals(source) && !LAB_OF_PRESET.containsKey(source)) {
            spokeForThemselves.add(source);
        }
    }

    private boolean isHeard(String source, String provider) {
        return source.equals(provider) || !spokeForThemselves.contains(provider);
    }

    /// Not ids that move from model to model (`~anthropic/claude-opus-latest`), stand for a
    /// customer's own (`ft:`), or cannot be asked for a chat completion.
    private static boolean isOffered(Listing listing) {
        boolean isResponsesOnly =
                listing.host().equals("openai") && RESPONSES_ONLY.matcher(listing.id()).matches();
        return !listing.id().startsWith("~") && !listing.id().startsWith("ft:") && !isResponsesOnly;
    }

    /// LiteLLM lists hundreds of names at hosts of open models that have long been switched off.
    private static boolean isLongTail(String source, String provider) {
        return source.equals("litellm") && !LAB_OF_PRESET.containsKey(provider);
    }

    /// Keeps offers of the last good snapshot where their catalogue failed this time.
    void keep(ListedOffer offer) {
        hear(offer.source());
        if (!isHeard(offer.source(), offer.provider())) {
            return;
        }
        offers.merge(offer.provider() + "/" + offer.upstreamModel(), offer, OfferList::better);
        offer.model()
                .flatMap(id ->
                        offer.price()
                                .filter(price -> !price.isFree())
                                .map(price -> Map.entry(id, price)))
                .ifPresent(entry ->
                        prices.computeIfAbsent(entry.getKey(), key -> new ArrayList<>())
                                .add(entry.getValue().inputPerMillion()));
    }

    private static ListedOffer better(ListedOffer first, ListedOffer second) {
        return first.price().isEmpty() && second.price().isPresent() ? second : first;
    }

    private Optional<Variant> variant(Listing listing) {
        String preset = PRESETS.getOrDefault(listing.host(), "");
        if (preset.equals("deepseek") && MOVING_AT_DEEPSEEK.contains(listing.id())) {
            return Optional.empty();
        }
        String lab = LAB_OF_PRESET.get(preset);
        boolean isBare = lab != null && listing.id().indexOf('/') < 0;
        Optional<NameMatch> byName =
                matcher.match(WrittenName.of(isBare ? lab + "/" + listing.id() : listing.id()));
        return listing.about()
                .base()
                .flatMap(base -> matcher.match(WrittenName.of(base)))
                .map(match -> new Variant(match.variant().model(), effort(byName, match)))
                .or(() -> byName.map(NameMatch::variant));
    }

    /// A base names the model; the effort, where there is one, stands in the host's own name.
    private static Effort effort(Optional<NameMatch> byName, NameMatch byBase) {
        return byName.map(NameMatch::variant)
                .filter(variant -> variant.model().equals(byBase.variant().model()))
                .map(Variant::effort)
                .orElse(byBase.variant().effort());
    }

    /// The offers, those with unbelievable prices without them.
    List<ListedOffer> offers() {
        var checked = new ArrayList<ListedOffer>();
        for (ListedOffer offer : offers.values()) {
            Optional<Price> price = offer.price().filter(quoted -> isBelievable(offer, quoted));
            checked.add(
                    new ListedOffer(
                            offer.provider(),
                            offer.upstreamModel(),
                            offer.variant(),
                            price,
                            offer.limits(),
                            offer.source(),
                            offer.date()));
        }
        return checked;
    }

    /// One line per price that was too far off.
    List<String> rejected() {
        return List.copyOf(rejected);
    }

    private boolean isBelievable(ListedOffer offer, Price price) {
        Optional<BigDecimal> median = offer.model().map(prices::get).map(OfferList::lowerMedian);
        if (median.isEmpty()
                || price.inputPerMillion().compareTo(median.get().multiply(OUTLIER)) <= 0) {
            return true;
        }
        rejected.add(
                offer.provider()
                        + "/"
                        + offer.upstreamModel()
                        + ": "
                        + price.inputPerMillion().toPlainString()
                        + " USD per million input tokens in "
                        + offer.source()
                        + " (expected: at most 20 times the median of "
                        + median.get().toPlainString()
                        + ")");
        return false;
    }

    /// The lower of the two middle ones, so that of two prices the smaller is believed.
    private static BigDecimal lowerMedian(List<BigDecimal> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((sorted.size() - 1) / 2);
    }
}

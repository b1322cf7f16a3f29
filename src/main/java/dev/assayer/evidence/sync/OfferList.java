package dev.assayer.evidence.sync;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.NameMatch;
import dev.assayer.catalog.NameMatcher;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Listing;
import dev.assayer.evidence.Quote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Listed offers in the making: the lines of all price catalogues, reduced to the providers we have
/// presets for, one line per provider and name; beside them every price that any host asks.
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

    private final NameMatcher matcher;
    private final Map<String, ListedOffer> offers = new TreeMap<>();
    private final List<Quote> quotes = new ArrayList<>();

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
            String provider = PRESETS.get(listing.host());
            quote(
                    variant,
                    listing.price(),
                    price ->
                            new Quote(
                                    variant.orElseThrow().model(),
                                    source,
                                    provider == null ? listing.host() : provider,
                                    listing.id(),
                                    price,
                                    listing.date()));
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
        quote(
                offer.variant(),
                offer.price(),
                price ->
                        new Quote(
                                offer.variant().orElseThrow().model(),
                                offer.source(),
                                offer.provider(),
                                offer.upstreamModel(),
                                price,
                                offer.date()));
    }

    private void quote(
            Optional<Variant> variant, Optional<Price> price, Function<Price, Quote> quote) {
        if (variant.isPresent()) {
            price.map(quote).ifPresent(quotes::add);
        }
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

    List<ListedOffer> offers() {
        return List.copyOf(offers.values());
    }

    /// Every price of a known model, whoever asks it.
    List<Quote> quotes() {
        return List.copyOf(quotes);
    }
}

package dev.assayer.evidence.sync;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Labs;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.Model;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.NameMatch;
import dev.assayer.catalog.NameMatcher;
import dev.assayer.catalog.ReviewedAliases;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Listing;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.pricelist.ModelsDev;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A catalogue of models in the making. Identity comes first from OpenRouter's ids as models.dev
/// lists them, then from the labs' own names, then from boards that say who made a model; each name
/// that the matcher already knows only adds what it says. Confined to one thread.
///
/// What a name is taken for depends on what is known already, and the first names that are read
/// cannot know what the last ones tell. So they are read again, each time against all that was
/// found so far, until that changes nothing ([#settled]): then the same names over the catalogue
/// that came of them give that catalogue.
final class CatalogDraft {

    /// Hosts that sell their own models, to the lab of their ids. LiteLLM's spellings among them.
    private static final Map<String, String> OWN_HOSTS =
            Map.ofEntries(
                    Map.entry("alibaba", "qwen"),
                    Map.entry("anthropic", "anthropic"),
                    Map.entry("cohere", "cohere"),
                    Map.entry("cohere_chat", "cohere"),
                    Map.entry("deepseek", "deepseek"),
                    Map.entry("gemini", "google"),
                    Map.entry("google", "google"),
                    Map.entry("inception", "inception"),
                    Map.entry("minimax", "minimax"),
                    Map.entry("mistral", "mistralai"),
                    Map.entry("moonshot", "moonshotai"),
                    Map.entry("moonshotai", "moonshotai"),
                    Map.entry("openai", "openai"),
                    Map.entry("stepfun", "stepfun"),
                    Map.entry("upstage", "upstage"),
                    Map.entry("xai", "x-ai"),
                    Map.entry("xiaomi", "xiaomi"),
                    Map.entry("zai", "z-ai"),
                    Map.entry("zhipuai", "z-ai"));

    private static final String OPENROUTER = "openrouter";

    /// Names whose meaning moves, or that are no model.
    private static final Pattern MOVING =
            Pattern.compile(
                    "(?:^|[-_/])latest(?:$|[-_])|^~|/ft:|k2-turbo-preview$|^deepseek/deepseek-(?:chat|reasoner|coder)$|container$|-search-(?:preview|api)|-search$|gemini-gemma|-v1-auto$");

    private static final Pattern NEVER_RELEASED =
            Pattern.compile(
                    "experimental|beta|stealth|arena|dev-api|online|june-2024|-preview$|-exp(?:-|$)");
    private static final Pattern PACKAGING =
            Pattern.compile("^(?:nvidia-(?=nemotron|llama)|ibm-(?=granite))|-(?:fp8|bf16|nvfp4)$");
    private static final Pattern LEVEL_WORD =
            Pattern.compile("[-_ ](?:minimal|low|medium|high|xhigh|max)(?:-\\d+k)?(?=$|[-_ ])");

    /// Of labs that only ever switch thinking on and off in the same weights.
    private static final Pattern SWITCH =
            Pattern.compile(
                    "(?<=^(?:claude|gemini|gpt|grok).{1,60})-(?:non?-)?(?:thinking|reasoning)$");

    private final Map<ModelId, Model> models = new TreeMap<>();
    private final NameMatcher matcher;

    private CatalogDraft(Map<ModelId, Model> known, ReviewedAliases reviewed) {
        models.putAll(known);
        this.matcher = new NameMatcher(models.values(), reviewed);
    }

    /// The catalogue to which these names add nothing any more. It is reached, because models only
    /// ever gain: aliases out of so many names, and what was unknown of them.
    ///
    /// @param known the models to begin with
    /// @param listings what the price catalogues say exists
    /// @param rows figures, for the models that boards name
    static CatalogDraft settled(
            Collection<Model> known,
            ReviewedAliases reviewed,
            List<Listing> listings,
            List<Row> rows) {
        var before = new TreeMap<ModelId, Model>();
        known.forEach(model -> before.put(model.id(), model));
        while (true) {
            var draft = new CatalogDraft(before, reviewed);
            draft.addListings(listings);
            draft.addNamed(rows);
            if (draft.models.equals(before)) {
                return draft;
            }
            before.putAll(draft.models);
        }
    }

    /// The matcher over all of the models.
    NameMatcher matcher() {
        return matcher;
    }

    Collection<Model> models() {
        return models.values();
    }

    /// Takes in what the price catalogues say exists.
    private void addListings(List<Listing> listings) {
        listings.stream()
                .filter(listing -> listing.host().equals(OPENROUTER))
                .filter(listing ->
                        isPlainId(withoutTier(listing.id()))
                                && listing.about().released().isPresent())
                .sorted(undatedFirst().thenComparing(CatalogDraft::released))
                .forEach(listing -> add(listing, withoutTier(listing.id())));
        listings.stream()
                .filter(listing -> listing.host().equals(ModelsDev.LABS))
                .sorted(undatedFirst())
                .forEach(listing -> add(listing, underCanonicalLab(listing.id())));
        listings.stream()
                .filter(listing -> OWN_HOSTS.containsKey(listing.host()))
                .filter(listing -> listing.id().indexOf('/') < 0)
                .sorted(undatedFirst())
                .forEach(listing ->
                        add(
                                listing,
                                underCanonicalLab(
                                        OWN_HOSTS.get(listing.host()) + "/" + listing.id())));
    }

    private static Comparator<Listing> undatedFirst() {
        return Comparator.<Listing>comparingInt(
                        listing -> listing.id().matches(".*\\d{4}.*") ? 1 : 0)
                .thenComparingInt(listing -> listing.id().length())
                .thenComparing(Listing::id)
                .thenComparing(Listing::host);
    }

    /// A model that is only given away goes by its id without that.
    private static String withoutTier(String id) {
        return id.endsWith(":free") ? id.substring(0, id.length() - ":free".length()) : id;
    }

    /// Of two dates for one id the earlier is its release: nothing is sold before.
    private static LocalDate released(Listing listing) {
        return listing.about().released().orElse(LocalDate.MAX);
    }

    private static boolean isPlainId(String id) {
        return id.indexOf('/') > 0
                && id.indexOf(':') < 0
                && !id.startsWith("openrouter/")
                && !id.equals("switchpoint/router");
    }

    private static String underCanonicalLab(String id) {
        int slash = id.indexOf('/');
        String lab = id.substring(0, slash);
        return Labs.canonical(lab).orElse(lab)
                + id.substring(slash).replace("qwen2-5-", "qwen2.5-");
    }

    private void add(Listing listing, String path) {
        String id = path.toLowerCase(Locale.ROOT);
        if (MOVING.matcher(id).find() && !models.containsKey(new ModelId(id))) {
            return;
        }
        Optional<NameMatch> match = matcher.match(WrittenName.of(id));
        Listing.About about = listing.about();
        if (match.isEmpty() && matcher.isNoModel(WrittenName.of(id))) {
            return;
        }
        if (match.isEmpty()) {
            put(
                    new Model(
                            ModelId.of(id),
                            about.name(),
                            about.released(),
                            about.openWeights(),
                            about.limits(),
                            about.aliases()));
        } else if (match.get().variant().effort() == Effort.DEFAULT) {
            merge(match.get(), id, about);
        }
    }

    private void merge(NameMatch match, String id, Listing.About about) {
        Model known = models.get(match.variant().model());
        if (known == null) {
            return;
        }
        var aliases = new LinkedHashSet<>(known.aliases());
        if (!id.equals(known.id().value()) && !isTier(match)) {
            aliases.add(id);
        }
        about.aliases().stream()
                .filter(alias ->
                        !isTier(match)
                                || matcher.match(WrittenName.of(alias))
                                        .filter(CatalogDraft::isTier)
                                        .isEmpty())
                .forEach(aliases::add);
        put(
                new Model(
                        known.id(),
                        known.name(),
                        known.released().or(about::released),
                        known.openWeights() || about.openWeights(),
                        fuller(known.limits(), about.limits()),
                        List.copyOf(aliases)));
    }

    /// Whether the name is that of a host's speed tier: it means the model as long as no model of
    /// that name is known, so neither it nor the dated slug beside it is another name of the model.
    private static boolean isTier(NameMatch match) {
        return match.how() == NameMatch.How.TIER;
    }

    private static Limits fuller(Limits known, Limits other) {
        var capabilities = new LinkedHashSet<>(known.capabilities());
        if (capabilities.isEmpty()) {
            capabilities.addAll(other.capabilities());
        }
        return new Limits(
                known.contextTokens() == 0 ? other.contextTokens() : known.contextTokens(),
                known.outputTokens() == 0 ? other.outputTokens() : known.outputTokens(),
                capabilities);
    }

    private void put(Model model) {
        models.put(model.id(), model);
        matcher.add(model);
    }

    /// Takes in models that a board names together with their lab and that no catalogue lists:
    /// retired ones, and ones newer than the catalogues. What its maker alone reports of a model
    /// makes none.
    private void addNamed(Collection<Row> rows) {
        rows.stream()
                .filter(row -> row.method() != Method.SELF_REPORTED)
                .map(Row::name)
                .distinct()
                .sorted(
                        Comparator.comparing((WrittenName name) -> name.anchor().isEmpty())
                                .thenComparingInt(name -> name.text().length())
                                .thenComparing(WrittenName::text))
                .forEach(this::addNamed);
    }

    private void addNamed(WrittenName name) {
        if (matcher.match(name).isPresent() || matcher.isNoModel(name)) {
            return;
        }
        idOf(name)
                .filter(id -> !models.containsKey(id))
                .ifPresent(id -> {
                    var aliases = new ArrayList<String>();
                    name.anchor().ifPresent(aliases::add);
                    put(
                            new Model(
                                    id,
                                    name.text().replaceAll("\\s*\\(.*\\)", ""),
                                    Optional.<LocalDate>empty(),
                                    name.anchor().isPresent(),
                                    Limits.UNKNOWN,
                                    aliases));
                });
    }

    /// The id that a board's name gives: the lab it names and the name without its effort. A title
    /// (`Ministral 3 14B`) gives none, since catalogues put its words in another order.
    private static Optional<ModelId> idOf(WrittenName name) {
        String plain = name.text().toLowerCase(Locale.ROOT).replaceAll("\\(.*?\\)", "").strip();
        String last = plain.substring(plain.lastIndexOf('/') + 1);
        Optional<String> lab =
                name.lab()
                        .flatMap(Labs::canonical)
                        .or(() ->
                                name.anchor()
                                        .filter(anchor -> anchor.indexOf('/') > 0)
                                        .flatMap(anchor ->
                                                Labs.canonical(
                                                        anchor.substring(0, anchor.indexOf('/')))));
        boolean isUnreleased = NEVER_RELEASED.matcher(last).find() && name.anchor().isEmpty();
        if (lab.isEmpty()
                || plain.indexOf(' ') >= 0
                || MOVING.matcher(last).find()
                || isUnreleased) {
            return Optional.empty();
        }
        String word =
                last.contains("qwen") || last.contains("mistral")
                        ? last
                        : LEVEL_WORD.matcher(last).replaceAll("");
        String dashed = SWITCH.matcher(word.replaceAll("[\\s_]+", "-")).replaceAll("");
        String slug = PACKAGING.matcher(dashed).replaceAll("");
        if (!slug.matches("[a-z0-9][a-z0-9.+-]*")) {
            return Optional.empty();
        }
        String maker = slug.startsWith("muse-") ? "meta" : lab.get();
        return Optional.of(ModelId.of(maker + "/" + slug));
    }
}

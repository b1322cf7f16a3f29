package dev.assayer.config;

import dev.assayer.catalog.BaseUrl;
import dev.assayer.catalog.Capability;
import dev.assayer.catalog.Dialect;
import dev.assayer.catalog.Effort;
import dev.assayer.catalog.Limits;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Provider;
import dev.assayer.routing.policy.Policy;
import dev.assayer.routing.policy.PolicyWeights;
import dev.assayer.routing.policy.Weights;
import dev.assayer.scoring.Category;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns a configuration file's nodes into [Settings], key by key, by hand: data binding reflects,
/// which costs time at every start, and could neither tell the line nor go on after a problem.
/// Every problem is reported; a bad value is replaced by its default so that the reading goes on.
final class SettingsReader {

    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "content-type", "host", "transfer-encoding");
    private static final Pattern SCORING_METHOD = Pattern.compile("[a-z0-9][a-z0-9./-]*");
    private static final Range<Integer> CONTEXT = new Range<>(1, 100_000_000);

    private final Surroundings surroundings;
    private final KnownIds known;
    private final Reading reading;

    SettingsReader(Surroundings surroundings, KnownIds known, Reading reading) {
        this.surroundings = surroundings;
        this.known = known;
        this.reading = reading;
    }

    /// Reads all settings.
    ///
    /// @param home the home in force; whatever the file says must agree
    Settings read(Node.Mapping file, Path home) {
        var root = new Section(reading, "", file);
        home(root, home);
        var settings =
                new Settings(
                        home,
                        server(root.section("server")),
                        deadlines(root.section("deadlines")),
                        root.toggle("discovery", true),
                        root.choice(
                                "sandbox",
                                SandboxMode.AUTO,
                                SandboxMode.values(),
                                SandboxMode::word),
                        providers(root),
                        routing(root.section("routing")),
                        ledger(root.section("ledger")),
                        evidence(root.section("evidence")),
                        scoring(root.section("scoring")),
                        log(root.section("log")));
        reading.finish();
        return settings;
    }

    private void home(Section root, Path home) {
        Optional<Path> given = root.located("home", "a path", surroundings::resolve);
        if (given.isPresent() && !given.get().equals(home)) {
            root.refuse(
                    "home",
                    "names another directory than the one it was read in (expected: " + home + ")");
        }
    }

    private static ServerSettings server(Section section) {
        ServerSettings usual = ServerSettings.DEFAULT;
        return section.make(
                usual,
                () ->
                        new ServerSettings(
                                section.value(
                                                "host",
                                                ServerSettings.HOST_FORM,
                                                ServerSettings::requireHost)
                                        .orElse(usual.host()),
                                section.whole("port", usual.port(), ServerSettings.PORT),
                                section.whole(
                                        "event-loops",
                                        usual.eventLoops(),
                                        ServerSettings.EVENT_LOOPS),
                                section.duration(
                                        "shutdown-grace",
                                        usual.shutdownGrace(),
                                        ServerSettings.SHUTDOWN_GRACE),
                                limits(section.section("limits")),
                                section.secret("admin-key", Secret::key)));
    }

    private static ServerLimits limits(Section section) {
        ServerLimits usual = ServerLimits.DEFAULT;
        return section.make(
                usual,
                () ->
                        new ServerLimits(
                                section.whole(
                                        "header-count",
                                        usual.headerCount(),
                                        ServerLimits.HEADER_COUNT),
                                section.size(
                                        "header-size",
                                        usual.headerSize(),
                                        ServerLimits.HEADER_SIZE),
                                section.size("body-size", usual.bodySize(), ServerLimits.BODY_SIZE),
                                section.size(
                                        "response-size",
                                        usual.responseSize(),
                                        ServerLimits.BODY_SIZE),
                                section.size(
                                        "stream-size", usual.streamSize(), ServerLimits.BODY_SIZE),
                                section.whole(
                                        "concurrent-requests",
                                        usual.concurrentRequests(),
                                        ServerLimits.CONCURRENT_REQUESTS)));
    }

    private static CallDeadlines deadlines(Section section) {
        CallDeadlines usual = CallDeadlines.DEFAULT;
        return section.make(
                usual,
                () ->
                        new CallDeadlines(
                                section.duration("connect", usual.connect(), CallDeadlines.ANY),
                                section.duration(
                                        "first-byte", usual.firstByte(), CallDeadlines.ANY),
                                section.duration("idle", usual.idle(), CallDeadlines.ANY),
                                section.duration("total", usual.total(), CallDeadlines.ANY)));
    }

    // ---- providers

    private List<DeclaredProvider> providers(Section root) {
        var byId = new LinkedHashMap<String, DeclaredProvider>();
        for (Section section : root.sections("providers", "")) {
            provider(section)
                    .ifPresent(provider -> {
                        DeclaredProvider earlier = byId.putIfAbsent(provider.id(), provider);
                        if (earlier != null) {
                            section.refuse("id", "stands twice (first: " + earlier.origin() + ")");
                        }
                    });
        }
        return List.copyOf(byId.values());
    }

    /// A provider, unless it has no usable id. Everything in it is read in any case.
    private Optional<DeclaredProvider> provider(Section section) {
        Optional<String> id =
                section.value("id", Provider.ID_FORM, text -> checked(text, Provider.isId(text)));
        var connection =
                new Connection(
                        section.choice("dialect", Dialect.OPENAI, Dialect.values(), Dialect::word),
                        section.value("base-url", BaseUrl::parse),
                        section.secret("api-key", Secret::key),
                        headers(section.section("headers")));
        List<DeclaredModel> models = models(section);
        boolean enabled = section.toggle("enabled", true);
        if (!section.has("id")) {
            section.missing("id", Provider.ID_FORM);
        } else if (enabled
                && !section.has("base-url")
                && id.isPresent()
                && !known.providers().contains(id.get())) {
            section.missing(
                    "base-url",
                    "an address such as http://127.0.0.1:8000/v1; only known providers have one of their own: "
                            + String.join(", ", known.providers().stream().sorted().toList()));
        }
        return id.map(known ->
                new DeclaredProvider(known, connection, models, enabled, section.origin()));
    }

    private static Map<String, Secret> headers(Section section) {
        return section.each(name -> {
            if (!HEADER_NAME.matcher(name).matches()) {
                section.refuse(name, "is not the name of a header");
            } else if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                section.refuse(name, "is a header that follows from each request (expected: none)");
            }
            return section.secret(name, Secret::of);
        });
    }

    private static List<DeclaredModel> models(Section provider) {
        var models = new ArrayList<DeclaredModel>();
        var lines = new HashMap<String, Origin>();
        for (Section section : provider.sections("models", "id")) {
            Optional<DeclaredModel> model = model(section);
            if (model.isPresent()) {
                models.add(model.get());
                Origin earlier = lines.putIfAbsent(model.get().id(), section.origin());
                if (earlier != null) {
                    section.refuse("id", "stands twice (first: " + earlier + ")");
                }
            }
        }
        return models;
    }

    private static Optional<DeclaredModel> model(Section section) {
        Optional<String> id =
                section.value(
                        "id", "the name sent upstream", text -> checked(text, !text.isBlank()));
        Optional<ModelId> as =
                section.value("as", "a catalogue id, lab/model in lower case", ModelId::of);
        Effort effort = section.choice("effort", Effort.DEFAULT, Effort.values(), Effort::word);
        Optional<Price> price = section.sectionIfGiven("price").flatMap(SettingsReader::price);
        int context = section.whole("context", 0, CONTEXT);
        List<Capability> capabilities =
                section.values(
                        "capabilities",
                        Section.words(
                                Arrays.stream(Capability.values()).map(Capability::word).toList()),
                        text -> Capability.parse(text.replace('-', '_')));
        if (!section.has("id")) {
            section.missing("id", "the name sent upstream");
        }
        return id.map(name ->
                new DeclaredModel(
                        name, as, effort, price, new Limits(context, 0, Set.copyOf(capabilities))));
    }

    private static Optional<Price> price(Section section) {
        String expected = "dollars per million tokens, such as 0.15";
        Optional<BigDecimal> input = section.decimal("input", expected);
        Optional<BigDecimal> output = section.decimal("output", expected);
        Optional<BigDecimal> cachedInput = section.decimal("cached-input", expected);
        for (String key : List.of("input", "output")) {
            if (!section.has(key)) {
                section.missing(key, expected);
            }
        }
        return input.flatMap(
                in -> output.map(out -> Price.perMillion(in, out, cachedInput.orElse(in))));
    }

    // ---- routing

    private static RoutingOptions routing(Section section) {
        RoutingOptions usual = RoutingOptions.DEFAULT;
        return section.make(
                usual,
                () ->
                        new RoutingOptions(
                                section.choice(
                                        "default-policy",
                                        usual.defaultPolicy(),
                                        Policy.values(),
                                        Policy::word),
                                section.value(
                                        "default-offer",
                                        "provider/model",
                                        RoutingOptions::requireOffer),
                                section.fraction("category-confidence", usual.categoryConfidence()),
                                weights(section.section("weights"))));
    }

    private static PolicyWeights weights(Section section) {
        var general = new EnumMap<Policy, Weights>(Policy.class);
        var exceptions = new EnumMap<Policy, Map<Category, Weights>>(Policy.class);
        for (Policy policy : Policy.values()) {
            Weights usual = PolicyWeights.DEFAULT.weights(policy, Category.GENERAL);
            Section ofPolicy = section.section(policy.word());
            Weights own = weights(ofPolicy, usual);
            general.put(policy, own);
            Section categories = ofPolicy.section("categories");
            var byCategory = new EnumMap<Category, Weights>(Category.class);
            for (Category category : Category.ofText()) {
                categories
                        .sectionIfGiven(category.word())
                        .ifPresent(given -> byCategory.put(category, weights(given, own)));
            }
            if (!byCategory.isEmpty()) {
                exceptions.put(policy, byCategory);
            }
        }
        return new PolicyWeights(general, exceptions);
    }

    /// Weights are given together or not at all: a sum of one is nothing to guess.
    private static Weights weights(Section section, Weights usual) {
        List<String> keys = List.of("quality", "speed", "cost");
        if (keys.stream().anyMatch(section::has)) {
            keys.stream()
                    .filter(key -> !section.has(key))
                    .forEach(key -> section.missing(key, "a number, 0..1; the three sum to 1"));
        }
        return section.make(
                usual,
                () ->
                        new Weights(
                                section.fraction("quality", usual.quality()),
                                section.fraction("speed", usual.speed()),
                                section.fraction("cost", usual.cost())));
    }

    // ---- the rest

    private static LedgerSettings ledger(Section section) {
        LedgerSettings usual = LedgerSettings.DEFAULT;
        return section.make(
                usual,
                () ->
                        new LedgerSettings(
                                section.toggle("keep-text", usual.keepText()),
                                section.whole("queue", usual.queue(), LedgerSettings.QUEUE),
                                section.duration(
                                        "flush-interval",
                                        usual.flushInterval(),
                                        LedgerSettings.FLUSH_INTERVAL)));
    }

    private EvidenceSettings evidence(Section section) {
        EvidenceSettings usual = EvidenceSettings.DEFAULT;
        return new EvidenceSettings(
                section.toggle("background", usual.background()),
                section.duration("refresh-interval", usual.interval(), EvidenceSettings.INTERVAL),
                sources(section.section("sources")),
                new OwnEvidence(
                        section.located("static-file", "a path", surroundings::resolve),
                        section.located("dumps", "a path", surroundings::resolve),
                        section.located("observations", "a path", surroundings::resolve)),
                new EvidenceSettings.Trust(
                        section.fraction("min-reliability", usual.trust().minReliability()),
                        section.fraction("anomaly-limit", usual.trust().anomalyLimit())),
                section.toggle("allow-private-addresses", usual.allowPrivateAddresses()));
    }

    private Map<String, SourceSettings> sources(Section section) {
        var sources = new LinkedHashMap<String, SourceSettings>();
        for (String id : known.sources().stream().sorted().toList()) {
            section.sectionIfGiven(id, "from").ifPresent(given -> sources.put(id, source(given)));
        }
        return sources;
    }

    private SourceSettings source(Section section) {
        SourceSettings usual = SourceSettings.DEFAULT;
        return new SourceSettings(
                section.located(
                        "from", "a path, or an http:// or https:// address", this::location),
                section.has("interval")
                        ? Optional.of(
                                section.duration(
                                        "interval",
                                        EvidenceSettings.DEFAULT.interval(),
                                        EvidenceSettings.INTERVAL))
                        : Optional.empty(),
                section.has("daily-requests")
                        ? OptionalInt.of(
                                section.whole("daily-requests", 1, EvidenceSettings.DAILY_REQUESTS))
                        : OptionalInt.empty(),
                section.toggle("enabled", usual.enabled()));
    }

    private SourceLocation location(String text, Origin origin) {
        if (!text.contains("://")) {
            return new SourceLocation.Local(surroundings.resolve(text, origin));
        }
        URI uri = URI.create(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        checked(text, web && uri.getHost() != null && uri.getRawUserInfo() == null);
        return new SourceLocation.Remote(uri);
    }

    private static ScoringSettings scoring(Section section) {
        return new ScoringSettings(
                section.value(
                                "method",
                                "the name of a scoring method",
                                text -> checked(text, SCORING_METHOD.matcher(text).matches()))
                        .orElse(ScoringSettings.DEFAULT.method()),
                ViewReader.views(section),
                ViewReader.speedTiers(section.section("speed-tiers")));
    }

    private static LogSettings log(Section section) {
        return new LogSettings(
                section.choice(
                        "level",
                        LogSettings.DEFAULT.level(),
                        LogSettings.Level.values(),
                        LogSettings.Level::word));
    }

    private static String checked(String text, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}

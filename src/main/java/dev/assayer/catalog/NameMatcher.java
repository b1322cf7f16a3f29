package dev.assayer.catalog;

import dev.assayer.catalog.NameMatch.How;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds the one model that a written name means, or none: a wrong match poisons every score it
/// enters, a missing one only leaves a gap. Names are taken apart ([ParsedName]) and their identity
/// parts must be equal; likeness never counts. Order of trust: the id itself, an anchor beside the
/// name, the reviewed alias file, the parse.
///
/// Confine it to one thread until the last [#add(Model)]; from then on it may be shared.
public final class NameMatcher {

    /// One spelling of a model in the index.
    private record Entry(ModelId model, ParsedName name, boolean isOwnId) {}

    private final Map<String, Set<ModelId>> exact = new HashMap<>();

    /// By the id without its lab.
    private final Map<String, Set<ModelId>> bare = new HashMap<>();

    private final Map<String, List<Entry>> byKey = new HashMap<>();
    private final Map<ModelId, Model> models = new HashMap<>();
    private final ReviewedAliases reviewed;

    public NameMatcher(Collection<Model> models, ReviewedAliases reviewed) {
        this.reviewed = reviewed;
        models.forEach(this::add);
    }

    /// Adds a model with its aliases, or more aliases of a model; an alias that several models
    /// claim counts for none of them.
    public void add(Model model) {
        boolean isNew = models.put(model.id(), model) == null;
        if (isNew) {
            exact.computeIfAbsent(model.id().value(), key -> new LinkedHashSet<>()).add(model.id());
            bare.computeIfAbsent(model.id().name(), key -> new LinkedHashSet<>()).add(model.id());
            index(model, model.id().value(), true);
        }
        for (String alias : model.aliases()) {
            if (exact.computeIfAbsent(fold(alias), key -> new LinkedHashSet<>()).add(model.id())) {
                index(model, alias, false);
            }
        }
        if (isNew) {
            indexDisplayName(model);
        }
    }

    /// What people call the model may say a version, a size or a date that its id leaves out.
    private void indexDisplayName(Model model) {
        String shown = model.name().substring(model.name().indexOf(':') + 1);
        Optional<ParsedName> said = ParsedName.parse(shown);
        Optional<ParsedName> own = ParsedName.parse(model.id().value());
        if (said.isPresent() && own.isPresent() && said.get().saysMoreThan(own.get())) {
            ParsedName name = said.get().tuned(own.get().instruct());
            put(name.key(), new Entry(model.id(), name, false));
        }
    }

    private void index(Model model, String spelling, boolean isOwnId) {
        ParsedName.parse(spelling)
                .ifPresent(name -> {
                    put(name.key(), new Entry(model.id(), name, isOwnId));
                    Set<String> experts = name.experts();
                    if (!experts.isEmpty()) {
                        put(name.keyWithout(experts), new Entry(model.id(), name, false));
                    }
                });
    }

    private void put(String key, Entry entry) {
        byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(entry);
    }

    /// Whether the name can be said to mean no model that is offered: a person has refused it, or
    /// its form says that it is a base model, a fine-tuned one, a pair or a moving alias, or leaves
    /// open which of two models it means.
    public boolean isNoModel(WrittenName written) {
        return reviewed.isRefused(written.text())
                || ParsedName.parse(written.text())
                        .filter(name -> name.instruct() || !name.lacksTuning())
                        .isEmpty();
    }

    private static String fold(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /// The variant that the name means; empty when nothing fits or more than one model does.
    public Optional<NameMatch> match(WrittenName written) {
        Optional<ParsedName> parsed = ParsedName.parse(written);
        Effort said =
                written.effort().orElse(parsed.map(ParsedName::effort).orElse(Effort.DEFAULT));
        if (reviewed.isRefusedAt(written)) {
            return Optional.empty();
        }
        Optional<Variant> here = reviewed.findAt(written);
        if (here.isPresent()) {
            return meant(here.get(), said);
        }
        Optional<NameMatch> known =
                exactly(written.text(), written.effort().orElse(Effort.DEFAULT), How.ID)
                        .or(() ->
                                written.anchor()
                                        .flatMap(anchor -> exactly(anchor, said, How.ANCHOR)));
        if (known.isPresent()) {
            return known;
        }
        Optional<Variant> everywhere =
                reviewed.find(written.text())
                        .or(() -> reviewed.find(ParsedName.withoutRemarks(written.text())));
        if (everywhere.isPresent()) {
            return meant(everywhere.get(), said);
        }
        return reviewed.isRefused(written.text())
                ? Optional.empty()
                : bare(written).or(() -> parsed.flatMap(name -> byParse(written, name)));
    }

    /// What a name means that matches nothing by itself, where its source keeps it under the same
    /// identifier as a name that did: the same variant, as long as the maker, the numbers, the date
    /// and the effort are the same and one name says all that the other says. An identifier that
    /// has come to stand beside another model's name is not believed.
    ///
    /// @param before the name that meant it
    /// @param meant what that was
    public Optional<NameMatch> renamed(WrittenName now, String before, Variant meant) {
        WrittenName old =
                new WrittenName(
                        before,
                        now.lab(),
                        now.anchor(),
                        now.ownId(),
                        Optional.empty(),
                        now.source());
        Optional<ParsedName> here = ParsedName.parse(now);
        Optional<ParsedName> there = ParsedName.parse(old);
        if (here.isEmpty() || there.isEmpty() || isNoModel(now) || reviewed.isRefusedAt(now)) {
            return Optional.empty();
        }
        Effort said = now.effort().orElse(here.get().effort());
        return (said == there.get().effort() || said == meant.effort())
                        && isSameLab(now, here.get(), meant.model())
                        && here.get().isRenamed(there.get())
                ? Optional.of(NameMatch.of(meant.model(), meant.effort(), How.ANCHOR))
                : Optional.empty();
    }

    /// An id without its lab.
    private Optional<NameMatch> bare(WrittenName written) {
        Set<ModelId> found = bare.getOrDefault(fold(written.text()), Set.of());
        return found.size() == 1
                ? Optional.of(
                        NameMatch.of(
                                found.iterator().next(),
                                written.effort().orElse(Effort.DEFAULT),
                                How.ID))
                : Optional.empty();
    }

    /// What a person says the name means, under the id that this catalogue has for it.
    private Optional<NameMatch> meant(Variant variant, Effort said) {
        Effort effort = said == Effort.DEFAULT ? variant.effort() : said;
        String id = variant.model().value();
        return exactly(id, effort, How.REVIEWED)
                .or(() ->
                        reviewed.find(id)
                                .flatMap(other ->
                                        exactly(other.model().value(), effort, How.REVIEWED)))
                .or(() ->
                        ParsedName.parse(id)
                                .flatMap(name -> byParse(WrittenName.of(id), name))
                                .map(match ->
                                        NameMatch.of(
                                                match.variant().model(), effort, How.REVIEWED)));
    }

    /// By the whole name, or by the part of a longer path that may be an id.
    private Optional<NameMatch> exactly(String text, Effort effort, How how) {
        String folded = fold(text);
        int last = folded.lastIndexOf('/');
        int before = last <= 0 ? -1 : folded.lastIndexOf('/', last - 1);
        Set<ModelId> found =
                exact.getOrDefault(
                        folded,
                        before < 0
                                ? Set.of()
                                : exact.getOrDefault(folded.substring(before + 1), Set.of()));
        if (found.size() > 1) {
            found =
                    found.stream()
                            .filter(id -> id.value().equals(folded))
                            .collect(Collectors.toSet());
        }
        return found.size() == 1
                ? Optional.of(NameMatch.of(found.iterator().next(), effort, how))
                : Optional.empty();
    }

    /// Tries the name as it stands, then without its effort words, then without its tier words.
    private Optional<NameMatch> byParse(WrittenName written, ParsedName name) {
        Effort outside = written.effort().orElse(Effort.DEFAULT);
        if (name.remark() == Effort.THINKING || outside == Effort.THINKING) {
            Optional<NameMatch> twin =
                    byKey(written, name, name.keyWith("thinking"), Effort.THINKING, How.PARSED);
            if (twin.isPresent()
                    || Families.hasThinkingTwin(name.words(), name.date().isPresent())) {
                return twin;
            }
        }
        Optional<NameMatch> whole =
                byKey(
                        written,
                        name,
                        name.key(),
                        outside != Effort.DEFAULT ? outside : name.remark(),
                        How.PARSED);
        if (whole.isPresent()) {
            return whole;
        }
        Effort said = outside != Effort.DEFAULT ? outside : name.effort();
        if (!name.effortWords().isEmpty()) {
            Optional<NameMatch> plain =
                    byKey(written, name, name.keyWithout(name.effortWords()), said, How.PARSED);
            if (plain.isPresent()) {
                return plain;
            }
        }
        if (!name.tierWords().isEmpty()) {
            var taken = new HashSet<>(name.tierWords());
            Optional<NameMatch> tier = byKey(written, name, name.keyWithout(taken), said, How.TIER);
            if (tier.isPresent()) {
                return tier;
            }
            taken.addAll(name.effortWords());
            return byKey(written, name, name.keyWithout(taken), said, How.TIER);
        }
        return Optional.empty();
    }

    private Optional<NameMatch> byKey(
            WrittenName written, ParsedName name, String key, Effort effort, How how) {
        List<Entry> entries =
                byKey.getOrDefault(key, List.of()).stream()
                        .filter(entry -> isSameLab(written, name, entry.model()))
                        .filter(entry -> isSameTuning(name, entry))
                        .toList();
        if (name.date().isPresent()) {
            SnapshotDate date = name.date().get();
            return dated(date, entries, effort, how)
                    .or(() -> dated(date, previews(written, name, key), effort, how))
                    .or(() -> near(date, entries, effort, how));
        }
        Optional<NameMatch> found = undated(entries, effort, how);
        return found.isPresent() || !entries.isEmpty()
                ? found
                : undated(previews(written, name, key), effort, how);
    }

    /// Google's previews under the name without that word, as boards and price lists write them.
    private List<Entry> previews(WrittenName written, ParsedName name, String key) {
        if (key.isEmpty() || !name.words().contains("gemini")) {
            return List.of();
        }
        var words = new TreeSet<>(List.of(key.split(" ")));
        return words.add("preview")
                ? byKey.getOrDefault(String.join(" ", words), List.of()).stream()
                        .filter(entry -> isSameLab(written, name, entry.model()))
                        .toList()
                : List.of();
    }

    private static Optional<NameMatch> dated(
            SnapshotDate date, List<Entry> entries, Effort effort, How how) {
        List<Entry> same =
                entries.stream()
                        .filter(entry -> entry.name().date().filter(date::agrees).isPresent())
                        .toList();
        if (!same.isEmpty()) {
            return single(same, effort, how);
        }
        return single(fitting(date, entries), effort, how);
    }

    private static List<Entry> fitting(SnapshotDate date, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.isOwnId())
                .filter(entry -> entry.name().date().filter(date::fits).isPresent())
                .toList();
    }

    private Optional<NameMatch> near(
            SnapshotDate date, List<Entry> entries, Effort effort, How how) {
        List<Entry> near =
                entries.stream()
                        .filter(entry -> entry.name().date().isEmpty() || isOnlySnapshot(entry))
                        .filter(entry -> released(entry).filter(date::isNear).isPresent())
                        .toList();
        return single(near, effort, how == How.PARSED ? How.DATED : how);
    }

    /// Anthropic names one snapshot per model, but for Claude 3.5 Sonnet.
    private static boolean isOnlySnapshot(Entry entry) {
        return entry.model().lab().equals("anthropic")
                && !entry.name().words().containsAll(Set.of("3.5", "sonnet"));
    }

    private Optional<LocalDate> released(Entry entry) {
        Model model = models.get(entry.model());
        return model == null ? Optional.empty() : model.released();
    }

    private static Optional<NameMatch> undated(List<Entry> entries, Effort effort, How how) {
        List<Entry> plain =
                entries.stream().filter(entry -> entry.name().date().isEmpty()).toList();
        if (!plain.isEmpty()) {
            return single(plain, effort, how);
        }
        return entries.stream().allMatch(NameMatcher::isOnlySnapshot)
                ? single(entries, effort, how)
                : Optional.empty();
    }

    /// The one model of the entries; an entry that is the model's own id goes before other models'
    /// aliases.
    private static Optional<NameMatch> single(List<Entry> entries, Effort effort, How how) {
        for (boolean ownOnly : new boolean[] {true, false}) {
            List<ModelId> ids =
                    entries.stream()
                            .filter(entry -> entry.isOwnId() || !ownOnly)
                            .map(entry -> entry.model())
                            .distinct()
                            .toList();
            if (!ids.isEmpty()) {
                return ids.size() == 1
                        ? Optional.of(NameMatch.of(ids.getFirst(), effort, how))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isSameLab(WrittenName written, ParsedName name, ModelId model) {
        String lab = canonical(model.lab());
        return name.lab().map(NameMatcher::canonical).filter(other -> !other.equals(lab)).isEmpty()
                && written.lab()
                        .flatMap(Labs::canonical)
                        .filter(other -> !other.equals(lab))
                        .isEmpty();
    }

    private static String canonical(String lab) {
        return Labs.canonical(lab).orElse(lab);
    }

    /// A name without a tuning suffix means the base model in families that publish one under the
    /// bare name, and either of two models in families where both carry a suffix.
    private static boolean isSameTuning(ParsedName name, Entry entry) {
        boolean isOpen = name.lacksTuning() && name.tierWords().isEmpty();
        return !entry.name().instruct() || name.instruct() || !isOpen;
    }
}

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
    }

    private void index(Model model, String spelling, boolean isOwnId) {
        ParsedName.parse(spelling)
                .ifPresent(name ->
                        byKey.computeIfAbsent(name.key(), key -> new ArrayList<>())
                                .add(new Entry(model.id(), name, isOwnId)));
    }

    /// Whether the name can be said to mean no model that is offered: a person has refused it, or
    /// its form says that it is a base model, a fine-tuned one, a pair or a moving alias.
    public boolean isNoModel(WrittenName written) {
        return reviewed.isRefused(written.text())
                || ParsedName.parse(written.text())
                        .filter(name -> name.instruct() || !name.hasPublicBase())
                        .isEmpty();
    }

    private static String fold(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /// The variant that the name means; empty when nothing fits or more than one model does.
    public Optional<NameMatch> match(WrittenName written) {
        Optional<ParsedName> parsed = ParsedName.parse(written.text());
        Effort said =
                written.effort().orElse(parsed.map(ParsedName::effort).orElse(Effort.DEFAULT));
        Optional<NameMatch> known =
                exactly(written.text(), written.effort().orElse(Effort.DEFAULT), How.ID)
                        .or(() ->
                                written.anchor()
                                        .flatMap(anchor -> exactly(anchor, said, How.ANCHOR)))
                        .or(() -> reviewed(written, said));
        if (known.isPresent() || reviewed.isRefused(written.text())) {
            return known;
        }
        return parsed.flatMap(name -> byParse(written, name));
    }

    private Optional<NameMatch> exactly(String text, Effort effort, How how) {
        String folded = fold(text);
        Set<ModelId> found = exact.getOrDefault(folded, bare.getOrDefault(folded, Set.of()));
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

    private Optional<NameMatch> reviewed(WrittenName written, Effort said) {
        return reviewed.find(written.text())
                .or(() -> reviewed.find(ParsedName.withoutRemarks(written.text())))
                .filter(variant -> models.containsKey(variant.model()))
                .map(variant ->
                        NameMatch.of(
                                variant.model(),
                                said == Effort.DEFAULT ? variant.effort() : said,
                                How.REVIEWED));
    }

    /// Tries the name as it stands, then without its effort words, then without its tier words.
    private Optional<NameMatch> byParse(WrittenName written, ParsedName name) {
        Effort outside = written.effort().orElse(Effort.DEFAULT);
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
                        .filter(entry -> isSameLab(written, name, entry))
                        .filter(entry -> isSameTuning(name, entry))
                        .toList();
        Optional<NameMatch> found =
                name.date().isPresent()
                        ? dated(name.date().get(), entries, effort, how)
                        : undated(entries, effort, how);
        return found.isPresent() || key.isEmpty()
                ? found
                : onlyAsPreview(name, key, entries.isEmpty(), effort, how);
    }

    private Optional<NameMatch> dated(
            SnapshotDate date, List<Entry> entries, Effort effort, How how) {
        List<Entry> same =
                entries.stream()
                        .filter(entry -> entry.name().date().filter(date::agrees).isPresent())
                        .toList();
        if (!same.isEmpty()) {
            return single(same, effort, how);
        }
        List<Entry> fitting =
                entries.stream()
                        .filter(entry -> entry.isOwnId())
                        .filter(entry -> entry.name().date().filter(date::fits).isPresent())
                        .toList();
        if (!fitting.isEmpty()) {
            return single(fitting, effort, how);
        }
        List<Entry> near =
                entries.stream()
                        .filter(entry -> entry.isOwnId() && entry.name().date().isEmpty())
                        .filter(entry -> released(entry).filter(date::isNear).isPresent())
                        .toList();
        return single(near, effort, how == How.PARSED ? How.DATED : how);
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
        // Anthropic names one snapshot per model, so that the only dated id is the model.
        return entries.stream().allMatch(entry -> entry.model().lab().equals("anthropic"))
                ? single(entries, effort, how)
                : Optional.empty();
    }

    /// A model that so far exists as a preview only is meant by its name without that word; at
    /// Google, whose boards and price lists do so.
    private Optional<NameMatch> onlyAsPreview(
            ParsedName name, String key, boolean isUnknown, Effort effort, How how) {
        if (!isUnknown || !name.words().contains("gemini") || name.words().contains("preview")) {
            return Optional.empty();
        }
        var words = new TreeSet<>(List.of(key.split(" ")));
        words.add("preview");
        List<Entry> previews =
                byKey.getOrDefault(String.join(" ", words), List.of()).stream()
                        .filter(entry -> entry.name().date().isEmpty())
                        .toList();
        return name.date().isEmpty() ? single(previews, effort, how) : Optional.empty();
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

    private static boolean isSameLab(WrittenName written, ParsedName name, Entry entry) {
        String lab = canonical(entry.model().lab());
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
    /// bare name.
    private static boolean isSameTuning(ParsedName name, Entry entry) {
        return !entry.name().instruct()
                || name.instruct()
                || !name.tierWords().isEmpty()
                || !name.hasPublicBase();
    }
}

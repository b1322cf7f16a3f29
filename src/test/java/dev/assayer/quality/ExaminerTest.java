package dev.assayer.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.app.Scorings;
import dev.assayer.catalog.Catalog;
import dev.assayer.catalog.ListedOffer;
import dev.assayer.catalog.ModelId;
import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Observation;
import dev.assayer.evidence.Quarantined;
import dev.assayer.evidence.Quarantined.Subject;
import dev.assayer.evidence.Quote;
import dev.assayer.evidence.Snapshot;
import dev.assayer.evidence.SnapshotFormat;
import dev.assayer.evidence.sync.Assembled;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Errors planted into the bundled evidence, which is real, one kind at a time: each is caught and
/// named, and nothing else is.
final class ExaminerTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 8, 22);
    private static final Snapshot PACK = BundledEvidence.load();
    private static final Examiner EXAMINER = new Examiner(Scorings.named("default"), 0.3);

    /// Odd prices that nothing vouches for where the bundled lists stand alone and have no past.
    private static final List<Quarantined> ALWAYS = examined(PACK, Optional.empty()).quarantined();

    /// Right prices that are far from those of their kin.
    private static final String[] ODD = {
        "fireworks/accounts/fireworks/models/qwen3-next-80b-a3b-thinking",
        "openrouter/meta-llama/llama-3.2-1b-instruct",
        "openrouter/openai/o1-pro",
        "openrouter/qwen/qwen3-vl-8b-thinking"
    };

    @Test
    void theBundledEvidencePasses() {
        Examination examination = examined(PACK, Optional.of(PACK));

        assertThat(names(examination)).isEmpty();
        assertThat(examination.rejected()).isEmpty();
        assertThat(examined(PACK, Optional.empty()).rejected()).isEmpty();
        assertThat(ALWAYS).extracting(Quarantined::what).containsExactlyInAnyOrder(ODD);
    }

    @Test
    void whatPassedPassesAgainAndIsTheSameEvidence() {
        Snapshot once = examined(PACK, Optional.of(PACK)).snapshot();
        Snapshot twice = examined(PACK, Optional.of(once)).snapshot();

        assertThat(twice.hash()).isEqualTo(once.hash());
        assertThat(once.observations()).hasSize(PACK.observations().size());
        assertThat(SnapshotFormat.parse(SnapshotFormat.text(once)).extras().quarantine())
                .isEqualTo(once.extras().quarantine());
    }

    @Test
    void aPriceTenTimesTooHighGivesWayToTheOneBefore() {
        ListedOffer offer = offer("openai", "gpt-5");
        Snapshot planted = priced(offer, times(offer.price().orElseThrow(), 10));

        Examination examination = examined(planted, Optional.of(PACK));

        assertThat(planted(examination))
                .singleElement()
                .returns(Subject.PRICE, Quarantined::subject)
                .returns("openai/gpt-5", Quarantined::what)
                .extracting(Quarantined::reason)
                .asString()
                .contains("price: ", "as before");
        assertThat(examination.snapshot().catalog().offers()).contains(offer);
        Examination again = examined(planted, Optional.of(examination.snapshot()));
        assertThat(again.snapshot().hash()).isEqualTo(examination.snapshot().hash());
    }

    @Test
    void aPriceTenTimesTooHighIsCaughtByAnotherCatalogueWhereThereIsNoneBefore() {
        ListedOffer offer = offer("openai", "gpt-5");
        Price right = offer.price().orElseThrow();
        Snapshot planted = priced(offer, times(right, 10));
        var other =
                new Quote(
                        offer.model().orElseThrow(),
                        "another-catalogue",
                        "openai",
                        "gpt-5",
                        right,
                        offer.date());

        Examination examination =
                EXAMINER.examine(_ -> candidate(planted, List.of(other)), Optional.empty(), TODAY);

        assertThat(planted(examination))
                .filteredOn(line -> line.what().equals("openai/gpt-5"))
                .singleElement()
                .extracting(Quarantined::reason)
                .asString()
                .contains("as another catalogue has it");
        assertThat(examination.snapshot().catalog().offers())
                .filteredOn(one -> one.upstreamModel().equals("gpt-5"))
                .filteredOn(one -> one.provider().equals("openai"))
                .singleElement()
                .returns(Optional.of(right), ListedOffer::price)
                .returns("another-catalogue", ListedOffer::source);
    }

    @Test
    void aPriceBeyondTwentyTimesTheMedianOfAllCataloguesIsRejected() {
        ListedOffer offer = offer("openrouter", "openai/gpt-4o-mini");
        Snapshot planted = priced(offer, times(offer.price().orElseThrow(), 100_000));

        assertThat(planted(examined(planted, Optional.empty())))
                .filteredOn(line -> line.what().equals("openrouter/openai/gpt-4o-mini"))
                .singleElement()
                .extracting(Quarantined::reason)
                .asString()
                .contains("at most 20 times the median");
    }

    @Test
    void aPriceThatTwoCataloguesAgreeOnIsNews() {
        ListedOffer offer = offer("openai", "gpt-5");
        Price cut = times(offer.price().orElseThrow(), 0.1);
        Snapshot planted = priced(offer, cut);
        var other =
                new Quote(
                        offer.model().orElseThrow(),
                        "another-catalogue",
                        "openai",
                        "gpt-5",
                        cut,
                        offer.date());

        assertThat(
                        planted(
                                EXAMINER.examine(
                                        _ -> candidate(planted, List.of(other)),
                                        Optional.of(PACK),
                                        TODAY)))
                .isEmpty();
    }

    @Test
    void freeAtAPaidHostIsNotBelieved() {
        ListedOffer offer = offer("openai", "gpt-5");

        assertThat(planted(examined(priced(offer, Price.FREE), Optional.of(PACK))))
                .singleElement()
                .extracting(Quarantined::reason)
                .asString()
                .contains("0 USD", "a name that says free");
    }

    @Test
    void aPercentageReadAsAFractionIsCaughtInOneLine() {
        Observation one = line("epoch", "epoch/gpqa_diamond", "openai/gpt-5@minimal");
        Snapshot planted = with(replaced(one, one.measure().value() / 100));

        Quarantined caught = only(examined(planted, Optional.of(PACK)));

        assertThat(caught.what()).isEqualTo("epoch/gpqa_diamond");
        assertThat(caught.variant()).isEqualTo(one.variant());
        assertThat(Check.of(caught)).isIn(Optional.of(Check.UNIT), Optional.of(Check.RE_POINTED));
        assertThat(only(examined(planted, Optional.empty())).reason())
                .contains("unit: ", "looks like a percentage taken for a fraction");
    }

    @Test
    void theOnlyWrongLineOfAModelWithFewGoesByItself() {
        Observation one = line("epoch", "epoch/metr_time_horizons", "openai/gpt-5.1-codex-max");
        Snapshot planted = with(replaced(one, one.measure().value() / 100));

        assertThat(only(examined(planted, Optional.empty())).what())
                .isEqualTo("epoch/metr_time_horizons");
        assertThat(PACK.observations())
                .filteredOn(each -> each.variant().model().equals(one.variant().model()))
                .hasSize(3);
    }

    @Test
    void percentagesReadAsFractionsThroughoutRejectTheSourceWithAndWithoutAPast() {
        Snapshot planted =
                with(one ->
                        one.source().equals("bfcl")
                                ? replaced(one, one.measure().value() / 100).apply(one)
                                : one);

        for (Optional<Snapshot> before : List.of(Optional.of(PACK), Optional.<Snapshot>empty())) {
            Examination examination =
                    EXAMINER.examine(
                            rejected -> candidate(rejected.isEmpty() ? planted : PACK, List.of()),
                            before,
                            TODAY);
            assertThat(examination.rejected()).containsOnlyKeys("bfcl");
            assertThat(examination.rejected().get("bfcl"))
                    .startsWith("unit: ")
                    .contains("bfcl/", "percentages");
            assertThat(names(examination)).isEmpty();
            assertThat(examination.report().sources())
                    .filteredOn(source -> source.source().equals("bfcl"))
                    .singleElement()
                    .returns(examination.rejected().get("bfcl"), QualityReport.OfSource::rejected);
        }
    }

    @Test
    void aSwappedColumnRejectsTheSourceAndNamesBoth() {
        Map<String, Double> other = new HashMap<>();
        for (Observation one : PACK.observations()) {
            other.put(one.benchmark() + " " + one.variant(), one.measure().value());
        }
        UnaryOperator<Observation> swap =
                one -> {
                    String instead =
                            switch (one.benchmark()) {
                                case "bfcl/live" -> "bfcl/multi_turn";
                                case "bfcl/multi_turn" -> "bfcl/live";
                                default -> one.benchmark();
                            };
                    return replaced(
                                    one,
                                    other.getOrDefault(
                                            instead + " " + one.variant(), one.measure().value()))
                            .apply(one);
                };
        Snapshot planted = with(swap);

        Examination examination =
                EXAMINER.examine(
                        rejected -> candidate(rejected.isEmpty() ? planted : PACK, List.of()),
                        Optional.of(PACK),
                        TODAY);

        assertThat(examination.rejected().get("bfcl"))
                .startsWith("columns: ")
                .contains("bfcl/live now holds what bfcl/multi_turn held before");
        assertThat(observations(examination, "bfcl"))
                .isEqualTo(
                        PACK.observations().stream()
                                .filter(one -> one.source().equals("bfcl"))
                                .toList());
    }

    @Test
    void aRePointedNameKeepsWhatItSaidBefore() {
        String name = line("epoch", "epoch/frontiermath_v2", "openai/gpt-5@high").writtenName();
        Map<String, Double> weak = new HashMap<>();
        for (Observation one : PACK.observations()) {
            if (one.source().equals("epoch")) {
                weak.merge(one.benchmark(), one.measure().value(), Math::min);
            }
        }
        Snapshot planted =
                with(one ->
                        one.source().equals("epoch") && one.writtenName().equals(name)
                                ? replaced(one, weak.getOrDefault(one.benchmark(), 0.0)).apply(one)
                                : one);

        Examination examination = examined(planted, Optional.of(PACK));

        assertThat(planted(examination))
                .isNotEmpty()
                .allMatch(line -> line.source().equals("epoch") && line.written().equals(name))
                .anyMatch(line ->
                        line.reason().startsWith("re-pointed: ")
                                && line.reason().contains("'" + name + "' means something else"));
        assertThat(observations(examination, "epoch"))
                .isEqualTo(
                        PACK.observations().stream()
                                .filter(one -> one.source().equals("epoch"))
                                .toList());
        assertThat(examined(planted, Optional.of(examination.snapshot())).snapshot().hash())
                .isEqualTo(examination.snapshot().hash());
    }

    @Test
    void aBoardThatScoresAllModelsAnewIsNews() {
        Snapshot planted =
                with(one ->
                        one.benchmark().equals("lmarena/webdev")
                                ? replaced(one, one.measure().value() + 150).apply(one)
                                : one);

        Examination examination = examined(planted, Optional.of(PACK));

        assertThat(examination.rejected()).isEmpty();
        assertThat(names(examination)).isEmpty();
    }

    @Test
    void aBoardThatLostMostLinesOfABenchmarkRejectsTheSourceAndNamesIt() {
        List<Observation> board = board("lmarena/webdev");
        int enough = (board.size() + 1) / 2;
        for (int left : List.of(enough - 1, enough)) {
            Set<Observation> lost = Set.copyOf(board.subList(left, board.size()));
            Snapshot cut = without(lost);

            Examination examination =
                    EXAMINER.examine(
                            rejected -> candidate(rejected.isEmpty() ? cut : PACK, List.of()),
                            Optional.of(PACK),
                            TODAY);

            if (left < enough) {
                assertThat(examination.rejected())
                        .containsOnly(
                                Map.entry(
                                        "lmarena",
                                        "shrunk: lmarena/webdev has "
                                                + left
                                                + " lines (expected: at least half of the "
                                                + board.size()
                                                + " before)"));
                assertThat(observations(examination, "lmarena")).containsAll(board);
            } else {
                assertThat(examination.rejected()).isEmpty();
            }
        }
    }

    @Test
    void aBoardThatIsGoneAltogetherIsFlagged() {
        List<Observation> board = board("lmarena/webdev");

        Examination examination = examined(without(Set.copyOf(board)), Optional.of(PACK));

        assertThat(examination.rejected()).isEmpty();
        assertThat(examination.flags())
                .filteredOn(flag -> flag.subject().equals("lmarena"))
                .extracting(Flag::text)
                .containsExactly(
                        "lmarena/webdev is gone (expected: about "
                                + board.size()
                                + " lines as before)");
    }

    @Test
    void aSourceOfWhichNothingIsLeftIsRejected() {
        Snapshot cut =
                without(
                        PACK.observations().stream()
                                .filter(one -> one.source().equals("bfcl"))
                                .collect(Collectors.toSet()));

        Examination examination =
                EXAMINER.examine(
                        rejected -> candidate(rejected.isEmpty() ? cut : PACK, List.of()),
                        Optional.of(PACK),
                        TODAY);

        assertThat(examination.rejected().get("bfcl"))
                .startsWith("shrunk: no figure of a model that is known");
    }

    @Test
    void linesThatGaveWayToAnotherSourceAreNotLostAndOwnFilesMayShrink() {
        List<Observation> board = board("lmarena/webdev");
        Assembled cut = candidate(without(Set.copyOf(board.subList(3, board.size()))), List.of());
        Map<String, Map<String, Integer>> moved = new HashMap<>(cut.said());
        moved.put("lmarena", candidate(PACK, List.of()).said().get("lmarena"));
        Map<String, Map<String, Integer>> own = new HashMap<>(cut.said());
        own.remove("lmarena");

        for (Map<String, Map<String, Integer>> said : List.of(moved, own)) {
            var candidate =
                    new Assembled(
                            cut.snapshot(),
                            cut.quotes(),
                            cut.disagreements(),
                            cut.setAside(),
                            said,
                            Map.of());
            assertThat(EXAMINER.examine(_ -> candidate, Optional.of(PACK), TODAY).rejected())
                    .isEmpty();
        }
    }

    @Test
    void linesThatBreakARuleAreNamed() {
        Observation one = line("epoch", "epoch/gpqa_diamond", "openai/gpt-5@minimal");
        assertThat(broken(one, Measure.of(77.47), one.date())).contains("range: 77.47", "0..1");
        assertThat(broken(one, one.measure(), TODAY.plusDays(2))).contains("date: 2026-08-24");
        assertThat(broken(one, one.measure(), LocalDate.of(1970, 1, 1)))
                .contains("date: 1970-01-01 (expected: 2018-01-01..2026-08-23)");
        assertThat(
                        broken(
                                one,
                                new Measure(
                                        one.measure().value(),
                                        OptionalDouble.of(0.1),
                                        OptionalDouble.of(0.2),
                                        OptionalLong.empty()),
                                one.date()))
                .contains("interval: 0.1..0.2 (expected: an interval around");
        assertThat(broken(one, Measure.of(one.measure().value(), 0), one.date()))
                .contains("samples: 0 samples (expected: 1 or more)");
    }

    @Test
    void aMiniModelAboveItsLargeSiblingEverywhereIsFlaggedAndStays() {
        Map<String, Double> large = new HashMap<>();
        for (Observation one : PACK.observations()) {
            if (one.variant().model().equals(ModelId.of("openai/gpt-4.1"))) {
                large.put(one.benchmark(), one.measure().value());
            }
        }
        Snapshot planted =
                with(one ->
                        one.variant().model().equals(ModelId.of("openai/gpt-4.1-mini"))
                                        && large.containsKey(one.benchmark())
                                ? replaced(one, raised(large.getOrDefault(one.benchmark(), 0.0)))
                                        .apply(one)
                                : one);

        Examination examination = examined(planted, Optional.empty());

        assertThat(examination.flags())
                .filteredOn(flag -> flag.subject().equals("openai/gpt-4.1-mini"))
                .singleElement()
                .extracting(Flag::text)
                .asString()
                .contains("stands above its larger sibling openai/gpt-4.1", "lmarena/coding");
        assertThat(examined(PACK, Optional.empty()).flags()).isEmpty();
    }

    @Test
    void marksTellSourcesAndModelsApart() {
        Snapshot planted =
                with(replaced(line("epoch", "epoch/gpqa_diamond", "openai/gpt-5@minimal"), 2));

        QualityReport report = examined(planted, Optional.empty()).report();

        QualityReport.OfSource epoch = source(report, "epoch");
        assertThat(epoch.quarantined()).isOne();
        assertThat(epoch.marks().validation()).isBetween(0.99, 0.9999);
        assertThat(epoch.marks().anomaly()).isBetween(0.0001, 0.02);
        assertThat(source(report, "lmarena").marks().validation()).isEqualTo(1);
        assertThat(source(report, "lmarena").marks().completeness())
                .isGreaterThan(epoch.marks().completeness());
        assertThat(report.models())
                .filteredOn(model -> model.model().equals(ModelId.of("openai/gpt-5")))
                .singleElement()
                .returns(1, QualityReport.OfModel::quarantined);
    }

    // ---- planting

    private static double raised(double over) {
        return over > 2 ? over + 5 : Math.min(1, over + 0.02);
    }

    private static String broken(Observation one, Measure measure, LocalDate date) {
        Snapshot planted =
                with(each ->
                        each.equals(one)
                                ? new Observation(
                                        one.variant(),
                                        one.writtenName(),
                                        one.benchmark(),
                                        measure,
                                        date,
                                        one.source(),
                                        one.method())
                                : each);
        return only(examined(planted, Optional.empty())).reason();
    }

    private static UnaryOperator<Observation> replaced(Observation one, double value) {
        return each ->
                each.equals(one)
                        ? new Observation(
                                one.variant(),
                                one.writtenName(),
                                one.benchmark(),
                                new Measure(
                                        value,
                                        OptionalDouble.empty(),
                                        OptionalDouble.empty(),
                                        one.measure().samples()),
                                one.date(),
                                one.source(),
                                one.method())
                        : each;
    }

    private static Snapshot with(Function<Observation, Observation> change) {
        return SnapshotFormat.snapshot(
                PACK.catalog(),
                PACK.benchmarks(),
                PACK.observations().stream().map(change).toList(),
                PACK.extras(),
                PACK.sources());
    }

    private static List<Observation> board(String benchmark) {
        return PACK.observations().stream()
                .filter(one -> one.benchmark().equals(benchmark))
                .filter(one -> one.source().equals("lmarena"))
                .toList();
    }

    private static Snapshot without(Set<Observation> lost) {
        return SnapshotFormat.snapshot(
                PACK.catalog(),
                PACK.benchmarks(),
                PACK.observations().stream().filter(one -> !lost.contains(one)).toList(),
                PACK.extras(),
                PACK.sources());
    }

    private static Snapshot priced(ListedOffer offer, Price price) {
        var offers = new ArrayList<ListedOffer>();
        for (ListedOffer each : PACK.catalog().offers()) {
            offers.add(
                    each.equals(offer)
                            ? new ListedOffer(
                                    offer.provider(),
                                    offer.upstreamModel(),
                                    offer.variant(),
                                    Optional.of(price),
                                    offer.limits(),
                                    offer.source(),
                                    offer.date())
                            : each);
        }
        return SnapshotFormat.snapshot(
                new Catalog(PACK.catalog().models().values(), offers),
                PACK.benchmarks(),
                PACK.observations(),
                PACK.extras(),
                PACK.sources());
    }

    private static Price times(Price price, double factor) {
        BigDecimal by = BigDecimal.valueOf(factor);
        return Price.perMillion(
                price.inputPerMillion().multiply(by),
                price.outputPerMillion().multiply(by),
                price.cachedInputPerMillion().multiply(by));
    }

    private static Assembled candidate(Snapshot snapshot, List<Quote> more) {
        var quotes = new ArrayList<>(more);
        quotes.addAll(PricesTest.quotes(snapshot));
        Set<String> fresh =
                snapshot.sources().stream()
                        .map(state -> state.source().id())
                        .collect(Collectors.toSet());
        return new Assembled(
                snapshot,
                quotes,
                List.of(),
                fresh.stream().collect(Collectors.toMap(source -> source, _ -> 0)),
                fresh.stream()
                        .collect(Collectors.toMap(source -> source, one -> said(snapshot, one))),
                Map.of());
    }

    /// Of how many variants the source has a figure, by benchmark.
    private static Map<String, Integer> said(Snapshot snapshot, String source) {
        return snapshot.observations().stream()
                .filter(one -> one.source().equals(source))
                .collect(
                        Collectors.groupingBy(
                                Observation::benchmark, Collectors.summingInt(_ -> 1)));
    }

    private static Examination examined(Snapshot snapshot, Optional<Snapshot> before) {
        return EXAMINER.examine(_ -> candidate(snapshot, List.of()), before, TODAY);
    }

    // ---- looking

    private static Observation line(String source, String benchmark, String variant) {
        return PACK.observations().stream()
                .filter(one -> one.source().equals(source))
                .filter(one -> one.benchmark().equals(benchmark))
                .filter(one -> one.variant().equals(Variant.parse(variant)))
                .findFirst()
                .orElseThrow();
    }

    private static ListedOffer offer(String provider, String name) {
        return PACK.catalog().offers().stream()
                .filter(one -> one.provider().equals(provider))
                .filter(one -> one.upstreamModel().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Examination examination) {
        return planted(examination).stream()
                .map(line -> line.what() + " " + line.variant())
                .toList();
    }

    /// What was kept out, but for what always is.
    private static List<Quarantined> planted(Examination examination) {
        return examination.quarantined().stream().filter(line -> !ALWAYS.contains(line)).toList();
    }

    private static Quarantined only(Examination examination) {
        assertThat(planted(examination)).hasSize(1);
        return planted(examination).getFirst();
    }

    private static List<Observation> observations(Examination examination, String source) {
        return examination.snapshot().observations().stream()
                .filter(one -> one.source().equals(source))
                .toList();
    }

    private static QualityReport.OfSource source(QualityReport report, String source) {
        return report.sources().stream()
                .filter(one -> one.source().equals(source))
                .findFirst()
                .orElseThrow();
    }
}

package dev.assayer.evidence.own;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.catalog.Effort;
import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Captured;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.FindingsFormat;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Profile;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.sync.Sources;
import dev.assayer.scoring.Category;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The user's own files: what each field becomes, and what is said of a line that cannot be right.
final class OwnReadingTest {

    private static final OwnObservations OBSERVATIONS =
            new OwnObservations(
                    List.of(
                            new Benchmark(
                                    "aider/polyglot",
                                    "Aider polyglot",
                                    Benchmark.Unit.FRACTION,
                                    true)));

    @Test
    void modelsJsonGivesAProfileAndScoresAsFractions() {
        Findings findings = captured(new StaticModels());

        assertThat(findings.profiles())
                .hasSize(3)
                .contains(
                        new Profile(
                                WrittenName.of("openai/gpt-5-mini"),
                                "GPT-5 mini",
                                Optional.of("openai"),
                                OptionalInt.of(400_000),
                                Optional.of(
                                        new Profile.Costs(
                                                new BigDecimal("0.00025"),
                                                new BigDecimal("0.002"))),
                                OptionalDouble.of(1800),
                                Optional.of(false),
                                List.of("programming", "cheap"),
                                Optional.of("gpt-5-mini"),
                                Map.of("math", 0.8, "reasoning", 0.75),
                                LocalDate.of(2026, 8, 1)));
        assertThat(findings.rows())
                .containsExactly(
                        row("openai/gpt-5-mini", "static/humaneval", 0.915, "2026-07-15"),
                        row("openai/gpt-5-mini", "static/mmlu_pro", 0.8, "2026-08-01"),
                        row("anthropic/claude-opus-4.5", "static/gsm8k", 0.9725, "2026-06-30"));
        assertThat(findings.setAside()).isEmpty();
    }

    private static Row row(String model, String benchmark, double value, String date) {
        return new Row(
                WrittenName.of(model),
                benchmark,
                Measure.of(value),
                LocalDate.parse(date),
                Method.SELF_REPORTED);
    }

    @Test
    void aModelWhoseIdIsANumberIsSetAsideOnceWithItsScores() {
        Findings findings =
                read(
                        new StaticModels(),
                        "models.json",
                        """
                        [{"id": 1, "scores": {"mmlu": 80, "gsm8k": 90}},
                         {"id": "openai/gpt-5", "scores": {"mmlu": 85}}]
                        """);

        assertThat(findings.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.measure().value()).isEqualTo(0.85));
        assertThat(findings.profiles()).hasSize(1);
        assertThat(findings.setAside())
                .singleElement()
                .extracting(line -> line.message())
                .isEqualTo(
                        "models.json: models[0]: id: '1' (expected: a model's name, in quotation marks)");
    }

    @Test
    void dumpsOfSeveralFilesAreReadTogetherByBenchmarkOrCategory() {
        Findings findings = captured(new ResultDumps());

        assertThat(findings.rows())
                .extracting(Row::benchmark, row -> row.measure().value(), Row::method, Row::date)
                .containsExactly(
                        tuple("dump/humaneval", 0.89, Method.MEASURED, "2026-08-10"),
                        tuple("dump/category_math", 0.835, Method.MEASURED, "2026-08-10"),
                        tuple("dump/arc_challenge", 0.7125, Method.SELF_REPORTED, "2026-08-22"),
                        tuple("dump/livecodebench", 0.666, Method.MEASURED, "2026-08-12"));
        assertThat(findings.rows().getLast().name())
                .isEqualTo(WrittenName.of("openai/gpt-5-mini").at(Effort.HIGH));
        assertThat(new ResultDumps().owns("dump/humaneval")).isTrue();
    }

    @Test
    void aDumpOfACategoryThatCountsForNothingIsSetAside() {
        String good = "{\"model\": \"m\", \"category\": \"Creative Writing\", \"score\": 50},";

        Findings findings =
                read(
                        new ResultDumps(),
                        "trun.json",
                        "["
                                + good
                                + "{\"model\": \"m\", \"category\": \"nonsense\", \"score\": 50}]");

        assertThat(findings.rows())
                .extracting(Row::benchmark)
                .containsExactly("dump/category_creative_writing");
        assertThat(findings.setAside())
                .singleElement()
                .extracting(line -> line.message())
                .asString()
                .startsWith("trun.json: results[1]: category: 'nonsense' (expected: coding, math, ")
                .endsWith(", tools, knowledge)");
        assertThat(ResultDumps.CATEGORIES)
                .containsAll(Arrays.stream(Category.values()).map(Category::word).toList())
                .hasSize(Category.values().length + 1);
    }

    private static org.assertj.core.groups.Tuple tuple(
            String benchmark, double value, Method method, String date) {
        return org.assertj.core.api.Assertions.tuple(
                benchmark, value, method, LocalDate.parse(date));
    }

    @Test
    void observationsMayBringBenchmarksOfTheirOwnAndAddToKnownOnes() {
        Findings findings = captured(OBSERVATIONS);

        assertThat(findings.setAside()).isEmpty();
        assertThat(findings.rows()).hasSize(6);
        assertThat(findings.rows().getFirst())
                .isEqualTo(
                        new Row(
                                WrittenName.of("openai/gpt-5").at(Effort.HIGH),
                                "own/contract_review",
                                new Measure(
                                        0.82,
                                        OptionalDouble.of(0.78),
                                        OptionalDouble.of(0.86),
                                        OptionalLong.of(400)),
                                LocalDate.of(2026, 8, 20),
                                Method.JUDGED));
        assertThat(findings.rows().get(2).benchmark()).isEqualTo("aider/polyglot");
        assertThat(findings.rows().get(2).measure()).isEqualTo(Measure.of(0.413, 225));
        assertThat(findings.benchmarks())
                .extracting(Benchmark::id, Benchmark::unit, Benchmark::higherIsBetter)
                .containsExactly(
                        scale("own/contract_review", Benchmark.Unit.FRACTION, true),
                        scale("own/house_arena", Benchmark.Unit.ELO, true),
                        scale("own/refusals", Benchmark.Unit.FRACTION, false));
    }

    private static org.assertj.core.groups.Tuple scale(
            String id, Benchmark.Unit unit, boolean higherIsBetter) {
        return org.assertj.core.api.Assertions.tuple(id, unit, higherIsBetter);
    }

    @Test
    void whatIsKeptBetweenSyncsIsWhatWasRead() {
        for (Feed feed : List.of(new StaticModels(), new ResultDumps(), OBSERVATIONS)) {
            Findings findings = captured(feed);
            assertThat(findings.size()).isPositive();
            assertThat(FindingsFormat.parse(FindingsFormat.text(findings))).isEqualTo(findings);
        }
    }

    /// Each bad line stands behind six good ones, so that it is set aside by itself.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    m|own/x|1.2|fraction|true||'1.2' (expected: 0..1)
                    m|own/x|101|percent|true||'101' (expected: 0..100)
                    m|own/x|0.5|permille|true||'permille' (expected: fraction, percent or elo)
                    m|own/x|1500|elo|true||'elo, higher is better' (expected: own/x in fraction, higher is better)
                    m|own/x|0.5|fraction|false||'fraction, lower is better' (expected: own/x in fraction, higher is better)
                    m|aider/polyglot|1500|elo|true||'elo, higher is better' (expected: aider/polyglot in fraction, higher is better)
                    m|nobody/knows|0.5|fraction|true||'nobody/knows' (expected: own/NAME, or the id of a known benchmark)
                    m|own/x|0.5|fraction|true|huge|'huge' (expected: default, none, minimal, low, medium, high, xhigh, max or thinking)
                    m|own/x|much|fraction|true||'much' (expected: a number)
                    """)
    void aLineThatCannotBeRightIsSetAsideWithItsReason(
            String model,
            String benchmark,
            String value,
            String unit,
            String higher,
            @Nullable String effort,
            String problem) {
        String bad =
                String.join(
                        ",", model, benchmark, value, unit, higher, effort == null ? "" : effort);
        String text =
                "model,benchmark,value,unit,higher_is_better,effort\n"
                        + "good,own/x,0.5,fraction,true,\n".repeat(6)
                        + bad
                        + "\n";

        Findings findings = read(OBSERVATIONS, "o.csv", text);

        assertThat(findings.rows()).hasSize(6);
        assertThat(findings.setAside())
                .singleElement()
                .satisfies(line ->
                        assertThat(line.message()).startsWith("o.csv: line 8").contains(problem));
    }

    @Test
    void aFileOfAnotherSchemaSaysWhichFieldsThereAre() {
        Reading reading =
                OBSERVATIONS.read(
                        List.of(
                                Captured.payload(
                                        "o.csv",
                                        "model,benchmark,value,colour\na,b,0.5,red\n"
                                                .getBytes(StandardCharsets.UTF_8))));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Failed.class,
                        failed ->
                                assertThat(failed.failure().message())
                                        .isEqualTo(
                                                "own: o.csv: header: 'colour' (expected: one of model, benchmark, value, unit, higher_is_better, low, high, samples, date, method, effort)"));
    }

    @Test
    void halfACostIsSetAside() {
        String models =
                """
                [{"id": "a", "cost_in_per_1k": 1}, {"id": "b"}, {"id": "c"}]
                """;

        Findings findings = read(new StaticModels(), "models.json", models);

        assertThat(findings.profiles())
                .extracting(one -> one.name().text())
                .containsExactly("b", "c");
        assertThat(findings.setAside().getFirst().message())
                .isEqualTo(
                        "models.json: models[0]: cost_out_per_1k: 'nothing' (expected: both costs, or neither of them)");
    }

    @Test
    void ownFilesNeverLeaveTheInstallation() {
        assertThat(Sources.all().feeds())
                .extracting(feed -> feed.source().id())
                .contains("static", "dumps", "own");
        assertThat(Sources.all().shareable().feeds())
                .extracting(feed -> feed.source().id())
                .doesNotContain("static", "dumps", "own");
    }

    private static Findings captured(Feed feed) {
        return Captured.findings(feed.read(Captured.of(feed)));
    }

    private static Findings read(Feed feed, String name, String text) {
        return Captured.findings(
                feed.read(List.of(Captured.payload(name, text.getBytes(StandardCharsets.UTF_8)))));
    }
}

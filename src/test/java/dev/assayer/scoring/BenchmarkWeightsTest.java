package dev.assayer.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.BundledEvidence;
import dev.assayer.evidence.sync.Sources;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The table of what each benchmark measures.
final class BenchmarkWeightsTest {

    private static final BenchmarkWeights WEIGHTS = BenchmarkWeights.bundled();

    @Test
    void everyBundledBenchmarkIsInTheTable() {
        List<String> unknown =
                BundledEvidence.load().benchmarks().stream()
                        .map(Benchmark::id)
                        .filter(id -> !WEIGHTS.of(id).isKnown())
                        .toList();

        assertThat(unknown).isEmpty();
    }

    @Test
    void everyBenchmarkOfASourceIsInTheTable() {
        List<String> unknown =
                Sources.all().feeds().stream()
                        .flatMap(feed -> feed.benchmarks().stream())
                        .map(Benchmark::id)
                        .filter(id -> WEIGHTS.of(id).panel().endsWith("/?"))
                        .toList();

        assertThat(unknown).isEmpty();
    }

    @Test
    void everyCategoryButEmpathyHasABundledBenchmark() {
        Set<Category> measured = EnumSet.noneOf(Category.class);
        for (Benchmark benchmark : BundledEvidence.load().benchmarks()) {
            for (int category : WEIGHTS.of(benchmark.id()).categories()) {
                measured.add(Category.values()[category]);
            }
        }

        assertThat(EnumSet.complementOf(EnumSet.copyOf(measured)))
                .containsExactly(Category.EMPATHY);
    }

    @Test
    void aBenchmarkOfWeightNoughtIsToldAndNotScored() {
        var votes = new Benchmark("lmarena/coding", "votes", Benchmark.Unit.ELO, true);
        var again = new Benchmark("lmarena/text_coding", "the same", Benchmark.Unit.ELO, true);
        var benchmarks = new Benchmarks(List.of(votes, again), WEIGHTS::of);

        assertThat(WEIGHTS.of(again.id()).weight()).isZero();
        assertThat(benchmarks.indexOf(votes.id())).isNotNegative();
        assertThat(benchmarks.indexOf(again.id())).isNegative();
    }

    @Test
    void anUnknownBenchmarkCountsForGeneralAbilityAtHalfWeight() {
        BenchmarkWeights.Entry entry = WEIGHTS.of("somewhere/new");

        assertThat(entry.weight()).isEqualTo(0.5);
        assertThat(entry.categories()).containsExactly(Category.GENERAL.ordinal());
        assertThat(entry.shares()).containsExactly(1);
        assertThat(entry.panel()).isEqualTo(WEIGHTS.of("somewhere/else").panel());
        assertThat(WEIGHTS.panelSpread(entry.panel())).isEqualTo(0.2);
        assertThat(entry.isKnown()).isFalse();
        assertThat(WEIGHTS.of("plain").panel()).isEmpty();
    }

    @Test
    void aMixtureHasItsShares() {
        BenchmarkWeights.Entry entry = WEIGHTS.of("epoch/gpqa_diamond");

        assertThat(entry.measures(Category.REASONING.ordinal())).isTrue();
        assertThat(entry.measures(Category.CODING.ordinal())).isFalse();
        assertThat(Arrays.stream(entry.shares()).sum()).isEqualTo(1);
    }
}

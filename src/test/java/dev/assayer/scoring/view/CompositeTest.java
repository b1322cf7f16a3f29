package dev.assayer.scoring.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.catalog.Price;
import dev.assayer.catalog.Variant;
import dev.assayer.evidence.Speed;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Makeup;
import dev.assayer.scoring.Scores;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Section 3 of `docs/score-views.md`, each figure worked out by hand.
final class CompositeTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();

    private static Composite composite(
            OptionalDouble coding,
            OptionalDouble quality,
            Optional<Speed> speed,
            Optional<Price> price,
            OptionalInt context) {
        return Composite.of(
                new Composite.Known(coding, quality, speed, price, context),
                CompositeWeights.DEFAULT);
    }

    private static OptionalDouble points(double value) {
        return OptionalDouble.of(value);
    }

    private static Optional<Speed> speed(double ttft, double throughput) {
        return Optional.of(
                new Speed(
                        Speed.Spread.ofMedian(ttft),
                        Speed.Spread.ofMedian(throughput),
                        Speed.Spread.UNKNOWN));
    }

    private static Optional<Price> price(String input, String output) {
        return Optional.of(Price.perMillion(new BigDecimal(input), new BigDecimal(output)));
    }

    /// Coding 85, TTFT 0.4 s, 120 tokens/s, quality index 88, 5 dollars per million input (output
    /// alike, since none is given), context 128,000.
    ///
    /// throughput 100 x 120 / 200 = 60 TTFT 100 x ln(3 / 0.4) / ln(3 / 0.2) = 100 x 2.014903 /
    /// 2.708050 = 74.4042 performance 0.5 x 60 + 0.3 x 74.4042 + 0.2 x 88 = 30 + 22.3213 + 17.6 =
    /// 69.9213 price efficiency 85 / 5 = 17; context 128K = 80; value 0.6 x 17 + 0.4 x 80 = 42.2
    /// overall 0.5 x 85 + 0.3 x 69.9213 + 0.2 x 42.2 = 42.5 + 20.9764 + 8.44 = 71.9164
    @Test
    void theWorkedExample() {
        Composite composite =
                composite(
                        points(85),
                        points(88),
                        speed(0.4, 120),
                        price("5", "5"),
                        OptionalInt.of(128_000));

        assertThat(composite.performance().orElseThrow()).isCloseTo(69.9213, within(1e-4));
        assertThat(composite.value().orElseThrow()).isCloseTo(42.2, within(1e-9));
        assertThat(composite.overall().orElseThrow()).isCloseTo(71.9164, within(1e-4));
        assertThat(composite.partial()).isFalse();
        assertThat(composite.parts().get(1).how())
                .isEqualTo("throughput 60.0 x 0.5, TTFT 74.4 x 0.3, quality index 88.0 x 0.2");
    }

    /// Without speed: (0.5 x 85 + 0.2 x 42.2) / 0.7 = 50.94 / 0.7 = 72.7714. Without price or
    /// context: (0.5 x 85 + 0.3 x 69.9213) / 0.8 = 79.3455.
    @Test
    void missingPartsAreReweightedAndTheWholeIsPartial() {
        Composite slow =
                composite(
                        points(85),
                        points(88),
                        Optional.empty(),
                        price("5", "5"),
                        OptionalInt.of(128_000));
        assertThat(slow.performance()).isEmpty();
        assertThat(slow.overall().orElseThrow()).isCloseTo(72.7714, within(1e-4));
        assertThat(slow.partial()).isTrue();

        Composite unpriced =
                composite(
                        points(85),
                        points(88),
                        speed(0.4, 120),
                        Optional.empty(),
                        OptionalInt.of(128_000));
        assertThat(unpriced.value()).isEmpty();
        assertThat(unpriced.overall().orElseThrow()).isCloseTo(79.3455, within(1e-4));
        assertThat(unpriced.partial()).isTrue();

        assertThat(
                        composite(
                                        points(85),
                                        points(88),
                                        speed(0.4, 120),
                                        price("5", "5"),
                                        OptionalInt.empty())
                                .value())
                .isEmpty();
    }

    @Test
    void codingIsRequired() {
        Composite composite =
                composite(
                        NONE,
                        points(88),
                        speed(0.4, 120),
                        price("5", "5"),
                        OptionalInt.of(128_000));

        assertThat(composite.overall()).isEmpty();
        assertThat(composite.performance()).isPresent();
        assertThat(composite.coding()).isEmpty();
        assertThat(composite.value()).isEmpty();
    }

    /// 0.6 x 100 + 0.4 x 80, whatever it can do.
    @Test
    void whatIsFreeHasAValueWithoutCoding() {
        Composite composite =
                composite(NONE, NONE, Optional.empty(), price("0", "0"), OptionalInt.of(128_000));

        assertThat(composite.value().orElseThrow()).isCloseTo(92, within(1e-9));
        assertThat(composite.overall()).isEmpty();
    }

    /// Without quality index: (30 + 22.3213) / 0.8 = 65.4016.
    @Test
    void aPartOfAPartMayBeMissing() {
        Composite composite =
                composite(
                        points(85),
                        NONE,
                        speed(0.4, 120),
                        price("5", "5"),
                        OptionalInt.of(128_000));

        assertThat(composite.performance().orElseThrow()).isCloseTo(65.4016, within(1e-4));
        assertThat(composite.partial()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 100, 100", // 0.2 s and less count 100
        "0.2, 100, 100",
        "3, 100, 0",
        "9, 100, 0",
        "0.774597, 100, 50", // the geometric mean of 0.2 and 3
    })
    void ttftIsLinearInLogTime(double seconds, double throughput, double ttftPoints) {
        Composite composite =
                composite(
                        points(80),
                        points(0),
                        speed(seconds, throughput),
                        price("1", "1"),
                        OptionalInt.of(1));

        // 0.5 x 50 for 100 tokens/s, nothing for quality
        assertThat(composite.performance().orElseThrow())
                .isCloseTo(25 + 0.3 * ttftPoints, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 30", // below the first point
        "4000, 30",
        "8000, 40", // one of three doublings from 30 to 60
        "32000, 60",
        "64000, 70", // one of two doublings from 60 to 80
        "128000, 80",
        "1000000, 100",
        "10000000, 100",
    })
    void contextIsLinearInLog2(int tokens, double expected) {
        Composite composite =
                composite(
                        points(80),
                        NONE,
                        Optional.empty(),
                        price("0", "0"),
                        OptionalInt.of(tokens));

        // free counts 100
        assertThat(composite.value().orElseThrow()).isCloseTo(60 + 0.4 * expected, within(1e-9));
    }

    /// Blended (3 x 0.5 + 2.5) / 4 = 1 dollar: coding 80 gives 80; at 0.1 dollars it is held at
    /// 100.
    @Test
    void priceEfficiencyIsCodingPerBlendedDollar() {
        assertThat(
                        composite(
                                        points(80),
                                        NONE,
                                        Optional.empty(),
                                        price("0.5", "2.5"),
                                        OptionalInt.of(32_000))
                                .value()
                                .orElseThrow())
                .isCloseTo(0.6 * 80 + 0.4 * 60, within(1e-9));
        assertThat(
                        composite(
                                        points(80),
                                        NONE,
                                        Optional.empty(),
                                        price("0.1", "0.1"),
                                        OptionalInt.of(32_000))
                                .value()
                                .orElseThrow())
                .isCloseTo(0.6 * 100 + 0.4 * 60, within(1e-9));
    }

    /// Over the layered view: coding 27.2 and general (27.2 + 0 others) as it says; price 1 dollar
    /// and context 32,000: value 0.6 x 27.2 + 0.4 x 60 = 40.32; without speed (0.5 x 27.2 + 0.2 x
    /// 40.32) / 0.7 = 30.9486.
    @Test
    void asAMethodItScoresAVariantAtItsListPrice() {
        var known =
                new Known()
                        .figure("lab/m", "dump/humaneval", 80, 0)
                        .model("lab/m", 32_000)
                        .price("lab/m", "1", "1");
        var method =
                new CompositeView(
                        new Layered(Families.DEFAULT, LayeredWeights.DEFAULT),
                        CompositeWeights.DEFAULT);
        Variant variant = Variant.parse("lab/m");

        Scores scores = method.score(known.snapshot(), Known.TODAY);

        assertThat(method.id()).isEqualTo("composite/1+layered/1");
        assertThat(scores.score(variant, Category.CODING).orElseThrow().value())
                .isCloseTo(30.9486, within(1e-4));
        Makeup makeup = scores.makeup(variant, Category.CODING).orElseThrow();
        assertThat(makeup.partial()).isTrue();
        assertThat(makeup.confidence()).isCloseTo(0.7, within(1e-9));
        assertThat(scores.score(variant, Category.MATH)).isEmpty();

        Scores measured = method.score(known.speed("lab/m", 0.4, 120).snapshot(), Known.TODAY);
        assertThat(measured.makeup(variant, Category.CODING).orElseThrow().partial()).isFalse();
    }
}

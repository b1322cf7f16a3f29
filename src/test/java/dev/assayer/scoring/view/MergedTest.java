package dev.assayer.scoring.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assayer.catalog.Variant;
import dev.assayer.scoring.Category;
import dev.assayer.scoring.Makeup;
import dev.assayer.scoring.Ranking;
import dev.assayer.scoring.RankingRow;
import dev.assayer.scoring.Scores;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Section 2 of `docs/score-views.md`, each figure worked out by hand.
final class MergedTest {

    private static final Known KNOWN =
            new Known()
                    .figure("lab/both", "artificialanalysis/coding_index", 60, 0)
                    .figure("lab/both", "llmstats/humaneval", 90, 0)
                    .figure("lab/both", "llmstats/livecodebench", 70, 0)
                    .figure("lab/first", "artificialanalysis/coding_index", 66, 0)
                    .figure("lab/second", "llmstats/humaneval", 85, 0)
                    .figure("lab/second", "dump/humaneval", 1, 0)
                    .rating("lab/votes", "lmarena/coding", 1500)
                    .rating("lab/votes", "lmarena/creative_writing", 1800)
                    .rating("lab/both", "lmarena/creative_writing", 1400);

    private static final Scores SCORES =
            new Merged(Families.DEFAULT, MergedWeights.DEFAULT)
                    .score(KNOWN.snapshot(), Known.TODAY);

    private static double score(String variant, Category category) {
        return SCORES.score(Variant.parse(variant), category).orElseThrow().value();
    }

    private static Makeup makeup(String variant, Category category) {
        return SCORES.makeup(Variant.parse(variant), category).orElseThrow();
    }

    /// LLM-Stats (90 + 70) / 2 = 80; 0.7 x 60 + 0.3 x 80 = 66.
    @Test
    void seventyToThirtyWhereBothRateAModel() {
        assertThat(score("lab/both", Category.CODING)).isEqualTo(66, within(1e-9));
        assertThat(makeup("lab/both", Category.CODING).partial()).isFalse();
    }

    @Test
    void theOneAloneWhereOnlyOneDoes() {
        assertThat(score("lab/first", Category.CODING)).isEqualTo(66, within(1e-9));
        assertThat(score("lab/second", Category.CODING)).isEqualTo(85, within(1e-9));
        assertThat(makeup("lab/first", Category.CODING).partial()).isTrue();
        assertThat(makeup("lab/first", Category.CODING).confidence()).isEqualTo(0.7);
    }

    /// 1,400 counts 50; 400 points more are ten to one: 100 x 10 / 11 = 90.9091.
    @Test
    void votersOnlyWhereNeitherCoversTheCategory() {
        assertThat(SCORES.score(Variant.parse("lab/votes"), Category.CODING)).isEmpty();
        assertThat(score("lab/votes", Category.CREATIVE_WRITING)).isCloseTo(90.9091, within(1e-4));
        assertThat(score("lab/both", Category.CREATIVE_WRITING)).isEqualTo(50, within(1e-9));
        assertThat(makeup("lab/votes", Category.CREATIVE_WRITING).partial()).isFalse();
    }

    @Test
    void rankedAnewAndPartialAfterCompleteOfTheSameValue() {
        List<RankingRow> rows =
                Ranking.of(KNOWN.snapshot(), SCORES, List.of(), Optional.of(Category.CODING))
                        .rows();

        assertThat(rows)
                .extracting(row -> row.contender().modelName())
                .containsExactly("lab/second", "lab/both", "lab/first", "lab/votes");
        assertThat(rows).extracting(row -> row.rank().orElse(0)).containsExactly(1, 2, 3, 0);
        assertThat(rows)
                .extracting(RankingRow::isPartial)
                .containsExactly(true, false, true, false);
    }
}

package dev.assayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.cli.Cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `assayer rank` and `assayer models show` over the bundled evidence.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class RankCommandTest {

    @TempDir private Path home = Path.of("");
    private String config = "";

    @BeforeEach
    void configure() throws IOException {
        Path file = home.resolve("some.yaml");
        Files.writeString(file, "discovery: off\nsandbox: on\n");
        config = file.toString();
    }

    private Said run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", config, "--home", home.toString()));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void filtersSortsAndPrintsJson() {
        Said said =
                run(
                        "rank",
                        "coding",
                        "--json",
                        "--top",
                        "5",
                        "--max-price",
                        "2",
                        "--min-context",
                        "100000",
                        "--open-weights",
                        "--sort",
                        "price_per_million_output");

        assertThat(said.exit()).as(said.err()).isZero();
        JsonNode rows = JsonMapper.shared().readTree(said.out()).path("data");
        assertThat(rows).hasSize(5);
        double last = 0;
        for (JsonNode row : rows) {
            double price = row.path("price_per_million_output").doubleValue();
            assertThat(price).isGreaterThanOrEqualTo(last);
            last = price;
            assertThat(row.path("context_length").intValue()).isGreaterThanOrEqualTo(100_000);
            assertThat(row.path("open_weights").booleanValue()).isTrue();
            assertThat((3 * row.path("price_per_million_input").doubleValue() + price) / 4)
                    .isLessThanOrEqualTo(2);
            assertThat(row.path("performance_score").isNull()).isTrue();
            // without a score for coding there is no overall one; without speed it is partial
            assertThat(row.path("overall_partial").isNull())
                    .isEqualTo(row.path("coding_composite").isNull());
            assertThat(row.path("overall_partial").asBoolean(true)).isTrue();
        }
    }

    @Test
    void takesAnotherMethodAndSaysWhatIsPartial() {
        Said composite = run("rank", "coding", "--method", "composite", "--top", "3");
        assertThat(composite.exit()).as(composite.err()).isZero();
        assertThat(composite.out()).contains("*", "* partial: ", "credits\n  ");

        Said merged = run("rank", "creative_writing", "--method", "merged", "--csv", "--top", "1");
        assertThat(merged.out().lines().toList().get(1)).contains(",1,creative_writing,");
        assertThat(merged.err()).contains("credits", "lmarena: ");

        assertThat(run("rank", "coding", "--method", "best").err())
                .contains("'best' (expected: default, abilities, layered, merged or composite)");
        assertThat(run("rank", "coding", "--sort", "beauty").err())
                .contains("--sort: 'beauty' (expected: one of model_id, ");
        assertThat(run("rank", "coding", "--speed", "warp").err())
                .contains("--speed: 'warp' (expected: fast, medium or slow)");
    }

    @Test
    void saysWhereAMethodHasNoScoresInsteadOfRowsOfDashes() {
        Said one = run("rank", "empathy", "--method", "layered");
        assertThat(one.exit()).isZero();
        assertThat(one.out()).isEmpty();
        assertThat(one.err()).contains("layered/1 has no scores in empathy");

        Said all = run("rank", "--all", "--method", "layered");
        assertThat(all.err()).contains("has no scores in empathy").doesNotContain("in coding");
        assertThat(all.out()).startsWith("coding\n").doesNotContain("empathy\n");
    }

    @Test
    void aCategoryAndAllExcludeEachOther() {
        assertThat(run("rank", "coding", "--all").err())
                .contains("rank: expected a CATEGORY or --all, not both");
        assertThat(run("rank").err())
                .contains("rank: expected a CATEGORY or --all")
                .doesNotContain("both");
        assertThat(run("rank", "coding", "--csv", "--json").err())
                .contains("rank: expected --csv or --json, not both");
    }

    @Test
    void saysWhichFilterLeftNothing() {
        Said quality = run("rank", "coding", "--min-quality", "200", "--open-weights");
        assertThat(quality.exit()).as(quality.err()).isZero();
        assertThat(quality.err())
                .containsPattern("rank: no row passes --min-quality 200: the highest is \\d\\d\\.")
                .doesNotContain("--open-weights");

        assertThat(run("rank", "coding", "--speed", "fast", "--json").err())
                .contains("rank: no row passes --speed fast: it is known of none");

        Said together = run("rank", "coding", "--max-price", "0.1", "--min-quality", "75");
        assertThat(together.err())
                .containsPattern("without --max-price 0\\.1: \\d+ rows, the least is \\$")
                .containsPattern("without --min-quality 75: \\d+ rows, the highest is \\d");
        assertThat(run("rank", "coding", "--min-quality", "-1").err())
                .contains("--min-quality: -1.0 (expected: a number, 0 or more)");
        assertThat(run("rank", "coding", "--top", "0").err())
                .contains("--top: 0 (expected: 1 or more)");
    }

    @Test
    void reverseAloneTurnsTheRankingRound() {
        JsonNode rows =
                JsonMapper.shared()
                        .readTree(run("rank", "coding", "--reverse", "--top", "2", "--json").out())
                        .path("data");

        assertThat(rows).hasSize(2);
        assertThat(rows.path(0).path("rank").intValue())
                .isGreaterThanOrEqualTo(rows.path(1).path("rank").intValue())
                .isGreaterThan(100);
    }

    @Test
    void showsEverythingAboutAModel() {
        Said said = run("models", "show", "anthropic/claude-opus-5");

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out())
                .contains(
                        "anthropic/claude-opus-5",
                        "published offers",
                        "speed: not measured by any source in force",
                        "overall",
                        "(partial)",
                        "scores by ",
                        "coding",
                        "lmarena",
                        "credits\n",
                        "  lmarena: ");
        JsonNode json =
                JsonMapper.shared()
                        .readTree(run("models", "show", "anthropic/claude-opus-5", "--json").out());
        assertThat(json.path("model_id").stringValue()).isEqualTo("anthropic/claude-opus-5");
        assertThat(json.path("category_scores").path("coding").path("contributing_scores"))
                .isNotEmpty();
        assertThat(run("models", "show", "claude-opus-nine").err())
                .contains("'claude-opus-nine' is no model of the catalogue");
    }
}

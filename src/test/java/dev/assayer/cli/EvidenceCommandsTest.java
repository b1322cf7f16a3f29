package dev.assayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.cli.Cli.Said;
import dev.assayer.evidence.AiderBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// `assayer sync`, `sources` and `diff` on a home of their own.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class EvidenceCommandsTest {

    @TempDir private Path home = Path.of("");

    @BeforeEach
    void board() throws IOException {
        AiderBoard.in(home.resolve("boards"));
    }

    @Test
    void sourcesTellWhatSyncDid() {
        assertThat(run("sources").out())
                .containsPattern("(?m)^aider +bundled +- ")
                .containsPattern("(?m)^lmarena +bundled ");

        Said synced = sync("--source", "aider");

        assertThat(synced.exit()).isZero();
        assertThat(synced.out()).containsPattern("(?m)^aider +200 lines, new");
        assertThat(run("sources").out())
                .containsPattern("(?m)^aider +fresh +just now +2026-11-01 +200 ");
        assertThat(run("sources", "aider").out())
                .contains("Apache-2.0", "nobodys-model-55", "--unmatched shows all");
        assertThat(sync("--source", "aider").out())
                .contains("200 lines, unchanged", "Still in force: snapshot ");
        assertThat(sync("--source", "aider", "--force").out()).contains("200 lines, new");
    }

    @Test
    void aDiffNamesRanksThatMovedAndTheEvidenceThatMovedThem() {
        run("sources");
        assertThat(run("diff").exit()).isEqualTo(2);
        sync("--source", "aider");

        Said diff = run("diff", "bundled", "current", "--top", "400");

        assertThat(diff.exit()).isZero();
        assertThat(diff.out())
                .containsPattern("(?m)^  coding +openai/gpt-4\\.1 .* by aider/polyglot ")
                .contains("Names that mean another model now: 0", "credits\n  aider: ");
        assertThat(run("diff", "--list").out().lines().toList()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(run("diff", "nonsense", "current").err()).contains("'nonsense' is no snapshot");
    }

    @Test
    void whatAFileOfOnesOwnSaidGoesWithIt() throws IOException {
        Path file = home.resolve("mine.csv");
        Files.writeString(
                file,
                "model,benchmark,value,unit,date\nopenai/gpt-5,own/house,71,percent,2026-11-01\n");
        Path config = home.resolve("some.yaml");
        Files.writeString(config, "evidence: {observations: " + file + "}\n");
        String[] own = {"--source", "own", "--config", config.toString()};

        assertThat(sync(own).out()).contains("1 lines, new");
        assertThat(run("models", "show", "openai/gpt-5").out()).contains("own/house");
        assertThat(run("sources", "own", "--config", config.toString()).out()).contains("fresh");
        Files.delete(file);
        assertThat(sync(own).out()).contains("0 lines, new");
        assertThat(run("models", "show", "openai/gpt-5").out()).doesNotContain("own/house");
        assertThat(sync(own))
                .returns(1, Said::exit)
                .extracting(Said::out)
                .asString()
                .contains("not asked: no file");
    }

    @Test
    void aSettingThatChangesWhatCountsIsFollowedThoughNoSourceHasNews() throws IOException {
        sync("--source", "aider");
        Path config = home.resolve("strict.yaml");
        Files.writeString(config, "evidence: {min-reliability: 0.99}\n");

        Said strict = sync("--source", "aider", "--config", config.toString());

        assertThat(strict.out())
                .contains("200 lines, unchanged", "Now in force: snapshot ", "with 0 observations");
        assertThat(run("sources", "--config", config.toString()).out())
                .containsPattern("(?m)^aider +experimental ");
    }

    @Test
    void aLineOfTheFutureIsSetAside() throws IOException {
        Path board = home.resolve("boards/aider/polyglot_leaderboard.yml");
        Files.writeString(
                board,
                Files.readString(board).replaceFirst("date: 2026-11-01", "date: 2062-11-01"));

        assertThat(sync("--source", "aider").out())
                .contains("199 lines, new; 1 set aside", "2062-11-01");
        assertThat(run("sources", "aider").out()).contains("of 2026-11-01");
    }

    @Test
    void wrongNamesAreToldWithTheRightOnes() {
        assertThat(sync("--source", "nonsense"))
                .returns(2, Said::exit)
                .extracting(Said::err)
                .asString()
                .contains("nonsense", "lmarena");
        assertThat(run("sources", "nonsense").err()).contains("nonsense", "lmarena");
        assertThat(run("sync", "--from", home.resolve("nowhere").toString()))
                .returns(1, Said::exit)
                .extracting(Said::err)
                .asString()
                .contains("nowhere has no files of them");
    }

    private Said sync(String... more) {
        return run(
                Stream.concat(
                                Stream.of("sync", "--from", home.resolve("boards").toString()),
                                Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private Said run(String... words) {
        return Cli.run(
                Stream.concat(Arrays.stream(words), Stream.of("--home", home.toString()))
                        .toArray(String[]::new));
    }
}

package dev.assayer.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assayer.evidence.sync.Sources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whatever bytes come, a reader gives rows or a failure that names its source, and never throws.
final class HostileContentTest {

    private static final int MUTATIONS = 150;

    @TestFactory
    Stream<DynamicTest> anyBytesEndInRowsOrAFailure() {
        return feeds().map(
                        feed -> DynamicTest.dynamicTest(feed.source().id(), () -> survives(feed)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotTheSourceIsAFailure() {
        return feeds().map(feed ->
                DynamicTest.dynamicTest(
                        feed.source().id(),
                        () -> {
                            for (byte[] content : notTheSource()) {
                                assertFails(feed, content);
                            }
                        }));
    }

    @TestFactory
    Stream<DynamicTest> halfAFileIsAFailureWhereItsFormatCanTell() {
        return feeds().filter(feed ->
                        !feed.source().id().equals("aider")) // a YAML list may end after any run
                .map(feed ->
                        DynamicTest.dynamicTest(
                                feed.source().id(),
                                () -> {
                                    byte[] whole = Captured.of(feed).getFirst().content();
                                    assertFails(feed, Arrays.copyOf(whole, whole.length * 2 / 5));
                                }));
    }

    private static Stream<Feed> feeds() {
        return Sources.all().feeds().stream();
    }

    private static void survives(Feed feed) {
        RandomGenerator random = new Random(7);
        List<Payload> captured = Captured.of(feed);
        for (int i = 0; i < MUTATIONS; i++) {
            var payloads = new ArrayList<>(captured);
            int which = random.nextInt(payloads.size());
            Payload victim = payloads.get(which);
            payloads.set(which, Captured.payload(victim.name(), mutated(victim.content(), random)));
            switch (feed.read(payloads)) {
                case Reading.Found(Findings findings) -> assertThat(findings.size()).isPositive();
                case Reading.Failed(SourceFailure failure) ->
                        assertThat(failure.source()).isEqualTo(feed.source().id());
            }
        }
    }

    private static byte[] mutated(byte[] content, RandomGenerator random) {
        byte[] changed = content.clone();
        int kind = random.nextInt(3);
        if (kind == 0) {
            return Arrays.copyOf(changed, random.nextInt(changed.length));
        }
        if (kind == 1) {
            for (int n = random.nextInt(20) + 1; n > 0; n--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            return changed;
        }
        int from = random.nextInt(changed.length);
        System.arraycopy(
                changed, 0, changed, from, Math.min(changed.length - from, random.nextInt(200)));
        return changed;
    }

    private static void assertFails(Feed feed, byte[] content) {
        String name = Captured.of(feed).getFirst().name();
        assertThat(feed.read(List.of(Captured.payload(name, content))))
                .as(
                        new String(content, StandardCharsets.ISO_8859_1)
                                .substring(0, Math.min(30, content.length)))
                .isInstanceOfSatisfying(
                        Reading.Failed.class,
                        failed -> {
                            SourceFailure failure = failed.failure();
                            assertThat(failure.source()).isEqualTo(feed.source().id());
                            assertThat(failure.message())
                                    .startsWith(feed.source().id() + ": ")
                                    .contains("expected")
                                    .doesNotContain("\n");
                        });
    }

    private static List<byte[]> notTheSource() {
        return Stream.of(
                        "",
                        " ",
                        "null",
                        "{}",
                        "[]",
                        "[1, 2]",
                        "\"text\"",
                        "<!doctype html><title>429</title>",
                        "{\"error\": \"The dataset is being updated\"}",
                        "[".repeat(100_000),
                        "a,b,c\n1,2,3\n",
                        "\u0000\u0001\u0002")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}

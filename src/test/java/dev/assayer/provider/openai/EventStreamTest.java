package dev.assayer.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;

import dev.assayer.Dice;
import dev.assayer.RawJson;
import dev.assayer.provider.TokenUsage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {

    private static final int LIMIT = 100_000;
    private static final TokenUsage USED = new TokenUsage(9, 0, 12, 0);
    private static final String USAGE =
            "{\"prompt_tokens\":9,\"completion_tokens\":12,\"total_tokens\":21}";
    private static final String WORD =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n";
    private static final String STOP =
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String EXTRA = "data: {\"choices\":[],\"usage\":" + USAGE + "}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    /// What came of a stream.
    private record Passed(
            String bytes, Optional<TokenUsage> usage, boolean isComplete, boolean hasFailed) {}

    private static Passed pass(boolean hideUsage, List<String> pieces) {
        var stream = new EventStream(hideUsage, LIMIT);
        Buffer out = Buffer.buffer();
        for (String piece : pieces) {
            out.appendBuffer(
                    stream.pass(Buffer.buffer(piece.getBytes(StandardCharsets.ISO_8859_1))));
        }
        out.appendBuffer(stream.close());
        return new Passed(
                out.toString(StandardCharsets.ISO_8859_1),
                stream.usage(),
                stream.isComplete(),
                stream.hasFailed());
    }

    private static Passed pass(boolean hideUsage, String whole) {
        return pass(hideUsage, List.of(whole));
    }

    private static List<String> bytewise(String whole) {
        return whole.chars().mapToObj(c -> String.valueOf((char) c)).toList();
    }

    /// One event and what it means.
    private record Event(
            String text,
            boolean isExtra,
            Optional<TokenUsage> usage,
            boolean isFinish,
            boolean isDone) {}

    private static Event plain(String text) {
        return new Event(text, false, Optional.empty(), false, false);
    }

    private static Event event(Dice dice) {
        var json = new RawJson(dice);
        String eol = dice.pick("\n", "\r\n");
        String end = eol + eol;
        String data = dice.pick("data:", "data: ");
        String blank = dice.pick("", " ");
        String text = latin1(json.string());
        int tokens = dice.between(1, 999);
        var usage = Optional.of(new TokenUsage(tokens, 2, tokens + 1, 3));
        String reported =
                "\"usage\""
                        + blank
                        + ":"
                        + blank
                        + "{\"prompt_tokens\":"
                        + tokens
                        + ",\"prompt_tokens_details\":{\"cached_tokens\":"
                        + Math.min(2, tokens)
                        + "},\"completion_tokens\":"
                        + (tokens + 1)
                        + ",\"completion_tokens_details\":{\"reasoning_tokens\":3}}";
        usage =
                usage.map(u ->
                        new TokenUsage(
                                u.input(),
                                Math.min(2, u.input()),
                                u.output(),
                                Math.min(3, u.output())));
        return switch (dice.below(15)) {
            case 0 -> plain(": comment {\"usage\":{}} [DONE]" + end);
            case 1 -> plain("event: ping" + eol + data + "{}" + end);
            case 2 ->
                    plain(
                            data
                                    + "{\"choices\":[{\"delta\":{\"role\":\"assistant\"},\"finish_reason\":"
                                    + blank
                                    + "null}]}"
                                    + end);
            case 3 -> plain(data + "{\"choices\":[{\"delta\":{\"content\":" + text + "}}]}" + end);
            case 4 ->
                    plain(
                            data
                                    + "{\"choices\":[{\"delta\":{\"content\":\"\\\"usage\\\":{\\\"prompt_tokens\\\":1}"
                                    + " \\\"finish_reason\\\":\\\"stop\\\" [DONE]\"}}]}"
                                    + end);
            case 5 -> plain(data + "{\"choices\":[{\"delta\":{\"content\":\"usage\"}}]}" + end);
            case 6 ->
                    plain(
                            data
                                    + "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":"
                                    + "\"{\\\"usage\\\":\"}}]},\"finish_reason\":\"\"}],\"usage\":null}"
                                    + end);
            case 7 -> plain(data + "{\"usage\":null,\"error\":null,\"choices\":[]}" + end);
            case 8 ->
                    new Event(
                            data
                                    + "{\"choices\":"
                                    + blank
                                    + "["
                                    + blank
                                    + "],"
                                    + reported
                                    + "}"
                                    + end,
                            true,
                            usage,
                            false,
                            false);
            case 9 ->
                    new Event(
                            data + "{" + reported + ",\"x\":[{}]" + ",\"choices\":[]}" + end,
                            true,
                            usage,
                            false,
                            false);
            case 10 ->
                    new Event(
                            "id: 7"
                                    + eol
                                    + "data: {\"choices\": [],"
                                    + eol
                                    + ": in between"
                                    + eol
                                    + "data:  "
                                    + reported
                                    + eol
                                    + "data: }"
                                    + end,
                            true,
                            usage,
                            false,
                            false);
            case 11 ->
                    new Event(
                            data
                                    + "{\"choices\":[{\"delta\":{},\"usage\":null,\"finish_reason\""
                                    + blank
                                    + ":"
                                    + blank
                                    + "\"length\"}],"
                                    + reported
                                    + "}"
                                    + end,
                            false,
                            usage,
                            true,
                            false);
            case 12 -> new Event(data + "[DONE]" + end, false, Optional.empty(), false, true);
            case 13 -> plain(eol);
            default -> plain(data + "no JSON { \"usage\":{ [DONE]" + end);
        };
    }

    /// A text's UTF-8 bytes, one character each.
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private record Sample(List<Event> events, String tail, boolean hideUsage, List<String> pieces) {

        static Sample of(Dice dice) {
            List<Event> events = new ArrayList<>();
            for (int i = dice.below(12); i > 0; i--) {
                events.add(event(dice));
            }
            String tail = dice.pick("", "", "\n", "data: [DONE]", "data: {\"usage\"", "data");
            String all = String.join("", events.stream().map(Event::text).toList()) + tail;
            List<String> pieces = new ArrayList<>();
            int most = dice.pick(1, 3, 40, 400);
            for (int at = 0; at < all.length(); ) {
                int to = Math.min(all.length(), at + dice.between(1, most));
                pieces.add(all.substring(at, to));
                at = to;
            }
            return new Sample(events, tail, dice.oneIn(2), pieces);
        }

        Passed expected() {
            boolean isDoneTail = tail.equals("data: [DONE]");
            boolean isCut = tail.startsWith("data") && !isDoneTail;
            var bytes = new StringBuilder();
            events.stream()
                    .filter(event -> !(hideUsage && event.isExtra))
                    .forEach(event -> bytes.append(event.text));
            return new Passed(
                    bytes.append(isCut ? "" : tail).toString(),
                    events.stream()
                            .map(Event::usage)
                            .flatMap(Optional::stream)
                            .reduce((_, last) -> last),
                    !isCut
                            && (isDoneTail
                                    || events.stream()
                                            .anyMatch(event -> event.isDone || event.isFinish)),
                    false);
        }
    }

    @Test
    void piecesMakeNoDifference() {
        qt().withExamples(20_000)
                .forAll(Dice.roll(Sample::of))
                .checkAssert(sample ->
                        assertThat(pass(sample.hideUsage, sample.pieces))
                                .isEqualTo(sample.expected()));
    }

    @Test
    void everyPlaceToCutIsTheSame() {
        for (String eol : List.of("\n", "\r\n")) {
            String all = (WORD + STOP + EXTRA + "\n" + DONE + "\n").replace("\n", eol);
            String kept = (WORD + STOP + "\n" + DONE + "\n").replace("\n", eol);
            var expected = new Passed(kept, Optional.of(USED), true, false);
            assertThat(pass(true, all)).isEqualTo(expected);
            assertThat(pass(true, bytewise(all))).isEqualTo(expected);
            for (int cut = 0; cut <= all.length(); cut++) {
                assertThat(pass(true, List.of(all.substring(0, cut), all.substring(cut))))
                        .as("cut at %d", cut)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void anUntouchedPieceIsPassedOnAsItIs() {
        var stream = new EventStream(true, LIMIT);
        Buffer piece = Buffer.buffer(WORD + WORD);
        assertThat(stream.pass(piece)).isSameAs(piece);
    }

    @Nested
    class Complete {

        @Test
        void withDoneOrAFinishReason() {
            assertThat(pass(false, WORD + DONE).isComplete()).isTrue();
            assertThat(pass(false, WORD + STOP).isComplete()).isTrue();
            assertThat(pass(false, WORD + STOP + DONE).isComplete()).isTrue();
            assertThat(pass(false, WORD + "data: [DONE]").isComplete()).isTrue();
            assertThat(pass(false, WORD + "data: [DONE]\r\n").isComplete()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ": [DONE]\n\n",
                    "data: {\"choices\":[{\"delta\":{\"content\":\"say [DONE]\"}}]}\n\n",
                    "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"finish_reason\\\":\\\"stop\\\"\"}}]}\n\n",
                    "data: {\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"\"}]}\n\n",
                    "data: {\"choices\":[{\"finish_reason\":null}]}\n\n",
                    "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n",
                    "data: [DONE"
                })
        void notWithoutEither(String last) {
            assertThat(pass(false, WORD + last).isComplete()).isFalse();
            assertThat(pass(false, bytewise(WORD + last)).isComplete()).isFalse();
        }

        @Test
        void notWithAPieceOfAnotherEvent() {
            Passed passed = pass(false, WORD + STOP + "data: {\"choices\":[],\"usa");
            assertThat(passed.isComplete()).isFalse();
            assertThat(passed.bytes()).isEqualTo(WORD + STOP);
        }

        @Test
        void whateverStandsBehindDone() {
            String comment = ": " + "x".repeat(200) + "\n\n";
            assertThat(pass(false, WORD + DONE + comment).isComplete()).isTrue();
        }

        /// vLLM sends an error and then [DONE]; OpenRouter sends it with empty choices, or with the
        /// finish reason "error".
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\ndata: [DONE]\n\n",
                    "data: {\"id\":\"x\",\"choices\":[],\"error\":{\"code\":502},\"usage\":{\"prompt_tokens\":1}}\n\ndata: [DONE]\n\n",
                    "data: {\"error\" : \"overloaded\"}\n\n",
                    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}],\"error\":{\"code\":502}}\n\n"
                })
        void notWithAnErrorWhichIsPassedOn(String events) {
            Passed passed = pass(true, bytewise(WORD + events));
            assertThat(passed.hasFailed()).isTrue();
            assertThat(passed.isComplete()).isFalse();
            assertThat(passed.bytes()).isEqualTo(WORD + events);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "data: {\"error\":null,\"choices\":[]}\n\n",
                    "data: {\"error\":\"\",\"choices\":[]}\n\n",
                    "data: {\"choices\":[{\"delta\":{\"content\":\"error\"}}]}\n\n",
                    "data: {\"choices\":[{\"delta\":{\"x\":{\"error\":{}}}}]}\n\n",
                    "data: {\"choices\":[{\"delta\":{\"content\":\"{\\\"error\\\":{}}\"}}]}\n\n"
                })
        void withWhatOnlyLooksLikeAnError(String event) {
            Passed passed = pass(true, event + STOP);
            assertThat(passed.hasFailed()).isFalse();
            assertThat(passed.isComplete()).isTrue();
        }
    }

    @Nested
    class Usage {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "data: {\"choices\":[{\"finish_reason\":\"stop\"}],\"usage\":@}\n\n",
                    "data: {\"usage\" :\n  @}\n\n",
                    "data: {\"choices\":[{\"usage\":null,\"delta\":{\"usage\":\"no\"}}],\"usage\":@}\n\n",
                    "data: {\"x_groq\":{\"usage\":{\"prompt_tokens\":1}},\"usage\":@}\n\n",
                    "data: {\"usage\":@,\"x_groq\":{\"usage\":{\"prompt_tokens\":1}}}\n\n",
                    ": {\ndata:{\"usage\":@}\n\n",
                    "data: {\ndata: \"usage\": @\ndata: }\n\n",
                    "data: {\"usage\":{\"prompt_tokens\":1}}\n\ndata: {\"usage\":@}\n\ndata: {\"usage\":null}\n\n"
                })
        void isFound(String events) {
            String all = events.replace("@", USAGE).replace(":\n  ", ":  ");
            assertThat(pass(false, all).usage()).contains(USED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "data: {\"usage\":null}\n\n",
                    "data: {\"usage\":\"much\"}\n\n",
                    "data: {\"usage\":[]}\n\n",
                    "data: {\"choices\":[{\"delta\":{\"usage\":{\"prompt_tokens\":1}}}]}\n\n",
                    "data: {\"usage\":{\"prompt_tokens\":1\n\n",
                    ": {\"usage\":{\"prompt_tokens\":1}}\n\n",
                    "data: [{\"usage\":{}}]\n\n"
                })
        void isNotInvented(String events) {
            Passed passed = pass(true, events);
            assertThat(passed.usage()).isEmpty();
            assertThat(passed.bytes()).isEqualTo(events);
        }

        @Test
        void isHiddenOnlyWhereTheCallerDidNotAsk() {
            assertThat(pass(false, WORD + EXTRA + DONE).bytes()).isEqualTo(WORD + EXTRA + DONE);
            assertThat(pass(true, WORD + EXTRA + DONE).bytes()).isEqualTo(WORD + DONE);
            assertThat(pass(true, EXTRA + WORD + EXTRA + DONE).bytes()).isEqualTo(WORD + DONE);
        }

        /// What cannot be true would overflow a bill.
        @ParameterizedTest
        @ValueSource(strings = {"-5", "1e300", "123456789012345678901234567890", "\"7\"", "null"})
        void ignoresImpossibleCounts(String count) {
            Passed passed =
                    pass(
                            false,
                            "data: {\"usage\":{\"prompt_tokens\":"
                                    + count
                                    + ",\"completion_tokens\":3}}\n\n");
            assertThat(passed.usage()).contains(new TokenUsage(0, 0, 3, 0));
        }

        @Test
        void readsDetails() {
            Passed passed =
                    pass(
                            false,
                            "data: {\"usage\":{\"prompt_tokens_details\":{\"audio\":[1],"
                                    + "\"cached_tokens\":5},\"prompt_tokens\":7,"
                                    + "\"completion_tokens\":8,\"completion_tokens_details\":null,"
                                    + "\"cost_details\":{\"x\":{}}}}\n\n");
            assertThat(passed.usage()).contains(new TokenUsage(7, 5, 8, 0));
        }
    }

    @Nested
    class Comments {

        @Test
        void areNoData() {
            var stream = new EventStream(true, LIMIT);
            stream.pass(Buffer.buffer(": PROCESSING\n\n: PROCESSING\n\n"));
            assertThat(stream.hasData()).isFalse();
            stream.pass(Buffer.buffer(": PROCESSING\n\n" + WORD));
            assertThat(stream.hasData()).isTrue();
        }

        @Test
        void norIsDone() {
            var stream = new EventStream(true, LIMIT);
            stream.pass(Buffer.buffer(DONE));
            assertThat(stream.hasData()).isFalse();
        }
    }

    @Nested
    class Limits {

        @Test
        void stopAnEventThatNeverEnds() {
            var stream = new EventStream(false, 1_000);
            Buffer piece = Buffer.buffer("x".repeat(400));
            stream.pass(piece);
            stream.pass(piece);
            assertThatThrownBy(() -> stream.pass(piece))
                    .isInstanceOf(EventStream.EventTooLong.class)
                    .hasMessageContaining("1200");
        }

        @Test
        void doNotCountEventsThatEnded() {
            var stream = new EventStream(false, 1_000);
            for (int i = 0; i < 100; i++) {
                stream.pass(Buffer.buffer(WORD.repeat(20)));
            }
            assertThat(stream.isComplete()).isFalse();
        }

        /// Joining each piece to all before it would take minutes here.
        @Test
        @Timeout(20)
        void leaveManySmallPiecesCheap() {
            int length = 4 << 20;
            var stream = new EventStream(false, length + 100);
            Buffer piece = Buffer.buffer("abcdefgh");
            for (int i = 0; i < length / 8; i++) {
                stream.pass(piece);
            }
            assertThat(stream.pass(Buffer.buffer("\n\n")).length()).isEqualTo(length + 2);
        }
    }
}

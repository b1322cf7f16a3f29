package dev.assayer.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quicktheories.QuickTheory.qt;

import dev.assayer.Dice;
import dev.assayer.catalog.Capability;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatRequestReaderTest {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private static final String SAMPLE =
            """
            {"model": "auto", "temperature": 0.25, "stream": true, "n": -1e2,
             "stream_options": {"include_usage": false},
             "messages": [
               {"role": "system", "content": "Be brief. \\u00e9 é 日本 😀"},
               {"role": "user", "content": [{"type": "text", "text": "What?"},
                 {"type": "image_url", "image_url": {"url": "data:,"}}]},
               {"role": "assistant", "content": null, "tool_calls": [{"id": "1"}]}],
             "tools": [{"type": "function", "function": {"name": "f"}}],
             "response_format": {"type": "json_schema"}, "max_tokens": 17,
             "assayer": {"policy": "speed"}}\
            """;

    private static ChatRequest read(String body) {
        return ChatRequestReader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static ApiError refused(byte[] body) {
        InvalidRequest refusal =
                catchThrowableOfType(InvalidRequest.class, () -> ChatRequestReader.read(body));
        assertThat(refusal)
                .as(() -> "refuses " + new String(body, StandardCharsets.UTF_8))
                .isNotNull();
        // What cannot be written as a body is no answer.
        JsonNode error = JsonMapper.shared().readTree(refusal.error().body().getBytes());
        assertThat(error.at("/error/message").asString()).isNotEmpty();
        return refusal.error();
    }

    private static ApiError refused(String body) {
        return refused(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String with(String field) {
        return "{\"model\":\"auto\"," + field + "," + MESSAGES + "}";
    }

    @Nested
    class What_it_reads {

        @Test
        void everythingOfTheSample() {
            ChatRequest request = read(SAMPLE);
            assertThat(request.model()).isEqualTo("auto");
            assertThat(request.isStreamed()).isTrue();
            assertThat(request.includesUsage()).isFalse();
            assertThat(request.answerLimit()).isEqualTo(17);
            assertThat(request.needs())
                    .containsExactlyInAnyOrder(
                            Capability.TOOLS, Capability.IMAGES, Capability.STRUCTURED_OUTPUT);
            assertThat(request.hints()).isEqualTo(new ChatRequest.Hints(null, "speed", null));
            assertThat(request.lastUserText()).isEqualTo("What?");
            assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(SAMPLE);
        }

        @Test
        void aModelSpeltWithEscapes() {
            assertThat(read("{\"m\\u006fdel\":\"a\\u0075to\"," + MESSAGES + "}").model())
                    .isEqualTo("auto");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                textBlock =
                        """
                        {"role":"user","content":"a\\"b\\\\\\u00e9\\n\\ud83d\\ude00é"}     | `a"b\\é\n😀é`
                        {"content":"role comes last","role":"user"}                        | role comes last
                        {"role":"user","content":"first"},{"role":"user","content":"last"} | last
                        {"role":"user","content":"asked"},{"role":"assistant","content":"said"},{"role":"tool","content":"{}"} | asked
                        {"role":"user","content":[{"type":"text","text":"short"},{"text":"the longer \\u0041","type":"text"}]} | the longer A
                        {"role":"user","content":[{"type":"image_url","image_url":{"url":"x","text":"no"}}]} | ``
                        {"role":"user","content":"text"},{"role":"user","content":[{"type":"image_url","image_url":{}}]} | text
                        {"role":"user","content":null}                                      | ``
                        {"role":"user"}                                                     | ``
                        {"role":"assistant","content":"no user at all"}                     | ``
                        {"role":"\\u0075ser","content":"escaped role"}                      | escaped role
                        """)
        void theLastTextOfTheUser(String messages, String expected) {
            String body = "{\"model\":\"auto\",\"messages\":[" + messages + "]}";
            assertThat(read(body).lastUserText()).isEqualTo(expected.replace("\\n", "\n"));
        }

        @Test
        void aUserTextBehindMoreThanOneBufferOfOthers() {
            String filler = "{\"role\":\"system\",\"content\":\"" + "é😀x".repeat(30_000) + "\"},";
            String body =
                    "{\"messages\":["
                            + filler
                            + "{\"role\":\"user\",\"content\":\"q\\u0031 "
                            + "ü".repeat(9_000)
                            + "\"}],\"model\":\"auto\"}";
            assertThat(read(body).lastUserText()).isEqualTo("q1 " + "ü".repeat(9_000));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        "tools":[{"type":"function"}]                     | TOOLS
                        "functions":[{"name":"f"}]                        | TOOLS
                        "tools":[]                                        |
                        "tools":null                                      |
                        "response_format":{"type":"json_schema"}          | STRUCTURED_OUTPUT
                        "response_format":{"json_schema":{"type":"text"},"type":"json_object"} | STRUCTURED_OUTPUT
                        "response_format":{"type":"text"}                 |
                        "response_format":null                            |
                        "x":{"tools":[1],"response_format":{"type":"json_schema"}} |
                        """)
        void whatTheAnswerNeeds(String field, Capability need) {
            var needs = read(with(field)).needs();
            if (need == null) {
                assertThat(needs).isEmpty();
            } else {
                assertThat(needs).containsExactly(need);
            }
        }

        @ParameterizedTest
        @CsvSource({"image_url,IMAGES", "input_image,IMAGES", "input_audio,AUDIO"})
        void whatPartsNeed(String type, Capability need) {
            String body =
                    "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\""
                            + type
                            + "\"}]},{\"role\":\"user\",\"content\":\"and?\"}]}";
            assertThat(read(body).needs()).containsExactly(need);
        }

        @Test
        void fieldsOfTheseNamesOnlyWhereTheyMeanIt() {
            ChatRequest request =
                    read(
                            with(
                                    "\"metadata\":{\"model\":5,\"messages\":0,\"stream\":\"yes\","
                                            + "\"assayer\":[],\"max_tokens\":\"many\","
                                            + "\"stream_options\":1}"));
            assertThat(request.isStreamed()).isFalse();
            assertThat(request.answerLimit()).isZero();
            assertThat(request.hints()).isEqualTo(ChatRequest.Hints.NONE);
        }

        @Test
        void hintsThatAreNullAsAbsent() {
            assertThat(read(with("\"assayer\":{\"policy\":null,\"session\":\"s\"}")).hints())
                    .isEqualTo(new ChatRequest.Hints(null, null, "s"));
            assertThat(read(with("\"assayer\":null")).hints()).isEqualTo(ChatRequest.Hints.NONE);
        }

        @Test
        void theSizeOfMessagesAndToolsButNothingElse() {
            String messages = "[ {\"role\":\"user\",\"content\":\"é\"} ]";
            String tools = "[ {\"type\":\"function\"} ]";
            ChatRequest request =
                    read(
                            "{\"x\":\"long enough\",\"model\":\"auto\",\"messages\": "
                                    + messages
                                    + " ,\"tools\":"
                                    + tools
                                    + "}");
            assertThat(request.messageBytes())
                    .isEqualTo(messages.getBytes(StandardCharsets.UTF_8).length + tools.length());
        }

        @Test
        void deepNestingThatIsStillSane() {
            assertThat(read(with("\"x\":" + "[".repeat(150) + "]".repeat(150))).model())
                    .isEqualTo("auto");
        }

        @Test
        void anUnknownNumberOfAnyLength() {
            assertThat(read(with("\"x\":" + "9".repeat(5_000))).model()).isEqualTo("auto");
            assertThat(read(with("\"x\":1e99999")).model()).isEqualTo("auto");
        }

        @Test
        void loneSurrogatesInTextsWhichJsonAllows() {
            String body =
                    "{\"model\":\"auto\",\"x\":\"\\udc00\","
                            + "\"messages\":[{\"role\":\"user\",\"content\":\"a\\ud800b\"}]}";
            assertThat(read(body).lastUserText()).isEqualTo("a\ud800b");
            assertThat(read("{\"model\":\"\\ud800\"," + MESSAGES + "}").model())
                    .isEqualTo("\ud800");
        }
    }

    @Nested
    class What_it_refuses {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        []                                        |                  | an array
                        null                                      |                  | null
                        "auto"                                    |                  | a string
                        {}                                        | model            | missing
                        {"model":null}                            | model            | null
                        {"model":17}                              | model            | the number
                        {"model":["auto"]}                        | model            | an array
                        {"model":" "}                             | model            | non-empty
                        {"model":"m"}                             | messages         | missing
                        {"model":"m","messages":[]}               | messages         | at least one
                        {"model":"m","messages":{}}               | messages         | an object
                        {"model":"m","messages":"hi"}             | messages         | a string
                        {"model":"m","messages":[[]]}             | messages[0]      | an array
                        {"model":"m","messages":[{"role":"user"},"hi"]} | messages[1] | a string
                        {"model":"m","messages":[{"content":"hi"}]} | messages[0].role | missing
                        {"model":"m","messages":[{"role":7}]}     | messages[0].role | the number
                        {"model":"m","messages":[{"role":null}]}  | messages[0].role | null
                        {"model":"m","messages":[{"role":"user","content":7}]}  | messages[0].content | the number
                        {"model":"m","messages":[{"role":"user","content":{}}]} | messages[0].content | an object
                        {"model":"m","messages":[{"role":"user","content":["hi"]}]} | messages[0].content[0] | a string
                        {"model":"m","messages":[{"role":"user","content":[{"type":"text"},{"type":5}]}]} | messages[0].content[1].type | the number
                        {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":{}}]}]} | messages[0].content[0].text | an object
                        {"stream":"true"}                         | stream           | a string
                        {"stream":1}                              | stream           | the number
                        {"stream_options":true}                   | stream_options   | a boolean
                        {"stream_options":{"include_usage":"yes"}} | stream_options.include_usage | a string
                        {"max_tokens":1.5}                        | max_tokens       | 1.5
                        {"max_tokens":"10"}                       | max_tokens       | a string
                        {"max_tokens":0}                          | max_tokens       | 0
                        {"max_tokens":-1}                         | max_tokens       | -1
                        {"max_tokens":1e3}                        | max_tokens       | 1e3
                        {"max_completion_tokens":2147483648}      | max_completion_tokens | 2147483648
                        {"max_completion_tokens":99999999999999999999} | max_completion_tokens | 99999999999999999999
                        {"tools":{}}                              | tools            | an object
                        {"tools":[{},"f"]}                        | tools[1]         | a string
                        {"response_format":"json"}                | response_format  | a string
                        {"response_format":{"type":5}}            | response_format.type | the number
                        {"assayer":"speed"}                       | assayer          | a string
                        {"assayer":{"policy":7}}                  | assayer.policy   | the number
                        {"assayer":{"polcy":"speed"}}             | assayer.polcy    | unknown
                        """)
        void wrongTypesByName(String body, String param, String mentions) {
            ApiError error = refused(body);
            assertThat(error.param()).isEqualTo(param);
            assertThat(error.message()).contains(mentions).contains("expected: ");
            assertThat(error.status()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"model\":\"other\"",
                    "\"messages\":[{\"role\":\"user\"}]",
                    "\"stream\":true,\"stream\":false",
                    "\"stream_options\":{\"include_usage\":true},\"stream_options\":null",
                    "\"assayer\":{},\"assayer\":{}",
                    "\"assayer\":{},\"\\u0061ssayer\":{\"policy\":\"speed\"}"
                })
        void fieldsThatStandTwice(String fields) {
            assertThat(refused(with(fields)).code()).isEqualTo("duplicate_field");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"model\":\"auto\",}",
                    "{'model':'auto'}",
                    "{\"model\":\"auto\" \"x\":1}",
                    "<!doctype html>",
                    "auto",
                    " ",
                    "\u0000"
                })
        void whatIsNotJson(String body) {
            assertThat(refused(body).code()).isEqualTo("malformed_json");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"x\":NaN",
                    "\"x\":Infinity",
                    "\"x\":01",
                    "\"x\":.5",
                    "\"x\":+1",
                    "\"x\":\"a\nb\"",
                    "\"x\":\"\\x41\"",
                    "\"x\":\"\\u12g4\"",
                    "/**/\"x\":1",
                    "\"x\":undefined",
                    "\"\\ud800\":1"
                })
        void whatOnlySomeParsersTake(String field) {
            assertThat(refused(with(field)).code()).isEqualTo("malformed_json");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "]", "x", ",", "\u0000", "\"", "1"})
        void anythingBehindTheObject(String tail) {
            assertThat(refused(with("\"x\":1") + " " + tail).code()).isEqualTo("malformed_json");
        }

        /// The ledger keeps them.
        @Test
        void hintsOfAnyLength() {
            assertThat(read(with("\"assayer\":{\"session\":\"" + "s".repeat(256) + "\"}")).hints())
                    .isEqualTo(new ChatRequest.Hints(null, null, "s".repeat(256)));
            ApiError error = refused(with("\"assayer\":{\"session\":\"" + "s".repeat(257) + "\"}"));
            assertThat(error.param()).isEqualTo("assayer.session");
            assertThat(error.message()).contains("257").contains("256");
        }

        @Test
        void nestingBeyondTheLimit() {
            ApiError error = refused(with("\"x\":" + "[".repeat(100_000)));
            assertThat(error.status()).isEqualTo(400);
            assertThat(error.message()).contains("200").doesNotContain("StreamReadConstraints");
        }

        @Test
        void theSampleCutAtAnyByte() {
            byte[] whole = SAMPLE.getBytes(StandardCharsets.UTF_8);
            for (int length = 1; length < whole.length; length++) {
                ApiError error = refused(Arrays.copyOf(whole, length));
                assertThat(error.code())
                        .as("first %d bytes", length)
                        .isIn("malformed_json", "invalid_utf8");
            }
            assertThat(refused(new byte[0]).code()).isEqualTo("empty_body");
        }

        @Test
        void anyByteChangedOrRead() {
            byte[] whole = SAMPLE.getBytes(StandardCharsets.UTF_8);
            qt().withExamples(5_000)
                    .forAll(
                            Dice.roll(dice -> {
                                byte[] copy = whole.clone();
                                for (int i = dice.between(1, 3); i > 0; i--) {
                                    copy[dice.below(copy.length)] = (byte) dice.between(-128, 127);
                                }
                                return copy;
                            }))
                    .checkAssert(bytes -> {
                        try {
                            ChatRequest request = ChatRequestReader.read(bytes);
                            JsonMapper.shared()
                                    .readTree(
                                            OutgoingBody.of(
                                                            request,
                                                            "\"m\""
                                                                    .getBytes(
                                                                            StandardCharsets.UTF_8))
                                                    .getBytes());
                        } catch (InvalidRequest e) {
                            assertThat(e.error().body().length()).isPositive();
                        }
                    });
        }
    }

    @Nested
    class Encodings {

        /// Bytes in hexadecimal that no UTF-8 text holds (RFC 3629, sections 3 and 4).
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "80",
                    "bf",
                    "c0af",
                    "c1bf",
                    "c3",
                    "c328",
                    "e08080",
                    "e28228",
                    "e282",
                    "eda080",
                    "edbfbf",
                    "f0808080",
                    "f08f8080",
                    "f0288c28",
                    "f09f98",
                    "f4908080",
                    "f5808080",
                    "f888808080",
                    "fe",
                    "ff"
                })
        void thatAreNotUtf8(String hex) {
            byte[] bad = HexFormat.of().parseHex(hex);
            for (String frame :
                    new String[] {
                        "{\"x\":\"a@b\",\"model\":\"auto\"," + MESSAGES + "}",
                        "{\"x@y\":1,\"model\":\"auto\"," + MESSAGES + "}",
                        "{\"model\":\"au@to\"," + MESSAGES + "}",
                        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"padded"
                                + " to sixteen bytes and more @ and then some\"}]}",
                    }) {
                assertThat(refused(spliced(frame, bad)).code())
                        .as("%s in %s", hex, frame)
                        .isEqualTo("invalid_utf8");
            }
        }

        private byte[] spliced(String frame, byte[] bad) {
            var out = new ByteArrayOutputStream();
            for (byte b : frame.getBytes(StandardCharsets.US_ASCII)) {
                if (b == '@') {
                    out.writeBytes(bad);
                } else {
                    out.write(b);
                }
            }
            return out.toByteArray();
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
        void thatJacksonWouldGuess(String charset) {
            byte[] body =
                    ("{\"model\":\"auto\"," + MESSAGES + "}").getBytes(Charset.forName(charset));
            assertThat(refused(body).status()).isEqualTo(400);
        }

        /// The validator agrees with Java's own decoder.
        @Test
        void judgedAsJavaDoes() {
            qt().withExamples(20_000)
                    .forAll(
                            Dice.roll(dice -> {
                                byte[] bytes = new byte[dice.below(40)];
                                for (int i = 0; i < bytes.length; i++) {
                                    bytes[i] =
                                            (byte)
                                                    (dice.oneIn(2)
                                                            ? dice.between(0x20, 0x7e)
                                                            : dice.pick(
                                                                    0x80, 0x8f, 0x90, 0x9f, 0xa0,
                                                                    0xbf, 0xc1, 0xc2, 0xdf, 0xe0,
                                                                    0xe1, 0xed, 0xef, 0xf0, 0xf1,
                                                                    0xf4, 0xf5, 0xff));
                                }
                                return bytes;
                            }))
                    .check(bytes ->
                            (Utf8.flaw(bytes) < 0)
                                    == Arrays.equals(
                                            bytes,
                                            new String(bytes, StandardCharsets.UTF_8)
                                                    .getBytes(StandardCharsets.UTF_8)));
        }

        @Test
        void aByteOrderMarkIsNoFlaw() {
            ChatRequest request = read("\ufeff" + SAMPLE);
            assertThat(request.lastUserText()).isEqualTo("What?");
        }
    }

    @Nested
    class Errors {

        /// A name that cannot be written as UTF-8 must still get its answer.
        @Test
        void canBeWrittenWhateverTheyQuote() {
            var error = new ApiError(404, "model_not_found", "a\udc00", "no '\ud800' and '\ud83d");
            JsonNode body = JsonMapper.shared().readTree(error.body().getBytes());
            assertThat(body.at("/error/message").asString()).startsWith("no '");
            assertThat(body.at("/error/param").asString()).startsWith("a");
        }

        @Test
        void sayWhereTheSyntaxBreaks() {
            ApiError error = refused("{\"model\":\"auto\",\n \"x\":tru}");
            assertThat(error.message()).contains("line 2");
        }

        @Test
        void stayShort() {
            String name = "n".repeat(40_000);
            for (String body :
                    new String[] {
                        with("\"assayer\":{\"" + name + "\":\"x\"}"),
                        with("\"assayer\":{\"" + name + "\":7}"),
                        with("\"x\":" + name),
                        with("\"max_tokens\":" + "9".repeat(40_000))
                    }) {
                ApiError error = refused(body);
                assertThat(error.message()).hasSizeLessThan(500);
                assertThat(Objects.requireNonNullElse(error.param(), "")).hasSizeLessThan(200);
            }
        }

        @Test
        void haveNoStackTraceToPayFor() {
            assertThatThrownBy(() -> read("{}"))
                    .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
        }
    }
}

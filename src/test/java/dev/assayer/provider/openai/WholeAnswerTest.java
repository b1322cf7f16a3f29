package dev.assayer.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;

import dev.assayer.Dice;
import dev.assayer.RawJson;
import dev.assayer.provider.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeAnswerTest {

    private static final String USAGE = "{\"prompt_tokens\":9,\"completion_tokens\":12}";
    private static final TokenUsage USED = new TokenUsage(9, 0, 12, 0);

    private static final String PRETTY =
            """
            {
              "id": "chatcmpl-1",
              "choices": [
                {
                  "message": {
                    "content": "A \\"usage\\": {\\"prompt_tokens\\": 1} and a backslash \\\\",
                    "tool_calls": [{"function": {"arguments": {"usage": {"prompt_tokens": 2}}}}]
                  }
                }
              ],
              "usage" : {
                "prompt_tokens": 9,
                "completion_tokens": 12
              },
              "x_groq": {"usage": {"prompt_tokens": 3}}
            }
            """;

    private static WholeAnswer answer(String body) {
        return WholeAnswer.of(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsTheUsageOfTheOutermostObject() {
        assertThat(answer(PRETTY).flaw()).isEmpty();
        assertThat(answer(PRETTY).usage()).contains(USED);
        assertThat(answer("{\"usage\":" + USAGE + ",\"choices\":[{\"usage\":{}}]}").usage())
                .contains(USED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[]}",
                "{\"choices\":[],\"usage\":null}",
                "{\"choices\":[],\"usage\":7}",
                "{\"choices\":[{\"usage\":{\"prompt_tokens\":1}}]}",
                "{\"choices\":[\"usage\",{\"text\":\"\\\"usage\\\":{}\"}],\"x\":\"usage\"}"
            })
    void inventsNoUsage(String body) {
        assertThat(answer(body).flaw()).isEmpty();
        assertThat(answer(body).usage()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                                   | empty
                    ` \n `                               | empty
                    <!doctype html><h1>502</h1>          | HTML
                    ` <html>`                            | HTML
                    []                                   | does not begin
                    upstream connect error               | does not begin
                    "text"                               | does not begin
                    {"choices":[                         | half
                    {"choices":[{"x":{}}                 | half
                    {"choices":[{"text":"}]}"}           | half
                    {"choices":[]}}                      | half
                    {"choices":[]}{"choices":[]}         | half
                    {"choices":["a\\\\"]                 | half
                    {"choices":["                        | half
                    {"detail":"Not Found"}               | without 'choices'
                    {}                                   | without 'choices'
                    """)
    void namesTheFlaw(String body, String flaw) {
        assertThat(answer(body.replace("\\n", "\n")).flaw())
                .hasValueSatisfying(it -> assertThat(it).contains(flaw));
        assertThat(answer(body).usage()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"error":{"message":"overloaded","code":502}} | true
                    {"id":"x","error":"overloaded","choices":[]}  | true
                    {"error":null,"choices":[]}                   | false
                    {"choices":[{"error":{"code":502}}]}          | false
                    {"choices":[{"text":"\\"error\\":{}"}]}       | false
                    """)
    void tellsAnErrorFromAnAnswer(String body, boolean isError) {
        assertThat(answer(body).isError()).isEqualTo(isError);
        assertThat(answer(body).flaw().isPresent()).isEqualTo(isError);
    }

    @Test
    void everyCutShows() {
        byte[] whole = PRETTY.strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertThat(WholeAnswer.of(Arrays.copyOf(whole, length)).flaw())
                    .as("first %d bytes", length)
                    .isPresent();
        }
    }

    private static String body(Dice dice) {
        var json = new RawJson(dice);
        List<String> members = new ArrayList<>();
        for (int i = dice.below(4); i > 0; i--) {
            members.add(json.blank() + dice.pick("\"x\"", "\"same\"", "\"\"") + ":" + json.value());
        }
        members.add(dice.below(members.size() + 1), "\"choices\":[" + json.value() + "]");
        members.add(
                dice.below(members.size() + 1),
                json.blank()
                        + "\"usage\""
                        + json.blank()
                        + ":"
                        + json.blank()
                        + USAGE
                        + json.blank());
        return json.blank() + "{" + String.join(",", members) + "}" + json.blank();
    }

    @Test
    void findsItsWayThroughAnyJson() {
        qt().withExamples(10_000)
                .forAll(Dice.roll(WholeAnswerTest::body))
                .checkAssert(body -> {
                    assertThat(answer(body).flaw()).isEmpty();
                    assertThat(answer(body).usage()).contains(USED);
                    assertThat(
                                    answer(
                                                    body.stripTrailing()
                                                            .substring(
                                                                    0,
                                                                    body.stripTrailing().length()
                                                                            - 1))
                                            .flaw())
                            .isPresent();
                });
    }
}

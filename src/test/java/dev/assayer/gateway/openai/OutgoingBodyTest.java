package dev.assayer.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;

import dev.assayer.Dice;
import dev.assayer.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OutgoingBodyTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String MODEL = "\"llama-3.3:70b\"";

    /// A request in pieces, so that what should go out is put together without looking for it.
    private record Sample(String opening, List<Member> members, String closing, boolean streamed) {

        String body() {
            return opening
                    + String.join(",", members.stream().map(Member::text).toList())
                    + closing;
        }

        /// The same with what may be changed changed, and nothing else.
        String expected() {
            var text = new StringBuilder(opening);
            boolean asksByItself = members.stream().noneMatch(m -> m.kind == Kind.STREAM_OPTIONS);
            if (streamed && asksByItself) {
                text.append("\"stream_options\":{\"include_usage\":true},");
            }
            for (int i = 0; i < members.size(); i++) {
                Member member = members.get(i);
                boolean isLast = i == members.size() - 1;
                if (member.kind == Kind.ASSAYER) {
                    if (isLast) {
                        text.setLength(text.length() - 1);
                        text.append(member.after);
                    } else {
                        text.append(member.before);
                    }
                    continue;
                }
                text.append(member.before)
                        .append(member.name)
                        .append(member.colon)
                        .append(
                                member.kind == Kind.MODEL
                                        ? MODEL
                                        : streamed ? member.askingValue : member.value)
                        .append(member.after)
                        .append(isLast ? "" : ",");
            }
            return text.append(closing).toString();
        }
    }

    private enum Kind {
        MODEL,
        MESSAGES,
        STREAM,
        STREAM_OPTIONS,
        ASSAYER,
        UNKNOWN
    }

    /// @param askingValue the value once usage is asked for
    private record Member(
            Kind kind,
            String before,
            String name,
            String colon,
            String value,
            String askingValue,
            String after) {

        String text() {
            return before + name + colon + value + after;
        }
    }

    private static Sample sample(Dice dice) {
        var json = new RawJson(dice);
        boolean streamed = dice.oneIn(2);
        List<Member> members = new ArrayList<>();
        add(members, dice, member(json, Kind.MODEL, "model", json.spelt("auto:quality")));
        add(
                members,
                dice,
                member(
                        json,
                        Kind.MESSAGES,
                        "messages",
                        "["
                                + json.blank()
                                + "{\"role\":\"user\",\"x\":"
                                + json.value()
                                + ",\"content\":"
                                + json.string()
                                + "}"
                                + json.blank()
                                + "]"));
        if (streamed || dice.oneIn(2)) {
            add(members, dice, member(json, Kind.STREAM, "stream", Boolean.toString(streamed)));
        }
        if (dice.oneIn(2)) {
            add(members, dice, streamOptions(json, dice));
        }
        for (int i = dice.below(4); i > 0; i--) {
            String name = dice.pick("temperature", "x", "same", "same", "modell", "");
            add(members, dice, member(json, Kind.UNKNOWN, name, json.value()));
        }
        if (dice.oneIn(2)) {
            add(
                    members,
                    dice,
                    member(
                            json,
                            Kind.ASSAYER,
                            "assayer",
                            dice.pick(
                                    "{}",
                                    "{ }",
                                    "{\"policy\" : \"speed\"}",
                                    "{\"session\":" + json.string() + "\n}")));
        }
        return new Sample(json.blank() + "{", members, "}" + json.blank(), streamed);
    }

    private static void add(List<Member> members, Dice dice, Member member) {
        members.add(dice.below(members.size() + 1), member);
    }

    private static Member member(RawJson json, Kind kind, String name, String value) {
        return member(json, kind, name, value, value);
    }

    private static Member member(
            RawJson json, Kind kind, String name, String value, String askingValue) {
        return new Member(
                kind,
                json.blank(),
                json.spelt(name),
                json.blank() + ":" + json.blank(),
                value,
                askingValue,
                json.blank());
    }

    private static Member streamOptions(RawJson json, Dice dice) {
        String blank = json.blank();
        String other = "\"include_obfuscation\":" + json.value();
        String usage = json.spelt("include_usage") + ":" + blank;
        return switch (dice.below(6)) {
            case 0 ->
                    member(
                            json,
                            Kind.STREAM_OPTIONS,
                            "stream_options",
                            "null",
                            "{\"include_usage\":true}");
            case 1 ->
                    member(
                            json,
                            Kind.STREAM_OPTIONS,
                            "stream_options",
                            "{" + blank + "}",
                            "{\"include_usage\":true" + blank + "}");
            case 2 ->
                    member(
                            json,
                            Kind.STREAM_OPTIONS,
                            "stream_options",
                            "{" + blank + other + "}",
                            "{\"include_usage\":true," + blank + other + "}");
            case 3 ->
                    member(
                            json,
                            Kind.STREAM_OPTIONS,
                            "stream_options",
                            "{" + other + "," + usage + "false" + blank + "}",
                            "{" + other + "," + usage + "true" + blank + "}");
            case 4 ->
                    member(
                            json,
                            Kind.STREAM_OPTIONS,
                            "stream_options",
                            "{" + usage + "null," + other + "}",
                            "{" + usage + "true," + other + "}");
            default ->
                    member(
                            json,
                            Kind.STREAM_OPTIONS,
                            "stream_options",
                            "{" + usage + "true," + other + "}");
        };
    }

    @Test
    void changesNothingButWhatItMay() {
        qt().withExamples(3_000)
                .forAll(Dice.roll(OutgoingBodyTest::sample))
                .checkAssert(sample -> {
                    assertThat(outgoing(sample.body())).isEqualTo(sample.expected());
                    assertMeansTheSame(sample);
                });
    }

    /// The expectation above is itself well-formed and means what it should.
    private static void assertMeansTheSame(Sample sample) {
        ObjectNode before = (ObjectNode) MAPPER.readTree(sample.body());
        JsonNode after = MAPPER.readTree(sample.expected());
        before.remove("assayer");
        before.put("model", "llama-3.3:70b");
        if (sample.streamed()) {
            if (!before.path("stream_options").isObject()) {
                before.putObject("stream_options");
            }
            ((ObjectNode) before.get("stream_options")).put("include_usage", true);
        }
        assertThat(after).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"assayer":{},"model":"auto","messages":[{"role":"user"}]}   | {"model":"M","messages":[{"role":"user"}]}
                    {"model":"auto","assayer":{},"messages":[{"role":"user"}]}   | {"model":"M","messages":[{"role":"user"}]}
                    {"model":"auto","messages":[{"role":"user"}],"assayer":{}}   | {"model":"M","messages":[{"role":"user"}]}
                    {"messages":[{"role":"user"}],"model":"auto" , "assayer":{} } | {"messages":[{"role":"user"}],"model":"M"  }
                    {"stream":true,"model":"auto","messages":[{"role":"user"}]}  | {"stream_options":{"include_usage":true},"stream":true,"model":"M","messages":[{"role":"user"}]}
                    {"assayer":{},"stream":true,"model":"a","messages":[{"role":"user"}]} | {"stream_options":{"include_usage":true},"stream":true,"model":"M","messages":[{"role":"user"}]}
                    """)
    void editsByExample(String body, String expected) {
        assertThat(outgoing(body).replace(MODEL, "\"M\"")).isEqualTo(expected);
    }

    @Test
    void keepsAByteOrderMark() {
        assertThat(outgoing("\ufeff{\"model\":\"auto\",\"messages\":[{\"role\":\"user\"}]}"))
                .isEqualTo("\ufeff{\"model\":" + MODEL + ",\"messages\":[{\"role\":\"user\"}]}");
    }

    private static String outgoing(String body) {
        ChatRequest request = ChatRequestReader.read(body.getBytes(StandardCharsets.UTF_8));
        byte[] model = MODEL.getBytes(StandardCharsets.UTF_8);
        return OutgoingBody.of(request, model).toString(StandardCharsets.UTF_8);
    }

    @Test
    void asksForUsageOnlyWhereTheCallerStreamsWithoutIt() {
        record Case(String fields, Optional<String> options) {}
        List<Case> cases =
                List.of(
                        new Case("", Optional.empty()),
                        new Case("\"stream\":false,", Optional.empty()),
                        new Case("\"stream\":null,", Optional.empty()),
                        new Case("\"stream\":false,\"stream_options\":null,", Optional.of("null")),
                        new Case(
                                "\"stream\":true,\"stream_options\":{\"include_usage\":true},",
                                Optional.of("{\"include_usage\":true}")),
                        new Case("\"stream\":true,", Optional.of("{\"include_usage\":true}")));
        for (Case each : cases) {
            String out =
                    outgoing(
                            "{" + each.fields + "\"model\":\"m\",\"messages\":[{\"role\":\"u\"}]}");
            JsonNode options = MAPPER.readTree(out).get("stream_options");
            assertThat(Optional.ofNullable(options).map(JsonNode::toString))
                    .as(each.fields)
                    .isEqualTo(each.options);
        }
    }
}

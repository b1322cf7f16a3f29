package dev.assayer.bench;

import dev.assayer.gateway.openai.ChatRequest;
import dev.assayer.gateway.openai.ChatRequestReader;
import dev.assayer.gateway.openai.OutgoingBody;
import dev.assayer.provider.openai.EventStream;
import dev.assayer.provider.openai.WholeAnswer;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What reading and passing on costs: a request of 2 KB, an answer of 1.5 KB in one piece, and a
/// stream of 20 small events that come one by one or in one piece.
///
/// `mvn -Pbench -Djmh=WireBench`
@SuppressWarnings("NullAway.Init") // JMH calls prepare()
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WireBench {

    private static final byte[] MODEL = bytes("\"gpt-4o-mini-2024-07-18\"");
    private static final int EVENTS = 20;
    private static final String TEXT = "the quick brown fox jumps over the lazy dog, and then \\n";

    private byte[] request;
    private byte[] answer;
    private Buffer event;
    private Buffer last;
    private Buffer done;
    private Buffer stream;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Setup
    public void prepare() {
        request =
                bytes(
                        "{\"model\":\"auto\",\"stream\":true,\"temperature\":0.7,\"messages\":["
                                + "{\"role\":\"system\",\"content\":\"You are helpful.\"},"
                                + "{\"role\":\"user\",\"content\":\""
                                + TEXT.repeat(32)
                                + "\"}],\"assayer\":{\"policy\":\"speed\"},\"user\":\"u-1\"}");
        answer =
                bytes(
                        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1741569952,"
                                + "\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"message\":{"
                                + "\"role\":\"assistant\",\"content\":\""
                                + TEXT.repeat(20)
                                + "\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{"
                                + "\"prompt_tokens\":419,\"completion_tokens\":210,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":0}},"
                                + "\"system_fingerprint\":\"fp_06737a9306\"}");
        String head =
                "data: {\"id\":\"chatcmpl-AbCdEf012345\",\"object\":\"chat.completion.chunk\","
                        + "\"created\":1741569952,\"model\":\"gpt-4o\",\"choices\":[";
        String small =
                head
                        + "{\"index\":0,\"delta\":{\"content\":\" token\"},\"finish_reason\":null}]}\n\n";
        String usage = head + "],\"usage\":{\"prompt_tokens\":419,\"completion_tokens\":20}}\n\n";
        event = Buffer.buffer(small);
        last = Buffer.buffer(usage);
        done = Buffer.buffer("data: [DONE]\n\n");
        stream = Buffer.buffer(small.repeat(EVENTS) + usage + "data: [DONE]\n\n");
    }

    @Benchmark
    public Buffer readRequestAndSendItOn() {
        ChatRequest read = ChatRequestReader.read(request);
        return OutgoingBody.of(read, MODEL);
    }

    @Benchmark
    public WholeAnswer readWholeAnswer() {
        return WholeAnswer.of(answer);
    }

    @Benchmark
    public boolean passStreamEventByEvent() {
        var events = new EventStream(true, 1 << 20);
        for (int i = 0; i < EVENTS; i++) {
            events.pass(event);
        }
        events.pass(last);
        events.pass(done);
        return events.isComplete();
    }

    @Benchmark
    public Buffer passStreamInOnePiece() {
        return new EventStream(true, 1 << 20).pass(stream);
    }
}

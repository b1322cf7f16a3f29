package dev.assayer.provider.openai;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The data of a server-sent event: what its `data:` lines hold, joined by line feeds. As the HTML
/// standard has it, one blank behind the colon does not count, and comments and other fields do not
/// either. https://html.spec.whatwg.org/multipage/server-sent-events.html
final class EventData {

    private static final byte[] FIELD = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private EventData() {}

    static byte[] of(byte[] bytes, int from, int to) {
        var data = new ByteArrayOutputStream(to - from);
        boolean isFirst = true;
        int line = from;
        while (line < to) {
            int feed = line;
            while (feed < to && bytes[feed] != '\n') {
                feed++;
            }
            int end = feed > line && bytes[feed - 1] == '\r' ? feed - 1 : feed;
            if (end - line >= FIELD.length
                    && Arrays.equals(bytes, line, line + FIELD.length, FIELD, 0, FIELD.length)) {
                int value = line + FIELD.length;
                if (value < end && bytes[value] == ' ') {
                    value++;
                }
                if (!isFirst) {
                    data.write('\n');
                }
                data.write(bytes, value, end - value);
                isFirst = false;
            }
            line = feed + 1;
        }
        return data.toByteArray();
    }

    /// Whether an event is the last one of the OpenAI dialect, `data: [DONE]`.
    static boolean isDone(byte[] bytes, int from, int to) {
        byte[] data = of(bytes, from, to);
        int start = Json.skipBlanks(data, 0, data.length);
        int end = Json.lastNonBlank(data, start, data.length) + 1;
        return Arrays.equals(data, start, end, DONE, 0, DONE.length);
    }
}

package dev.assayer.gateway.openai;

import dev.assayer.gateway.openai.ChatRequest.Span;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The caller's bytes as they go to a provider of the same dialect: unchanged but for the value of
/// `model`, the `assayer` object, which is taken out, and `stream_options.include_usage`, which is
/// asked for when the caller streams without it.
public final class OutgoingBody {

    private static final byte[] NOTHING = {};
    private static final byte[] TRUE = ascii("true");
    private static final byte[] OPTIONS = ascii("{\"include_usage\":true}");
    private static final byte[] OPTIONS_MEMBER =
            ascii("\"stream_options\":{\"include_usage\":true},");
    private static final byte[] USAGE_MEMBER = ascii("\"include_usage\":true");
    private static final byte[] USAGE_MEMBER_AND_COMMA = ascii("\"include_usage\":true,");

    /// @param replacement what stands in place of `bytes[from, to)`
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Edit(int from, int to, byte[] replacement) {}

    private OutgoingBody() {}

    /// @param request the caller's request
    /// @param model the provider's name of the model as a JSON string, quotes included
    public static Buffer of(ChatRequest request, byte[] model) {
        byte[] bytes = request.body();
        Span value = request.modelValue;
        Edit modelEdit = new Edit(value.from(), value.to(), model);
        Edit usage = request.isStreamed() && !request.includesUsage() ? askForUsage(request) : null;
        Edit removal = request.assayer == null ? null : removal(bytes, request.assayer);
        Buffer out = Buffer.buffer(bytes.length + model.length + OPTIONS_MEMBER.length);
        int at = 0;
        for (Edit edit : inOrder(modelEdit, usage, removal)) {
            out.appendBytes(bytes, at, edit.from() - at).appendBytes(edit.replacement());
            at = edit.to();
        }
        return out.appendBytes(bytes, at, bytes.length - at);
    }

    private static List<Edit> inOrder(Edit model, @Nullable Edit usage, @Nullable Edit removal) {
        if (usage == null && removal == null) {
            return List.of(model);
        }
        var edits = new ArrayList<Edit>(3);
        edits.add(model);
        if (usage != null) {
            edits.add(usage);
        }
        if (removal != null) {
            edits.add(removal);
        }
        edits.sort(Comparator.comparingInt(Edit::from));
        return edits;
    }

    private static Edit askForUsage(ChatRequest request) {
        Span options = request.streamOptions;
        if (options == null) {
            int inside = request.firstByte + 1;
            return new Edit(inside, inside, OPTIONS_MEMBER);
        }
        if (!request.streamOptionsIsObject) {
            return new Edit(options.from(), options.to(), OPTIONS);
        }
        Span value = request.includeUsageValue;
        if (value != null) {
            return new Edit(value.from(), value.to(), TRUE);
        }
        int inside = options.from() + 1;
        return new Edit(
                inside,
                inside,
                request.streamOptionsIsEmpty ? USAGE_MEMBER : USAGE_MEMBER_AND_COMMA);
    }

    /// Takes a member out of its object together with one comma.
    private static Edit removal(byte[] bytes, Span member) {
        int to = member.to();
        while (isBlank(bytes[to])) {
            to++;
        }
        if (bytes[to] == ',') {
            return new Edit(member.from(), to + 1, NOTHING);
        }
        int from = member.from() - 1;
        while (isBlank(bytes[from])) {
            from--;
        }
        return new Edit(bytes[from] == ',' ? from : from + 1, member.to(), NOTHING);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

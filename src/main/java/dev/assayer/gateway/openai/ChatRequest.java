package dev.assayer.gateway.openai;

import dev.assayer.catalog.Capability;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the gateway needs to know of a chat completion request, and where in its bytes the few
/// things stand that it may change. Everything else stays bytes. Made by [ChatRequestReader].
///
/// The spans are byte offsets into [#body()]; a span that is absent is null.
public final class ChatRequest {

    /// A half-open range of bytes.
    record Span(int from, int to) {}

    /// What the caller asks of routing, in the body's `assayer` object or in headers.
    ///
    /// @param category word of a category
    /// @param policy word of a policy
    /// @param session the caller's name for the conversation
    public record Hints(
            @Nullable String category, @Nullable String policy, @Nullable String session) {

        public static final Hints NONE = new Hints(null, null, null);
    }

    private final byte[] bytes;
    String model = "";
    Span modelValue = new Span(0, 0);
    boolean isStreamed;
    boolean includesUsage;
    int firstByte;
    @Nullable Span streamOptions;
    boolean streamOptionsIsObject;
    boolean streamOptionsIsEmpty;
    @Nullable Span includeUsageValue;
    @Nullable Span assayer;
    Hints hints = Hints.NONE;
    final Set<Capability> needs = EnumSet.noneOf(Capability.class);
    int answerLimit;
    int messageBytes;

    /// Where the string value of the last user text begins; -1 if there is none.
    int lastUserText = -1;

    ChatRequest(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The caller's bytes, in UTF-8. Must not be changed.
    public byte[] body() {
        return bytes;
    }

    /// The `model` field.
    public String model() {
        return model;
    }

    public boolean isStreamed() {
        return isStreamed;
    }

    /// Whether the caller asked for the usage event.
    public boolean includesUsage() {
        return includesUsage;
    }

    public Hints hints() {
        return hints;
    }

    /// What the chosen offer must be able to do.
    public Set<Capability> needs() {
        return needs;
    }

    /// The longest answer allowed, in tokens; 0 when unlimited.
    public int answerLimit() {
        return answerLimit;
    }

    /// Length of the messages and tools in bytes of JSON: what the input's token count is estimated
    /// from.
    public int messageBytes() {
        return messageBytes;
    }

    /// The text of the last message of the user; empty when there is none.
    public String lastUserText() {
        return lastUserText < 0 ? "" : ChatRequestReader.stringAt(bytes, lastUserText);
    }
}

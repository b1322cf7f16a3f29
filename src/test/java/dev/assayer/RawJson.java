package dev.assayer;

import java.util.ArrayList;
import java.util.List;

/// JSON as text in all its spellings: odd white space, escapes, unicode, duplicate keys, numbers of
/// any length.
public final class RawJson {

    private static final int DEEPEST = 4;

    private final Dice dice;

    public RawJson(Dice dice) {
        this.dice = dice;
    }

    /// Any value.
    public String value() {
        return value(0);
    }

    private String value(int depth) {
        return switch (dice.below(depth < DEEPEST ? 8 : 6)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "false";
            case 3 -> number();
            case 4, 5 -> string();
            case 6 -> array(depth);
            default -> object(depth);
        };
    }

    private String array(int depth) {
        List<String> items = new ArrayList<>();
        for (int i = dice.below(4); i > 0; i--) {
            items.add(blank() + value(depth + 1) + blank());
        }
        return "[" + (items.isEmpty() ? blank() : String.join(",", items)) + "]";
    }

    /// An object, now and then with a key that stands twice or that means something elsewhere.
    private String object(int depth) {
        List<String> members = new ArrayList<>();
        for (int i = dice.below(4); i > 0; i--) {
            members.add(
                    blank()
                            + dice.pick(
                                    "\"model\"",
                                    "\"assayer\"",
                                    "\"stream_options\"",
                                    "\"same\"",
                                    name())
                            + blank()
                            + ":"
                            + blank()
                            + value(depth + 1)
                            + blank());
        }
        return "{" + (members.isEmpty() ? blank() : String.join(",", members)) + "}";
    }

    public String number() {
        return dice.pick(
                "0",
                "-0",
                "-17",
                "3.14159265358979323846264338327950288",
                "1e400",
                "-2E-7",
                "123456789012345678901234567890123456789012345678901234567890");
    }

    /// A property name: a string without lone surrogates, which Jackson refuses there.
    private String name() {
        return string().replace("\\ud800", "\\u20ac");
    }

    /// A string, quotes included.
    public String string() {
        var text = new StringBuilder("\"");
        for (int i = dice.below(8); i > 0; i--) {
            text.append(
                    dice.pick(
                            "a",
                            "plain words",
                            "\\\"",
                            "\\\\",
                            "\\/",
                            "\\b\\f\\n\\r\\t",
                            "\\u0000",
                            "\\u00e9",
                            "\\uD83D\\uDE00",
                            "\\ud800",
                            "é",
                            "日本語",
                            "😀",
                            "\u007f",
                            "{",
                            "}",
                            "[",
                            "]",
                            ",",
                            ":",
                            "\\\"model\\\":"));
        }
        return text.append('"').toString();
    }

    /// White space as JSON knows it, mostly none.
    public String blank() {
        return dice.pick("", "", "", "", " ", "\n", "\r\n", "\t", " \n\t\r ");
    }

    /// A word as a JSON string, any of its letters spelt as an escape.
    public String spelt(String word) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            text.append(dice.oneIn(8) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return text.append('"').toString();
    }
}

package dev.assayer.scoring;

import dev.assayer.catalog.Effort;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a model's name says where no catalogue is at hand: family, base model, effort, date. Only a
/// guess: it decides what a model's prior is shared with, never what counts as one model.
///
/// @param kin its family: the letters of its first word
/// @param base the name without host, effort, date and words such as `preview` or `instruct`
/// @param effort as far as the name says
/// @param date as far as the name says
record WrittenVersion(String kin, String base, Effort effort, Optional<LocalDate> date) {

    private static final Pattern MARKED =
            Pattern.compile(
                    "[_@](none|minimal|low|medium|high|xhigh|max|promax|thinking|unknown|\\d+k)$");
    private static final Pattern BUDGET = Pattern.compile("\\d+k");
    private static final Pattern DATE =
            Pattern.compile("(?<!\\d)(20[12]\\d)-?([01]\\d)-?([0-3]\\d)(?!\\d)");
    private static final Pattern NUMBER = Pattern.compile("\\d\\d|\\d{4}|\\d{6}|\\d{8}");
    private static final Pattern BREAK = Pattern.compile("[-_ :/]+");

    /// Words that tell releases of one model apart, or how it was tuned and served.
    private static final Set<String> RELEASE =
            Set.of(
                    "preview",
                    "exp",
                    "experimental",
                    "beta",
                    "instruct",
                    "chat",
                    "hf",
                    "it",
                    "base",
                    "latest",
                    "pre",
                    "release",
                    "thinking",
                    "reasoning",
                    "fp8",
                    "turbo");

    static WrittenVersion parse(String written) {
        String name = written.strip().toLowerCase(Locale.ROOT);
        Effort effort = Effort.DEFAULT;
        int open = name.lastIndexOf('(');
        Matcher marked = MARKED.matcher(name);
        if (open > 0 && name.endsWith(")")) {
            effort = within(name.substring(open + 1, name.length() - 1));
            name = name.substring(0, open).strip();
        } else if (marked.find()) {
            effort = effort(marked.group(1));
            name = name.substring(0, marked.start());
        }
        name = name.substring(name.lastIndexOf('/') + 1);
        Optional<LocalDate> date = date(name);
        var words = new ArrayList<>(List.of(BREAK.split(DATE.matcher(name).replaceAll(""))));
        words.removeIf(String::isEmpty);
        effort = behind(words, effort);
        String kin = words.isEmpty() ? name : letters(words.getFirst());
        words.removeIf(word -> RELEASE.contains(word) || NUMBER.matcher(word).matches());
        return new WrittenVersion(
                kin.isEmpty() ? name : kin,
                words.isEmpty() ? name : String.join("-", words),
                effort,
                date);
    }

    /// Takes efforts from the end of a name whose words are joined; `max` and `medium` stay, which
    /// name models too.
    private static Effort behind(List<String> words, Effort otherwise) {
        Effort found = otherwise;
        while (words.size() > 1) {
            String last = words.getLast();
            boolean isBudget =
                    BUDGET.matcher(last).matches()
                            && words.get(words.size() - 2).equals("thinking");
            switch (last) {
                case "low", "high", "xhigh", "minimal", "none" -> found = effort(last);
                case "thinking", "reasoning" ->
                        found = found == Effort.DEFAULT ? Effort.THINKING : found;
                case "nothinking" -> found = Effort.NONE;
                case "effort" -> {}
                default -> {
                    if (!isBudget) {
                        return found;
                    }
                }
            }
            words.removeLast();
        }
        return found;
    }

    private static Effort within(String words) {
        Effort found = Effort.DEFAULT;
        for (String word : words.split("[^a-z0-9]+", -1)) {
            switch (word) {
                case "none", "minimal", "low", "medium", "high", "xhigh", "max" ->
                        found = effort(word);
                case "thinking", "reasoning", "adaptive" ->
                        found =
                                words.contains("non-")
                                        ? Effort.NONE
                                        : found == Effort.DEFAULT ? Effort.THINKING : found;
                default -> {}
            }
        }
        return found;
    }

    private static Effort effort(String word) {
        return switch (word) {
            case "none" -> Effort.NONE;
            case "minimal" -> Effort.MINIMAL;
            case "low" -> Effort.LOW;
            case "medium" -> Effort.MEDIUM;
            case "high" -> Effort.HIGH;
            case "xhigh" -> Effort.XHIGH;
            case "max", "promax" -> Effort.MAX;
            default -> Effort.THINKING;
        };
    }

    private static Optional<LocalDate> date(String name) {
        Matcher found = DATE.matcher(name);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.of(
                            Integer.parseInt(found.group(1)),
                            Integer.parseInt(found.group(2)),
                            Integer.parseInt(found.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String letters(String word) {
        int end = 0;
        while (end < word.length() && !Character.isDigit(word.charAt(end))) {
            end++;
        }
        return word.substring(0, end);
    }
}

package dev.assayer.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model's name taken apart. Two names mean the same model only if their identity words are
/// equal; the order of words, the separators, the host, the quantisation and the tuning suffix are
/// not identity.
///
/// @param lab canonical lab, where the name itself carries it
/// @param words family, version, size and every other word that tells models apart, effort words
///   included
/// @param effortWords those of `words` that may be a reasoning effort instead of a part of the name
/// @param tierWords those of `words` that may be a host's speed tier
/// @param date the snapshot, where the name gives one
/// @param effort what the effort words and the remarks in brackets say together
/// @param remark what the remarks in brackets say alone: it holds even where the effort words turn
///   out to be name
/// @param instruct whether a suffix says that this is the tuned model and not the base
record ParsedName(
        Optional<String> lab,
        SortedSet<String> words,
        Set<String> effortWords,
        Set<String> tierWords,
        Optional<SnapshotDate> date,
        Effort effort,
        Effort remark,
        boolean instruct) {

    private static final Pattern BEDROCK =
            Pattern.compile(
                    "^(?:(?:us|us-gov|eu|apac|ap|au|jp|ca|global)\\.)?(anthropic|amazon|meta|mistral|cohere|ai21|deepseek|qwen"
                            + "|openai|moonshotai|moonshot|minimax|google|nvidia|zai|writer)\\.(?=[a-z])(.+)$");
    private static final Pattern REMARK = Pattern.compile("[(\\[]([^)\\]]*)[)\\]]");
    private static final Pattern QUANTISATION =
            Pattern.compile(
                    "(?<![a-z0-9.])(?:i?q[2-8](?:[_-](?:k|0|1|m|s|l|xs))*|fp4|fp8|fp16|bf16|nvfp4|mxfp4|int4|int8|awq|gptq|gguf|[48]-?bit|fast-?fp8)(?![a-z0-9])");
    private static final Pattern ROUTE =
            Pattern.compile(":(?:free|exacto|nitro|floor|extended|online|beta)$");
    private static final Pattern BUDGET = Pattern.compile("(\\d+(?:\\.\\d+)?k|\\d{4,5})");
    private static final Pattern GLUED = Pattern.compile("^([a-z]{2,})(\\d+(?:\\.\\d+)?)$");
    private static final Map<String, Integer> MONTHS =
            Map.ofEntries(
                    Map.entry("jan", 1),
                    Map.entry("feb", 2),
                    Map.entry("mar", 3),
                    Map.entry("apr", 4),
                    Map.entry("may", 5),
                    Map.entry("jun", 6),
                    Map.entry("jul", 7),
                    Map.entry("aug", 8),
                    Map.entry("sep", 9),
                    Map.entry("oct", 10),
                    Map.entry("nov", 11),
                    Map.entry("dec", 12));
    private static final Map<String, Effort> EFFORTS =
            Map.ofEntries(
                    Map.entry("nothink", Effort.NONE),
                    Map.entry("none", Effort.NONE),
                    Map.entry("instant", Effort.NONE),
                    Map.entry("minimal", Effort.MINIMAL),
                    Map.entry("low", Effort.LOW),
                    Map.entry("medium", Effort.MEDIUM),
                    Map.entry("med", Effort.MEDIUM),
                    Map.entry("high", Effort.HIGH),
                    Map.entry("xhigh", Effort.XHIGH),
                    Map.entry("max", Effort.MAX),
                    Map.entry("thinking", Effort.THINKING),
                    Map.entry("reasoning", Effort.THINKING),
                    Map.entry("reasoner", Effort.THINKING),
                    Map.entry("enabled", Effort.THINKING));

    /// Remarks about how a board ran the model; they change neither model nor effort.
    private static final Set<String> HARNESS =
            Set.of(
                    "fc",
                    "prompt",
                    "whole",
                    "diff",
                    "udiff",
                    "codex-harness",
                    "default",
                    "latest run");

    /// Words that some host or catalogue appends for a faster or cheaper way of serving the same
    /// weights.
    private static final Set<String> TIERS =
            Set.of(
                    "tput",
                    "maas",
                    "highspeed",
                    "turbo",
                    "lite",
                    "tee",
                    "instant",
                    "versatile",
                    "fast");

    private static final Set<String> PUBLIC_BASES =
            Set.of(
                    "codegemma",
                    "codellama",
                    "codeqwen",
                    "falcon",
                    "gemma",
                    "mixtral",
                    "starcoder",
                    "yi");

    private static final Set<String> THINKS_APART =
            Set.of(
                    "command",
                    "ernie",
                    "hunyuan",
                    "lfm",
                    "nemotron",
                    "olmo",
                    "phi",
                    "sonar",
                    "trinity");

    private static final Set<String> TUNED = Set.of("instruct", "it", "chat", "inst");

    /// Families in which `chat` is a part of the name and not the mark of a tuned model.
    private static final Set<String> CHAT_IS_A_NAME = Set.of("gpt", "deepseek", "longcat", "grok");

    /// Takes a name apart.
    ///
    /// @return empty if the name cannot mean one plain model: fine-tuned (`ft:`), a pair (`a + b`),
    ///   a moving alias (`latest`), a base model (`base`) or nothing but separators
    static Optional<ParsedName> parse(String text) {
        String name =
                text.strip().toLowerCase(Locale.ROOT).replace('\u2011', '-').replace('’', '\'');
        if (name.startsWith("ft:")
                || name.startsWith("~")
                || REMARK.matcher(name).replaceAll("").contains(" + ")) {
            return Optional.empty();
        }
        name = ROUTE.matcher(name.startsWith("*") ? name.substring(1) : name).replaceFirst("");
        return new Scan().run(name);
    }

    /// The name without remarks on harness and effort, `o3-mini` for `o3-mini (high)`; other
    /// remarks stay.
    static String withoutRemarks(String text) {
        var scan = new Scan();
        String rest = scan.takeRemarks(text.strip().toLowerCase(Locale.ROOT));
        return scan.date.isPresent() ? text : rest;
    }

    /// The identity words with some of them taken off, as one key.
    String keyWithout(Set<String> taken) {
        var kept = new TreeSet<>(words);
        kept.removeAll(taken);
        return String.join(" ", kept);
    }

    String key() {
        return String.join(" ", words);
    }

    /// Whether the family publishes its base model under the bare name, so that a missing
    /// `instruct` means the base.
    boolean hasPublicBase() {
        boolean hasSize = words.stream().anyMatch(word -> word.matches("\\d+(?:\\.\\d+)?b"));
        boolean isOldQwen =
                words.contains("qwen")
                        && words.stream().noneMatch(word -> word.matches("[3-9](?:\\.\\d)?"));
        boolean isOwnLlama =
                words.contains("llama")
                        && !words.contains("4")
                        && !words.contains("3.3")
                        && !words.contains("nemotron")
                        && !words.contains("tulu");
        return isOwnLlama
                || (isOldQwen && hasSize)
                || (words.contains("mistral") && words.contains("7b"))
                || words.stream().anyMatch(PUBLIC_BASES::contains);
    }

    /// One run over one name; thrown away after it.
    private static final class Scan {

        private Optional<String> lab = Optional.empty();
        private Optional<SnapshotDate> date = Optional.empty();
        private Effort level = Effort.DEFAULT;
        private Effort remark = Effort.DEFAULT;
        private boolean instruct;
        private boolean bedrock;
        private final List<String> tokens = new ArrayList<>();

        Optional<ParsedName> run(String name) {
            String rest = takeRemarks(name);
            remark = level;
            rest = takePath(rest);
            rest = takeNegations(rest);
            rest = QUANTISATION.matcher(rest).replaceAll(" ").replaceAll("(?<=[a-z])\\+", " plus ");
            for (String token : rest.split("[^a-z0-9.+'&]+", -1)) {
                String trimmed = trimDots(token);
                if (!trimmed.isEmpty()) {
                    tokens.add(trimmed);
                }
            }
            takeDates();
            joinVersions();
            return tokens.contains("base")
                            || (tokens.contains("latest") && !tokens.contains("chat"))
                    ? Optional.empty()
                    : finish();
        }

        private static String trimDots(String token) {
            String trimmed = token;
            while (trimmed.startsWith(".")) {
                trimmed = trimmed.substring(1);
            }
            while (trimmed.endsWith(".")) {
                trimmed = trimmed.substring(0, trimmed.length() - 1);
            }
            return trimmed;
        }

        /// Reads what stands in brackets; what it does not understand stays in the name and so
        /// prevents a match.
        private String takeRemarks(String name) {
            Matcher matcher = REMARK.matcher(name);
            var left = new StringBuilder();
            while (matcher.find()) {
                var unknown = new StringBuilder();
                for (String part : matcher.group(1).split("[,;]", -1)) {
                    String remark = part.strip();
                    if (!isUnderstood(remark)) {
                        unknown.append(' ').append(remark);
                    }
                }
                matcher.appendReplacement(left, Matcher.quoteReplacement(" " + unknown + " "));
            }
            matcher.appendTail(left);
            return left.toString().strip();
        }

        private boolean isUnderstood(String remark) {
            if (remark.isEmpty()
                    || HARNESS.contains(remark)
                    || remark.matches("t=[\\d.]+|temperature=[\\d.]+|length=\\d+")) {
                return true;
            }
            if (remark.startsWith("fc ") || remark.startsWith("prompt ")) {
                return isUnderstood(
                        remark.substring(remark.indexOf(' ') + 1).replace("+", "").strip());
            }
            if (remark.matches("(?:reasoning=)?\\d{3,6}") && remark.startsWith("reasoning=")) {
                raise(Effort.THINKING);
                return true;
            }
            String plain =
                    takeNegations(remark.replace("reasoning=", ""))
                            .replaceAll("\\b(?:adaptive|effort|tokens|auto|mode)\\b", " ")
                            .replaceAll("\\bthink\\b", "thinking")
                            .replaceAll("\\bdefault thinking\\b", "thinking")
                            .strip();
            if (plain.equals("chat")) {
                raise(Effort.NONE);
                return true;
            }
            boolean all = !plain.isEmpty();
            for (String word : plain.split("[\\s_-]+", -1)) {
                all &=
                        EFFORTS.containsKey(word)
                                || (BUDGET.matcher(word).matches() && plain.contains("thinking"));
            }
            if (all) {
                for (String word : plain.split("[\\s_-]+", -1)) {
                    Effort effort = EFFORTS.get(word);
                    if (effort != null) {
                        raise(effort);
                    }
                }
                return true;
            }
            return isDate(remark);
        }

        private boolean isDate(String remark) {
            Matcher month =
                    Pattern.compile(
                                    "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?'? '?(\\d{2}|20\\d{2})")
                            .matcher(remark);
            if (month.matches()) {
                int year = Integer.parseInt(month.group(2));
                Integer number = MONTHS.get(month.group(1));
                date =
                        Optional.of(
                                SnapshotDate.month(
                                        year < 100 ? 2000 + year : year,
                                        number == null ? 1 : number));
                return true;
            }
            return false;
        }

        /// Joins `non-thinking`, `no think` and their like into one word, so that they are not read
        /// as thinking.
        private static String takeNegations(String name) {
            return name.replaceAll("\\b(?:non|no)[- _]?(?:reasoning|thinking|think)\\b", "nothink");
        }

        private String takePath(String name) {
            String[] parts = name.split("/", -1);
            String last = parts[parts.length - 1];
            if (parts.length > 1) {
                String before = parts[parts.length - 2].strip();
                lab = Labs.canonical(before);
                if (lab.isEmpty() && !Labs.isHost(before)) {
                    lab = Optional.of(before);
                }
            }
            Matcher matcher = BEDROCK.matcher(last);
            if (matcher.matches()) {
                lab = Labs.canonical(matcher.group(1)).or(() -> lab);
                last = matcher.group(2);
                bedrock = true;
            }
            if (bedrock || last.matches(".*-v\\d:\\d.*")) {
                last = last.replaceFirst("-v\\d+(?::\\d+)?(?::\\d+k)?(?=$| )", "");
            }
            return last.replaceFirst("@default$", "");
        }

        private void takeDates() {
            for (int i = 0; i < tokens.size(); i++) {
                String here = tokens.get(i);
                String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
                String afterNext = i + 2 < tokens.size() ? tokens.get(i + 2) : "";
                int used = 0;
                if (here.matches("20[2-3]\\d")
                        && next.matches("0[1-9]|1[0-2]")
                        && afterNext.matches("[0-3]\\d")) {
                    date =
                            Optional.of(
                                    SnapshotDate.day(
                                            number(here), number(next), number(afterNext)));
                    used = 3;
                } else if (here.matches("2[3-9]")
                        && next.matches("0[1-9]|1[0-2]")
                        && afterNext.matches("[0-3]\\d")) {
                    date =
                            Optional.of(
                                    SnapshotDate.day(
                                            2000 + number(here), number(next), number(afterNext)));
                    used = 3;
                } else if (here.matches("0[1-9]|1[0-2]") && next.matches("20[2-3]\\d")) {
                    date = Optional.of(SnapshotDate.month(number(next), number(here)));
                    used = 2;
                } else if (here.matches("20[2-3]\\d") && next.matches("0[1-9]|1[0-2]")) {
                    date = Optional.of(SnapshotDate.month(number(here), number(next)));
                    used = 2;
                } else if (here.matches("0[1-9]|1[0-2]") && next.matches("[0-3]\\d")) {
                    date = Optional.of(SnapshotDate.pair(number(here), number(next)));
                    used = 2;
                } else if (here.matches("20[2-3]\\d(?:0[1-9]|1[0-2])[0-3]\\d")) {
                    date =
                            Optional.of(
                                    SnapshotDate.day(
                                            number(here.substring(0, 4)),
                                            number(here.substring(4, 6)),
                                            number(here.substring(6))));
                    used = 1;
                } else if (here.matches("20[2-3]\\d(?:0[1-9]|1[0-2])")) {
                    date =
                            Optional.of(
                                    SnapshotDate.month(
                                            number(here.substring(0, 4)),
                                            number(here.substring(4))));
                    used = 1;
                } else if (here.matches("2[3-9](?:0[1-9]|1[0-2])[0-3]\\d")) {
                    date =
                            Optional.of(
                                    SnapshotDate.day(
                                            2000 + number(here.substring(0, 2)),
                                            number(here.substring(2, 4)),
                                            number(here.substring(4))));
                    used = 1;
                } else if (here.matches("2[3-9](?:0[1-9]|1[0-2])")) {
                    date =
                            Optional.of(
                                    SnapshotDate.month(
                                            2000 + number(here.substring(0, 2)),
                                            number(here.substring(2))));
                    used = 1;
                } else if (here.matches("(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])")) {
                    date =
                            Optional.of(
                                    SnapshotDate.pair(
                                            number(here.substring(0, 2)),
                                            number(here.substring(2))));
                    used = 1;
                }
                if (used > 0) {
                    tokens.subList(i, i + used).clear();
                    i--;
                }
            }
        }

        private static int number(String digits) {
            return Integer.parseInt(digits);
        }

        /// Makes `4`, `5` into `4.5`, `k2p5` into `k2.5`, `qwen3` into `qwen`, `3`, and drops a
        /// trailing `.0`.
        private void joinVersions() {
            for (int i = 0; i < tokens.size(); i++) {
                String token = tokens.get(i).replaceFirst("^([a-z]*\\d+)p(\\d+)$", "$1.$2");
                if (i + 1 < tokens.size()
                        && token.matches("[a-z]*\\d{1,2}")
                        && isMinor(token, tokens.get(i + 1))) {
                    token = token + "." + tokens.remove(i + 1);
                }
                token = token.replaceFirst("(?<=\\d)\\.0$", "");
                Matcher glued = GLUED.matcher(token);
                if (glued.matches()) {
                    tokens.set(i, glued.group(1));
                    tokens.add(++i, glued.group(2));
                } else {
                    tokens.set(i, token);
                }
            }
        }

        private static boolean isMinor(String major, String token) {
            return token.matches("\\d") || (major.equals("4") && token.equals("20"));
        }

        private Optional<ParsedName> finish() {
            var words = new TreeSet<String>();
            var effortWords = new TreeSet<String>();
            var tierWords = new TreeSet<String>();
            boolean thinkingNamed = false;
            for (String written : tokens) {
                String token = written.equals("think") ? "thinking" : written;
                if (isTuning(token)) {
                    instruct = true;
                    continue;
                }
                if (token.equals("hf")) {
                    continue;
                }
                if (token.equals("promax")) {
                    words.add("pro");
                    token = "max";
                }
                if (token.equals("prounknown")) {
                    words.add("pro");
                    continue;
                }
                if (token.equals("unknown") || token.equals("effort") || token.equals("auto")) {
                    effortWords.add(token);
                    words.add(token);
                    continue;
                }
                Effort effort = EFFORTS.get(token);
                if (effort != null && !isNamePart(token)) {
                    effortWords.add(token);
                    thinkingNamed = true;
                    raise(effort);
                } else if (TIERS.contains(token) && isTierHere(token)) {
                    tierWords.add(token);
                }
                words.add(token);
            }
            takeBudget(words, effortWords, thinkingNamed);
            tidyFamilies(words);
            return words.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new ParsedName(
                                    lab,
                                    words,
                                    effortWords,
                                    tierWords,
                                    date,
                                    level,
                                    remark,
                                    instruct));
        }

        private boolean isTuning(String token) {
            return switch (token) {
                case "chat" ->
                        tokens.stream().noneMatch(CHAT_IS_A_NAME::contains)
                                || tokens.contains("llm");
                case "instruct" -> !tokens.contains("gpt");
                case "open" -> tokens.contains("mistral") || tokens.contains("mixtral");
                default -> TUNED.contains(token);
            };
        }

        /// Words that are efforts in some families are sizes or editions in others.
        private boolean isNamePart(String token) {
            return switch (token) {
                case "max" -> tokens.contains("codex") || tokens.contains("qwen");
                case "medium" ->
                        tokens.contains("mistral")
                                || tokens.contains("magistral")
                                || tokens.contains("devstral")
                                || tokens.contains("phi");
                case "instant" -> !tokens.contains("kimi");
                case "thinking", "reasoning" -> hasThinkingWeights();
                default -> false;
            };
        }

        /// Families whose thinking models are other weights than the plain ones, as their labs'
        /// model cards say.
        private boolean hasThinkingWeights() {
            return tokens.stream().anyMatch(THINKS_APART::contains)
                    || (tokens.contains("kimi") && tokens.contains("k2"))
                    || (tokens.contains("gemini") && tokens.contains("2"))
                    || (tokens.contains("qwen")
                            && (date.isPresent()
                                    || tokens.contains("next")
                                    || tokens.contains("vl")
                                    || tokens.contains("max")));
        }

        private boolean isTierHere(String token) {
            return switch (token) {
                case "turbo" ->
                        tokens.contains("kimi")
                                || tokens.contains("llama")
                                || (tokens.contains("qwen")
                                        && tokens.stream().anyMatch(word -> word.matches("\\d+b")));
                case "lite" -> tokens.contains("llama");
                case "instant", "versatile" -> tokens.contains("llama");
                case "fast" -> tokens.contains("claude");
                default -> true;
            };
        }

        /// A thinking budget (`thinking-32k`, Epoch's `_64K`) says that thinking is on; a context
        /// size (`gpt-4-32k`) is name.
        private void takeBudget(
                SortedSet<String> words, Set<String> effortWords, boolean thinkingNamed) {
            if (thinkingNamed || words.contains("claude") || words.contains("gemini")) {
                for (String word : List.copyOf(words)) {
                    if (word.matches("\\d+k")) {
                        effortWords.add(word);
                        raise(Effort.THINKING);
                    }
                }
            }
        }

        private void tidyFamilies(SortedSet<String> words) {
            boolean isLlama = words.contains("llama");
            if (isLlama) {
                words.remove("meta");
                for (String word : List.copyOf(words)) {
                    if (word.matches("v\\d(?:\\.\\d)?")
                            && words.size() < 5
                            && !words.contains("nemotron")) {
                        words.remove(word);
                        words.add(word.substring(1));
                    }
                }
            }
            if (isLlama && (words.contains("scout") || words.contains("maverick"))) {
                words.removeAll(Set.of("17b", "16e", "128e"));
            }
            if (words.contains("nemotron")) {
                words.remove("nvidia");
            }
            if (words.contains("nova")) {
                words.removeAll(Set.of("amazon", "v1"));
                words.remove("1");
            }
            if (words.contains("kimi")) {
                words.removeAll(Set.of("moonshotai", "moonshot"));
            }
            if (words.contains("hy") && words.contains("3")) {
                words.remove("hunyuan");
            }
            if (words.contains("glm")) {
                words.removeAll(Set.of("zai", "z.ai"));
            }
            if (words.contains("aya")) {
                words.removeAll(Set.of("c", "c4ai", "4ai"));
            }
            if (words.contains("granite")) {
                words.remove("ibm");
            }
            if (words.contains("mistral") || words.contains("mixtral")) {
                words.remove("v0.1");
            }
            if (words.contains("mistral") && words.contains("large") && date.isPresent()) {
                words.remove("2");
            }
            if (date.isPresent()
                    || (words.contains("gemini")
                            && words.stream().anyMatch(word -> word.startsWith("2")))) {
                words.remove("001");
            }
            if (words.contains("deepseek")
                    && words.stream().anyMatch(word -> word.matches("v\\d.*"))) {
                words.remove("chat");
            }
            if (words.contains("gpt") && words.contains("chat")) {
                words.remove("latest");
            }
            if (words.contains("qwen")) {
                words.remove("parasail");
            }
        }

        private void raise(Effort said) {
            boolean isOpen = level == Effort.DEFAULT || level == Effort.THINKING;
            if (said == Effort.NONE
                    || (isOpen && (said != Effort.THINKING || level == Effort.DEFAULT))) {
                level = said;
            }
        }
    }
}

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

/// One run over one name, from the outside in: remarks in brackets, path and host, quantisation,
/// dates, versions, and then word by word. Used once.
final class NameScan {

    private static final Pattern BEDROCK =
            Pattern.compile(
                    "^(?:(?:us|us-gov|eu|apac|ap|au|jp|ca|global)\\.)?"
                            + "(anthropic|amazon|meta|mistral|cohere|ai21|deepseek|qwen|openai|moonshotai|moonshot"
                            + "|minimax|google|nvidia|zai|writer|xai)\\.(?=[a-z])(.+)$");
    private static final Pattern BEDROCK_VERSION =
            Pattern.compile("-(?:v1|v?\\d+(?::\\d+){1,2}k?)(?=$| )");

    /// In Bedrock's ids of models that have not come to version 1, the version is the model's.
    private static final Pattern BEDROCK_OWN_VERSION = Pattern.compile("-v0:(\\d)$");

    private static final Pattern BARE_VERSION = Pattern.compile("[vr]\\d.*");
    private static final Pattern BEDROCK_TAIL = Pattern.compile("-v\\d:\\d");
    private static final Pattern ROUND = Pattern.compile("@\\d{3}$");
    private static final Pattern REMARK = Pattern.compile("[(\\[]([^)\\]]*)[)\\]]");
    private static final Pattern SETTING =
            Pattern.compile("t=[\\d.]+|temperature=[\\d.]+|length=\\d+");
    private static final Pattern MONTH =
            Pattern.compile(
                    "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?'? '?(\\d{2}|20\\d{2})");
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final Pattern NEGATION =
            Pattern.compile("\\b(?:non|no)[- _]?(?:reasoning|thinking|think)\\b");
    private static final Pattern FILLER =
            Pattern.compile("\\b(?:adaptive|effort|tokens|auto|mode|reasoning=)\\b|=");
    private static final Pattern QUANTISATION =
            Pattern.compile(
                    "(?<![a-z0-9.])(?:fp8-dynamic|i?q[2-8](?:[_-](?:k|0|1|m|s|l|xs))*|fp4|fp8|fp16|bf16|nvfp4|mxfp4|int4|int8"
                            + "|awq|gptq|gguf|mlx|[2-8]-?bit)(?![a-z0-9])");
    private static final Pattern HUGGING_FACE = Pattern.compile("^hf:");
    private static final Pattern ROUTE =
            Pattern.compile(":(?:cloud|free|exacto|nitro|floor|extended|online|beta)$");
    private static final Pattern SIZES = Pattern.compile("(?<=\\db)/(?=a\\d+b)");

    /// Ollama's tags: without a word for it, the tuned model.
    private static final Pattern OLLAMA =
            Pattern.compile("^[a-z0-9.-]+:\\d+(?:\\.\\d+)?b(?:-.*)?$");

    private static final String THINKING_ROUTE = ":thinking";
    private static final Pattern PLUS = Pattern.compile("(?<=[a-z])\\+");
    private static final Pattern BETWEEN = Pattern.compile("[^a-z0-9.+'&]+");
    private static final Pattern BETWEEN_REMARKS = Pattern.compile("[\\s_-]+");
    private static final Pattern DOTS = Pattern.compile("^\\.+|\\.+$");
    private static final Pattern P_AS_POINT = Pattern.compile("^([a-z]*\\d+)p(\\d+)$");
    private static final Pattern MAJOR = Pattern.compile("[a-z]*\\d{1,2}");
    private static final Pattern POINT_NOUGHT = Pattern.compile("(?<=\\d)\\.0$");
    private static final Pattern GLUED = Pattern.compile("^([a-z]{2,})(\\d+(?:\\.\\d+)?)$");
    private static final Pattern THOUSANDS = Pattern.compile("\\d+(?:\\.\\d+)?k");
    private static final Pattern BUDGET = Pattern.compile("\\d+(?:\\.\\d+)?k|\\d{4,6}");

    /// Words of reasoning effort.
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
                    Map.entry("think", Effort.THINKING),
                    Map.entry("reasoning", Effort.THINKING),
                    Map.entry("reasoner", Effort.THINKING),
                    Map.entry("enabled", Effort.THINKING));

    /// Words that stand beside an effort and say nothing (Epoch's `_unknown`).
    private static final Set<String> SAYS_NOTHING = Set.of("unknown", "effort", "auto");

    /// Remarks about how a board ran the model; they change neither model nor effort.
    private static final Set<String> HARNESS =
            Set.of("fc", "prompt", "whole", "diff", "udiff", "codex-harness", "default");

    /// Such remarks as Aider writes behind a name without brackets.
    private static final Set<String> BARE_HARNESS = Set.of("diff", "whole", "udiff");

    private static final Set<String> AFTER_MAKERS = Set.of("ai", "org");

    /// Of the model that answers where this one refuses, or of the weights behind a hosted name.
    private static final Pattern ABOUT_SERVING = Pattern.compile(".+ fallback|hosted .+|.+ api");

    /// Hosts that some catalogues join to a model's name with a hyphen.
    private static final Set<String> JOINED_HOSTS =
            Set.of("azure", "bedrock", "databricks", "parasail", "vertex");

    /// Price catalogues that write the host before every name of another maker, and LiteLLM before
    /// most.
    private static final Set<String> HOST_FIRST =
            Set.of("litellm", "modelsdev", "models.dev", "models-dev");

    private final String name;
    private final boolean isHostFirst;
    private final List<String> tokens = new ArrayList<>();
    private final SortedSet<String> words = new TreeSet<>();
    private final Set<String> effortWords = new TreeSet<>();
    private final Set<String> tierWords = new TreeSet<>();
    private Optional<String> lab = Optional.empty();
    private Optional<SnapshotDate> date = Optional.empty();
    private Effort level = Effort.DEFAULT;
    private boolean instruct;

    NameScan(WrittenName written) {
        this.isHostFirst = written.source().filter(HOST_FIRST::contains).isPresent();
        String plain =
                written.text()
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replace('\u2011', '-')
                        .replace('’', '\'');
        this.name = plain.startsWith("*") ? plain.substring(1) : plain;
    }

    Optional<String> withoutRemarks() {
        String rest = takeRemarks(name);
        return date.isPresent() ? Optional.empty() : Optional.of(rest);
    }

    Optional<ParsedName> run() {
        if (name.startsWith("ft:")
                || name.startsWith("~")
                || REMARK.matcher(name).replaceAll("").contains(" + ")) {
            return Optional.empty();
        }
        String plain = ROUND.matcher(name).replaceFirst("");
        if (plain.endsWith(THINKING_ROUTE)) {
            plain = plain.substring(0, plain.length() - THINKING_ROUTE.length());
            raise(Effort.THINKING);
        }
        String rest =
                SIZES.matcher(takeRemarks(bracketed(ROUTE.matcher(plain).replaceFirst(""))))
                        .replaceAll(" ");
        Effort remark = level;
        rest = NEGATION.matcher(takePath(rest)).replaceAll("nothink");
        boolean isOllamaTag = OLLAMA.matcher(rest).matches();
        Matcher quantised = QUANTISATION.matcher(rest);
        if (quantised.find()) {
            rest = quantised.replaceAll(" ");
            if (lab.filter("nvidia"::equals).isPresent() && !rest.contains("nemotron")) {
                lab = Optional.empty(); // NVIDIA publishes other labs' models in fewer bits
            }
        }
        rest = PLUS.matcher(rest).replaceAll(" plus ");
        BETWEEN.splitAsStream(rest)
                .map(token -> DOTS.matcher(token).replaceAll(""))
                .filter(token -> !token.isEmpty())
                .forEach(tokens::add);
        if (tokens.size() > 1 && JOINED_HOSTS.contains(tokens.getFirst())) {
            tokens.removeFirst();
        }
        takeMaker();
        date = DateWords.take(tokens).or(() -> date);
        joinVersions();
        boolean isMoving = tokens.contains("latest") && !tokens.contains("chat");
        if (isMoving || (tokens.contains("base") && !Families.hidesWeights(tokens))) {
            return Optional.empty();
        }
        if (tokens.removeIf(token -> token.equals("base"))) {
            raise(Effort.NONE);
            remark = level;
        }
        sort();
        instruct |= isOllamaTag && !Families.mustSayTuning(words);
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ParsedName(
                                lab, words, effortWords, tierWords, date, level, remark, instruct));
    }

    /// Puts what stands behind a comma into brackets.
    private static String bracketed(String text) {
        int comma = text.indexOf(", ");
        return comma > 0 && text.indexOf('(') < 0
                ? text.substring(0, comma) + " (" + text.substring(comma + 2) + ")"
                : text;
    }

    /// Reads what stands in brackets; what it does not understand stays in the name and so prevents
    /// a match.
    private String takeRemarks(String text) {
        Matcher matcher = REMARK.matcher(text);
        var left = new StringBuilder();
        while (matcher.find()) {
            var unknown = new StringBuilder();
            for (String part : matcher.group(1).split("[,;]", -1)) {
                if (part.equals("chatgpt")) {
                    unknown.append(" chat"); // the model behind the application
                } else if (!isUnderstood(part.strip())) {
                    unknown.append(' ').append(part.strip());
                }
            }
            matcher.appendReplacement(left, Matcher.quoteReplacement(" " + unknown + " "));
        }
        return matcher.appendTail(left).toString().strip();
    }

    private boolean isUnderstood(String remark) {
        if (remark.isEmpty()
                || HARNESS.contains(remark)
                || SETTING.matcher(remark).matches()
                || ABOUT_SERVING.matcher(remark).matches()) {
            return true;
        }
        if (remark.startsWith("fc ") || remark.startsWith("prompt ")) {
            String rest = remark.substring(remark.indexOf(' ') + 1);
            return isUnderstood(rest.replace("+", "").strip());
        }
        if (remark.startsWith("w/ ")) {
            return isUnderstood(remark.substring("w/ ".length()));
        }
        return isMonth(remark) || isEffort(remark);
    }

    private boolean isMonth(String remark) {
        Matcher month = MONTH.matcher(remark);
        if (!month.matches()) {
            return false;
        }
        int year = Integer.parseInt(month.group(2));
        int number = MONTHS.indexOf(month.group(1)) / 3 + 1;
        date = Optional.of(SnapshotDate.month(year < 100 ? 2000 + year : year, number));
        return true;
    }

    /// A remark that speaks of nothing but effort, e.g. `adaptive reasoning`, `max effort`, `32k
    /// thinking tokens`, `reasoning=low`, `no think`; DeepSeek's `chat` is its model without
    /// thinking.
    private boolean isEffort(String remark) {
        if (remark.equals("chat")) {
            raise(Effort.NONE);
            return true;
        }
        String negated = NEGATION.matcher(remark).replaceAll("nothink");
        boolean isAssigned = negated.startsWith("reasoning=");
        String plain = isAssigned ? negated.substring("reasoning=".length()) : negated;
        List<String> said =
                BETWEEN_REMARKS
                        .splitAsStream(FILLER.matcher(plain).replaceAll(" ").strip())
                        .filter(word -> !word.equals("default"))
                        .toList();
        boolean isThinking = isAssigned || said.contains("think") || said.contains("thinking");
        if (said.isEmpty()
                || said.stream()
                        .anyMatch(word ->
                                !EFFORTS.containsKey(word)
                                        && !(isThinking && BUDGET.matcher(word).matches()))) {
            return false;
        }
        for (String word : said) {
            raise(EFFORTS.getOrDefault(word, Effort.THINKING));
        }
        return true;
    }

    private String takePath(String text) {
        String[] parts = text.split("/", -1);
        String last = parts[parts.length - 1];
        if (parts.length > (isHostFirst ? 2 : 1)) {
            String before = HUGGING_FACE.matcher(parts[parts.length - 2].strip()).replaceFirst("");
            lab =
                    Labs.canonical(before)
                            .or(() -> Labs.isHost(before) ? Optional.empty() : Optional.of(before));
        }
        if (isHostFirst && parts.length > 1) {
            String host = BETWEEN.split(parts[0], 2)[0];
            if (!host.isEmpty() && !Labs.isFamily(host) && last.startsWith(host + "-")) {
                last = last.substring(host.length() + 1);
            }
        }
        last = BEDROCK_OWN_VERSION.matcher(last).replaceFirst("-v0.$1");
        Matcher bedrock = BEDROCK.matcher(last);
        if (bedrock.matches()) {
            lab = Labs.canonical(bedrock.group(1)).or(() -> lab);
            String model = BEDROCK_VERSION.matcher(bedrock.group(2)).replaceFirst("");
            return BARE_VERSION.matcher(model).matches() ? bedrock.group(1) + "-" + model : model;
        }
        return BEDROCK_TAIL.matcher(last).find()
                ? BEDROCK_VERSION.matcher(last).replaceFirst("")
                : last;
    }

    /// A maker's name before that of its model (`anthropic-claude-opus-4.6`).
    private void takeMaker() {
        if (tokens.size() > 2 && tokens.getFirst().equals("z") && tokens.get(1).equals("ai")) {
            tokens.set(0, "zai");
        }
        String first = tokens.isEmpty() ? "" : tokens.getFirst();
        if (tokens.size() > 1 && Labs.isOnlyMaker(first)) {
            tokens.removeFirst();
            if (AFTER_MAKERS.contains(tokens.getFirst()) && tokens.size() > 1) {
                tokens.removeFirst();
            }
            if (lab.isEmpty()) {
                lab = Labs.canonical(first);
            }
        }
    }

    /// Makes `4`, `5` into `4.5`, `k2p5` into `k2.5`, `qwen3` into `qwen`, `3`, and drops a
    /// trailing `.0`.
    private void joinVersions() {
        for (int i = 0; i < tokens.size(); i++) {
            String token = P_AS_POINT.matcher(tokens.get(i)).replaceFirst("$1.$2");
            token = Families.withPoint(token, i == 0 ? "" : tokens.get(i - 1));
            if (i + 1 < tokens.size()
                    && MAJOR.matcher(token).matches()
                    && isMinor(token, tokens.get(i + 1))) {
                token = token + "." + tokens.remove(i + 1);
            }
            token = POINT_NOUGHT.matcher(token).replaceFirst("");
            Matcher glued = GLUED.matcher(token);
            if (glued.matches()) {
                tokens.set(i, glued.group(1));
                i++;
                tokens.add(i, glued.group(2));
            } else {
                tokens.set(i, token);
            }
        }
    }

    /// One digit; two only in Grok 4.20.
    private static boolean isMinor(String major, String token) {
        return (token.length() == 1 && Character.isDigit(token.charAt(0)))
                || (major.equals("4") && token.equals("20"));
    }

    /// Sorts the tokens into words of identity, of effort and of tier.
    private void sort() {
        for (String token : tokens) {
            if (Families.isTuning(token, tokens, date.isPresent())) {
                instruct = true;
            } else if (!token.equals("hf")
                    && !token.equals("default")
                    && !BARE_HARNESS.contains(token)) {
                sort(token);
            }
        }
        boolean hasBudget = !effortWords.isEmpty() || Families.hasBudgets(words);
        for (String word : List.copyOf(words)) {
            if (hasBudget && THOUSANDS.matcher(word).matches()) {
                effortWords.add(word);
                raise(Effort.THINKING);
            }
        }
        Families.tidy(words, date.isPresent());
        if (!isHostFirst && words.equals(Set.of("mistral", "7b"))) {
            words.add("v0.1"); // hosts have moved on to v0.3 under the same name
        }
        var optional = new TreeSet<String>();
        optional.addAll(effortWords);
        optional.addAll(tierWords);
        words.removeAll(optional);
        date = Releases.settle(words, date);
        words.addAll(optional);
    }

    private void sort(String token) {
        String word =
                switch (token) {
                    case "think" -> "thinking";
                    case "highthinking" -> "high"; // LiveBench
                    default -> token;
                };
        if (word.startsWith("pro") && (word.equals("promax") || word.equals("prounknown"))) {
            words.add("pro"); // Epoch writes GPT's pro mode and its effort as one word
            sort(word.substring("pro".length()));
            return;
        }
        Effort effort = EFFORTS.get(word);
        if (SAYS_NOTHING.contains(word)) {
            effortWords.add(word);
        } else if (effort != null && !Families.isNotAnEffort(word, tokens, date.isPresent())) {
            effortWords.add(word);
            raise(effort);
        } else if (Families.isTier(word, tokens)) {
            tierWords.add(word);
        }
        words.add(word);
    }

    /// A level says more than bare thinking, and no thinking says it all.
    private void raise(Effort said) {
        boolean isOpen = level == Effort.DEFAULT || level == Effort.THINKING;
        if (said == Effort.NONE
                || (isOpen && (said != Effort.THINKING || level == Effort.DEFAULT))) {
            level = said;
        }
    }
}

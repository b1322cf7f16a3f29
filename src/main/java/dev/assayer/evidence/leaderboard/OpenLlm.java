package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Access;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Harvest;
import dev.assayer.evidence.Layer;
import dev.assayer.evidence.Licence;
import dev.assayer.evidence.Measure;
import dev.assayer.evidence.Method;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.Row;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.UnexpectedContent;
import dev.assayer.evidence.Web;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Open LLM Leaderboard, version 2: six benchmarks of open models, run by Hugging Face under one
/// protocol; retired in March 2025 with 4,576 rows.
///
/// Only models that the board itself marks as their official providers' count, without pretrained
/// bases, merges and flagged ones: the other four fifths are private fine-tunes that nobody serves.
/// The unscaled shares are read, not those with chance level taken off.
///
/// The board is frozen, so a mirror of it at one commit on GitHub is asked first: one file that can
/// be recognised as unchanged, where the datasets server would be asked for 46 pages. Where the
/// mirror is away the data set itself is read. It states no licence.
public final class OpenLlm implements Feed {

    private static final Source SOURCE =
            new Source(
                    "openllm",
                    "Open LLM Leaderboard v2",
                    URI.create("https://huggingface.co/datasets/open-llm-leaderboard/contents"),
                    Licence.unshareable(
                            "no licence stated",
                            "Open LLM Leaderboard v2 by Hugging Face (open-llm-leaderboard/contents); no licence stated."),
                    Layer.SCRAPED,
                    0.75);
    private static final URI MIRROR =
            URI.create(
                    "https://raw.githubusercontent.com/fboulnois/llm-leaderboard-csv/0f4e5c69c6fb6515afa31ae61f4d699649bc9503/csv/huggingface_v2.csv");
    private static final String DATASET = "open-llm-leaderboard/contents";

    private static final List<Figure> FIGURES =
            List.of(
                    new Figure("openllm/ifeval", "ifeval", "IFEval Raw", 541),
                    new Figure("openllm/bbh", "bbh", "BBH Raw", 5_761),
                    new Figure("openllm/math_lvl_5", "math", "MATH Lvl 5 Raw", 1_324),
                    new Figure("openllm/gpqa", "gpqa", "GPQA Raw", 1_192),
                    new Figure("openllm/musr", "musr", "MUSR Raw", 756),
                    new Figure("openllm/mmlu_pro", "mmlu_pro", "MMLU-PRO Raw", 12_032));

    /// Kinds of models that are no finished ones.
    private static final Set<String> BASES = Set.of("pretrained", "continuouslypretrained");

    /// One benchmark.
    ///
    /// @param csv the part of the mirror's column that names it
    /// @param column of the data set
    /// @param questions in the set
    private record Figure(String benchmark, String csv, String column, long questions) {

        String csvColumn() {
            return "evaluations_" + csv + "_value";
        }
    }

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public Access access() {
        return HuggingFace.TOKEN;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return FIGURES.stream()
                .map(figure ->
                        new Benchmark(
                                figure.benchmark(),
                                "Open LLM " + figure.column().replace(" Raw", ""),
                                Benchmark.Unit.FRACTION,
                                true))
                .toList();
    }

    @Override
    public List<String> files() {
        return List.of("openllm/huggingface_v2*.csv");
    }

    @Override
    public List<Payload> fetch(Web web) {
        try {
            return List.of(web.get(MIRROR));
        } catch (FetchFailed away) {
            return HuggingFace.pages(web, DATASET, "default", "train");
        }
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, OpenLlm::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        List<Payload> mirrored =
                payloads.stream().filter(payload -> payload.name().endsWith(".csv")).toList();
        mirrored.forEach(payload -> csv(payload, harvest));
        List<Payload> pages =
                payloads.stream().filter(payload -> !payload.name().endsWith(".csv")).toList();
        for (HuggingFace.Line line : HuggingFace.lines(pages)) {
            harvest.line(() -> row(line, harvest));
        }
        return harvest.findings();
    }

    private static void csv(Payload payload, Harvest harvest) {
        List<Table.Line> lines =
                Table.csv(
                        payload,
                        List.of(
                                "model_name",
                                "model_type",
                                "features_is_merged",
                                "features_is_flagged",
                                "features_is_official_provider",
                                "metadata_submission_date"));
        for (Table.Line line : lines) {
            harvest.line(() -> {
                if (is(line, "features_is_official_provider")
                        && !is(line, "features_is_merged")
                        && !is(line, "features_is_flagged")
                        && !BASES.contains(line.text("model_type"))) {
                    String day = line.text("metadata_submission_date");
                    LocalDate date = Figures.date(line.where("metadata_submission_date"), day);
                    for (Figure figure : FIGURES) {
                        String column = figure.csvColumn();
                        add(
                                harvest,
                                line.text("model_name"),
                                figure,
                                Figures.fraction(line.where(column), line.number(column)),
                                date);
                    }
                }
            });
        }
    }

    private static boolean is(Table.Line line, String column) {
        return switch (line.text(column)) {
            case "TRUE" -> true;
            case "FALSE" -> false;
            default ->
                    throw new UnexpectedContent(
                            line.where(column), line.text(column), "TRUE or FALSE");
        };
    }

    private static void row(HuggingFace.Line line, Harvest harvest) {
        JsonNode fields = line.fields();
        String where = line.where() + ": ";
        String name = Figures.text(where + "fullname", fields.path("fullname"));
        JsonNode official = fields.path("Official Providers");
        if (!official.isBoolean()) {
            throw new UnexpectedContent(
                    where + "Official Providers", official.toString(), "true or false");
        }
        if (!official.booleanValue()
                || fields.path("Merged").asBoolean(false)
                || fields.path("Flagged").asBoolean(false)
                || BASES.contains(kind(fields.path("Type").asString("")))) {
            return;
        }
        LocalDate date =
                Figures.date(
                        where + "Submission Date", fields.path("Submission Date").asString(""));
        for (Figure figure : FIGURES) {
            String at = where + figure.column();
            add(
                    harvest,
                    name,
                    figure,
                    Figures.fraction(at, Figures.number(at, fields.path(figure.column()))),
                    date);
        }
    }

    /// `🟢 pretrained` and `🟩 continuously pretrained`, without the sign and the spaces.
    private static String kind(String type) {
        return type.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    private static void add(
            Harvest harvest, String name, Figure figure, double value, LocalDate date) {
        harvest.add(
                new Row(
                        WrittenName.of(name),
                        figure.benchmark(),
                        Measure.of(value, figure.questions()),
                        date,
                        Method.MEASURED));
    }
}

package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Access;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Feed;
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

/// MMLU-Pro: 12,032 questions of study with ten answers each; the share answered right. About half
/// of the rows were measured by TIGER-Lab, the others, among them nearly all of 2026, were handed
/// in by the models' makers; the column `Data Source` says which, with typing errors. Only the
/// overall share is read: the fourteen subjects are filled for old models alone.
public final class MmluPro implements Feed {

    private static final Source SOURCE =
            new Source(
                    "mmlupro",
                    "MMLU-Pro leaderboard",
                    URI.create(
                            "https://huggingface.co/datasets/TIGER-Lab/mmlu_pro_leaderboard_submission"),
                    Licence.shareable(
                            "Apache-2.0",
                            "MMLU-Pro leaderboard by TIGER-Lab (huggingface.co/datasets/TIGER-Lab/mmlu_pro_leaderboard_submission), Apache-2.0."),
                    Layer.SCRAPED,
                    0.6);
    private static final String FILE =
            "https://huggingface.co/datasets/TIGER-Lab/mmlu_pro_leaderboard_submission/resolve/main/results.csv";
    private static final String BENCHMARK = "mmlupro/overall";
    private static final long QUESTIONS = 12_032;

    /// The table carries no date; this is the last change known, for answers without one.
    private static final LocalDate LAST_KNOWN = LocalDate.of(2026, 3, 11);

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
        return List.of(new Benchmark(BENCHMARK, "MMLU-Pro", Benchmark.Unit.FRACTION, true));
    }

    @Override
    public List<String> files() {
        return List.of("mmlupro/results*.csv");
    }

    @Override
    public List<Payload> fetch(Web web) {
        return List.of(web.get(HuggingFace.request(FILE)));
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, MmluPro::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        for (Payload payload : payloads) {
            LocalDate date = payload.published().orElse(LAST_KNOWN);
            for (Table.Line line :
                    Table.csv(payload, List.of("Models", "Data Source", "Overall"))) {
                harvest.line(() -> {
                    if (!line.text("Overall").equals("-")) {
                        harvest.add(
                                new Row(
                                        WrittenName.of(line.text("Models")),
                                        BENCHMARK,
                                        Measure.of(
                                                Figures.fraction(
                                                        line.where("Overall"),
                                                        line.number("Overall")),
                                                QUESTIONS),
                                        date,
                                        method(line)));
                    }
                });
            }
        }
        return harvest.findings();
    }

    private static Method method(Table.Line line) {
        String who = line.text("Data Source").toLowerCase(Locale.ROOT);
        if (who.contains("report")) {
            return Method.SELF_REPORTED;
        }
        if (who.startsWith("tiger")) {
            return Method.MEASURED;
        }
        throw new UnexpectedContent(line.where("Data Source"), who, "TIGER-Lab or Self-Reported");
    }
}

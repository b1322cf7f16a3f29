package dev.assayer.evidence.leaderboard;

import dev.assayer.catalog.WrittenName;
import dev.assayer.evidence.Access;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.UnexpectedContent;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.WebRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What boards at Hugging Face have in common: the token, the ids of models, and data sets that the
/// datasets server gives out as JSON, a hundred rows a page
/// (huggingface.co/docs/dataset-viewer/rows).
final class HuggingFace {

    /// Nothing here is gated; a token only raises the limits.
    static final Access TOKEN =
            new Access.Key("HF_TOKEN", false, "https://huggingface.co/settings/tokens", 0);

    private static final Pattern MODEL =
            Pattern.compile("https://huggingface\\.co/([\\w.-]+/[\\w.-]+)/?");
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 300;

    /// Pages asked for at a time: a data set of ten thousand rows is a hundred pages.
    private static final int AT_ONCE = 4;

    private HuggingFace() {}

    /// A row of a data set.
    ///
    /// @param where for messages
    /// @param file the JSON document that it stands in
    /// @param fields its columns
    record Line(String where, JsonNode file, JsonNode fields) {}

    /// A name with the id that a link to the model's page gives.
    static WrittenName name(String text, String link) {
        Matcher matcher = MODEL.matcher(link);
        return matcher.matches()
                ? WrittenName.of(text).anchored(matcher.group(1))
                : WrittenName.of(text);
    }

    /// Asks with the user's token, where there is one.
    static WebRequest request(String address) {
        return WebRequest.of(address).withBearer("HF_TOKEN");
    }

    /// Gets a data set page by page; the pages are named by its subset and where they begin.
    ///
    /// @param dataset owner and name
    /// @param subset its configuration
    /// @throws FetchFailed if a page cannot be had, or the first one is none
    static List<Payload> pages(Web web, String dataset, String subset, String split) {
        String address =
                "https://datasets-server.huggingface.co/rows?dataset="
                        + dataset.replace("/", "%2F")
                        + "&config="
                        + subset
                        + "&split="
                        + split
                        + "&length="
                        + PAGE
                        + "&offset=";
        Payload first = web.get(request(address + 0)).named(subset + "-0");
        var pages = new ArrayList<>(List.of(first));
        int total = Math.min(total(address, first), MOST_PAGES * PAGE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var batch = new ArrayList<Callable<Payload>>();
            for (int offset = PAGE; offset < total; offset += PAGE) {
                int at = offset;
                batch.add(() -> web.get(request(address + at)).named(subset + "-" + at));
                if (batch.size() == AT_ONCE || offset + PAGE >= total) {
                    for (Future<Payload> page : threads.invokeAll(batch)) {
                        pages.add(got(address, page));
                    }
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchFailed(address, "interrupted");
        }
        return pages;
    }

    private static int total(String address, Payload first) {
        try {
            JsonNode total = Figures.json(first).path("num_rows_total");
            if (total.isNumber()) {
                return total.intValue();
            }
            throw new UnexpectedContent(
                    first.name() + ": num_rows_total", total.toString(), "a number");
        } catch (UnexpectedContent e) {
            throw new FetchFailed(address + 0, String.valueOf(e.getMessage()));
        }
    }

    private static Payload got(String address, Future<Payload> page) {
        if (page.state() == Future.State.SUCCESS) {
            return page.resultNow();
        }
        throw page.exceptionNow() instanceof FetchFailed failed
                ? failed
                : new FetchFailed(address, String.valueOf(page.exceptionNow()));
    }

    /// The rows of the pages of one data set, or of one file that holds the same rows under `rows`
    /// without their envelopes.
    ///
    /// @throws UnexpectedContent if a page or a row is missing
    static List<Line> lines(List<Payload> pages) {
        var lines = new ArrayList<Line>();
        long declared = -1;
        for (Payload page : pages) {
            JsonNode file = Figures.json(page);
            JsonNode rows = file.path("rows");
            if (!rows.isArray()) {
                throw new UnexpectedContent(page.name() + ": rows", rows.toString(), "a list");
            }
            JsonNode counted = file.path("meta").path("n_rows");
            if (counted.isNumber() && counted.intValue() != rows.size()) {
                throw new UnexpectedContent(
                        page.name() + ": rows",
                        rows.size() + " rows",
                        counted + " as meta.n_rows says");
            }
            if (file.path("num_rows_total").isNumber()) {
                declared = file.path("num_rows_total").longValue();
            }
            int index = 0;
            for (JsonNode row : rows) {
                lines.add(
                        new Line(
                                page.name() + ": row " + index++,
                                file,
                                row.has("row") ? row.path("row") : row));
            }
        }
        if (declared >= 0 && declared != lines.size()) {
            throw new UnexpectedContent(
                    pages.getFirst().name(), lines.size() + " rows", declared + " rows");
        }
        return lines;
    }
}

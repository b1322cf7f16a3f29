package dev.assayer.evidence.pricelist;

import dev.assayer.evidence.Access;
import dev.assayer.evidence.Benchmark;
import dev.assayer.evidence.Feed;
import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Findings;
import dev.assayer.evidence.Harvest;
import dev.assayer.evidence.Layer;
import dev.assayer.evidence.Licence;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Reading;
import dev.assayer.evidence.Source;
import dev.assayer.evidence.UnexpectedContent;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.WebRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// OpenRouter: what it serves and at which price, with figures of Artificial Analysis and Design
/// Arena beside the models. It is the authority for its own host, and its ids are the ones our
/// models go by.
///
/// `/api/v1/models` needs no key. With a key `/api/v1/benchmarks` gives those figures for all its
/// models, and its own runs; and `/models/{id}/endpoints` gives how fast each host of a model was
/// in the last half hour. Of the latter [#MOST_HOSTED] models are asked for: those that do best in
/// Artificial Analysis's Intelligence Index, then the newest. That is 64 requests a sync, so that
/// two syncs a day take a quarter of the 500 requests that the terms allow. Whether there is a key
/// shows in the first answer from `/api/v1/benchmarks`: without one it is 401 and nothing further
/// is asked. What comes only with a key never makes the sync fail, and what a part of it said last
/// stays as long as that part cannot be had.
public final class OpenRouter implements Feed {

    private static final String KEY = "OPENROUTER_API_KEY";

    static final Source SOURCE =
            new Source(
                    "openrouter",
                    "OpenRouter",
                    URI.create("https://openrouter.ai/api/v1/models"),
                    Licence.unshareable(
                            "no licence stated",
                            "OpenRouter (openrouter.ai); benchmark figures by Artificial Analysis (https://artificialanalysis.ai/) and Design Arena (designarena.ai)."),
                    Layer.LIVE,
                    0.9);

    private static final Access ACCESS =
            new Access.Key(
                    KEY,
                    false,
                    "any key does, it is made at https://openrouter.ai/settings/keys",
                    500);

    private static final String API = "https://openrouter.ai/api/v1/";
    private static final List<String> BOARDS =
            List.of("artificial-analysis", "design-arena", "openrouter");
    private static final String BOARD = "benchmarks-";
    private static final String HOSTS = "endpoints-";
    private static final int MOST_HOSTED = 60;

    /// So many models without an answer, and no further ones are asked for.
    private static final int MOST_FAILURES = 3;

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public Access access() {
        return ACCESS;
    }

    @Override
    public List<Benchmark> benchmarks() {
        return OpenRouterFigures.BENCHMARKS;
    }

    @Override
    public List<String> files() {
        return List.of("openrouter/openrouter_models-[0-9]*.json");
    }

    @Override
    public List<Payload> fetch(Web web) {
        Payload models = web.get(SOURCE.url()).named("models");
        var parts = new KeyedParts(web);
        BOARDS.forEach(board -> parts.ask(BOARD + board, "benchmarks?source=" + board, 1));
        int most = parts.failures == 0 ? MOST_FAILURES : 0;
        for (String id : mostHosted(models)) {
            parts.ask(HOSTS + id, "models/" + id + "/endpoints", most);
        }
        return Stream.concat(Stream.of(models), parts.payloads.stream()).toList();
    }

    /// The models whose hosts are asked for; none where the list is none, which reading it tells.
    private static List<String> mostHosted(Payload models) {
        try {
            return OpenRouterModels.of(models).mostAble(MOST_HOSTED);
        } catch (UnexpectedContent _) {
            return List.of();
        }
    }

    /// What comes only with a key, asked for one after the other; what cannot be had or is not what
    /// it should be is missing. Confined to one thread.
    private static final class KeyedParts {

        private final Web web;
        private final List<Payload> payloads = new ArrayList<>();
        private int failures;

        private KeyedParts(Web web) {
            this.web = web;
        }

        /// @param mostFailures so many before it that failed, and it is not asked for
        private void ask(String part, String path, int mostFailures) {
            Payload payload = Payload.missing(part);
            if (failures < mostFailures) {
                try {
                    Payload answer = web.get(WebRequest.of(API + path).withBearer(KEY)).named(part);
                    payload = isWhole(answer) ? answer : payload;
                } catch (FetchFailed _) {
                    failures++;
                }
            }
            payloads.add(payload);
        }

        private static boolean isWhole(Payload answer) {
            try {
                JsonNode list = Fields.object(answer).path("data");
                return list.isArray() || list.path("endpoints").isArray();
            } catch (UnexpectedContent _) {
                return false;
            }
        }
    }

    /// Of a board the rows in its benchmarks; those that stand beside the models too give way to
    /// what these say now. Of a model's hosts their speeds.
    @Override
    public Findings ofPart(String part, Findings before) {
        Set<String> benchmarks =
                part.startsWith(BOARD)
                        ? OpenRouterFigures.ofBoard(part.substring(BOARD.length()))
                        : Set.of();
        return new Findings(
                before.rows().stream().filter(row -> benchmarks.contains(row.benchmark())).toList(),
                List.of(),
                before.performance().stream()
                        .filter(row -> part.equals(HOSTS + row.name().text()))
                        .toList(),
                List.of(),
                List.of());
    }

    @Override
    public Reading read(List<Payload> payloads) {
        return Reading.of(SOURCE.id(), payloads, OpenRouter::findings);
    }

    private static Findings findings(List<Payload> payloads) {
        var harvest = new Harvest();
        var hosts = new ArrayList<Payload>();
        var boards = new ArrayList<Payload>();
        var efforts = new OpenRouterEfforts();
        for (Payload payload : payloads) {
            if (payload.name().startsWith(HOSTS)) {
                hosts.add(payload);
            } else if (payload.name().startsWith(BOARD)) {
                boards.add(payload);
            } else {
                OpenRouterModels models = OpenRouterModels.of(payload);
                models.addTo(harvest);
                models.forEach(efforts::add);
                OpenRouterFigures.addEmbedded(models, efforts, harvest);
            }
        }
        boards.forEach(board -> OpenRouterFigures.addBoard(board, efforts, harvest));
        OpenRouterHosts.addTo(hosts, harvest);
        return harvest.findings();
    }
}

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
import dev.assayer.evidence.Web;
import dev.assayer.evidence.WebRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

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
/// is asked. What comes only with a key never makes the sync fail.
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
        var payloads = new ArrayList<Payload>();
        payloads.add(models);
        try {
            for (String board : BOARDS) {
                payloads.add(
                        web.get(WebRequest.of(API + "benchmarks?source=" + board).withBearer(KEY))
                                .named("benchmarks-" + board));
            }
        } catch (FetchFailed _) {
            return payloads;
        }
        int failures = 0;
        for (String id : OpenRouterModels.of(models).mostAble(MOST_HOSTED)) {
            try {
                payloads.add(
                        web.get(WebRequest.of(API + "models/" + id + "/endpoints").withBearer(KEY))
                                .named("endpoints-" + id));
            } catch (FetchFailed _) {
                failures++;
            }
            if (failures == MOST_FAILURES) {
                return payloads;
            }
        }
        return payloads;
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
            if (payload.name().startsWith("endpoints-")) {
                hosts.add(payload);
            } else if (payload.name().startsWith("benchmarks-")) {
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

package dev.assayer.bench;

import dev.assayer.catalog.Capability;
import dev.assayer.routing.Choice;
import dev.assayer.routing.Health;
import dev.assayer.routing.Health.OfferHealth;
import dev.assayer.routing.Router;
import dev.assayer.routing.RoutingRequest;
import dev.assayer.routing.RoutingTable;
import dev.assayer.routing.SampleOffer;
import dev.assayer.routing.Target;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.CategoryEstimate.Basis;
import dev.assayer.routing.features.Features;
import dev.assayer.routing.policy.Policy;
import dev.assayer.scoring.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One decision for `auto`: requests of all categories and policies in turn, a third of them with
/// tools, over offers of which a tenth has no evidence and a tenth no price.
///
/// `mvn -Pbench -Djmh=RouterBench`
@SuppressWarnings("NullAway.Init") // JMH calls prepare()
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RouterBench {

    @Param({"20", "500"})
    int offers;

    private RoutingTable table;
    private Health health;
    private RoutingRequest[] requests;
    private int next;

    @Setup
    public void prepare() {
        var random = new Random(1);
        List<SampleOffer> all = new ArrayList<>();
        List<OfferHealth> seen = new ArrayList<>();
        for (int i = 0; i < offers; i++) {
            SampleOffer offer = SampleOffer.of("provider" + i % 12 + "/model-" + i);
            if (random.nextInt(10) > 0) {
                for (Category category : Category.values()) {
                    offer.score(category, 20 + random.nextInt(60) + random.nextDouble());
                }
            }
            if (random.nextInt(10) > 0) {
                offer.price(random.nextDouble() * 5, random.nextDouble() * 20);
            }
            all.add(offer.takes(128_000, Capability.TOOLS));
            seen.add(
                    new OfferHealth(
                            random.nextInt(20) == 0,
                            random.nextInt(5) == 0 ? 0.1 : 0,
                            200 + random.nextInt(2_000),
                            20 + random.nextInt(200)));
        }
        table = SampleOffer.table(all.toArray(SampleOffer[]::new));
        health = new Health(seen);
        List<RoutingRequest> asked = new ArrayList<>();
        for (Policy policy : Policy.values()) {
            for (Category category : Category.ofText()) {
                asked.add(
                        new RoutingRequest(
                                new Target.Auto(),
                                policy,
                                new Features(
                                        CategoryEstimate.certain(category, Basis.TEXT),
                                        random.nextInt(4_000),
                                        random.nextInt(2) * 1_000,
                                        random.nextInt(3) == 0
                                                ? Set.of(Capability.TOOLS)
                                                : Set.of()),
                                asked.size()));
            }
        }
        requests = asked.toArray(RoutingRequest[]::new);
    }

    @Benchmark
    public Choice choose() {
        next = next + 1 < requests.length ? next + 1 : 0;
        return Router.choose(requests[next], table, health);
    }
}

package dev.assayer.scoring;

import dev.assayer.catalog.Effort;
import dev.assayer.scoring.GaussianState.Loads;
import java.util.Arrays;

/// What is believed of one model while its readings are learnt: a normal distribution over
///
/// ```
/// [0]       its general ability
/// [1..11]   its ability in each category
/// [12..]    what each panel gets wrong about it
/// [..]      how far each effort departs from what is usual for that effort
/// ```
///
/// all as departures from the prior mean of the model, on the common scale. A reading of benchmark
/// b at effort e is `sum over categories of share x (ability + effort share x (gain of e +
/// departure of e)) + panel error + noise`. Mutable, for one thread.
final class ModelBelief {

    private static final int FIRST_CATEGORY = 1;
    private static final int FIRST_PANEL = FIRST_CATEGORY + Categories.COUNT;
    private static final Effort[] EFFORTS = Effort.values();

    private final Readings readings;
    private final BenchmarkWeights weights;
    private final Categories categories;
    private final GaussianState state;
    private final Loads loads;

    private final double[] effortShare;
    private int model;
    private int firstEffort;

    ModelBelief(Readings readings, BenchmarkWeights weights, Categories categories) {
        this.readings = readings;
        this.weights = weights;
        this.categories = categories;
        int most = 0;
        for (int m = 0; m < readings.models.length; m++) {
            most = Math.max(most, readings.panels[m].length + readings.efforts[m].length);
        }
        this.state = new GaussianState(FIRST_PANEL + most);
        this.loads = new Loads(Categories.COUNT + 2);
        this.effortShare = new double[readings.benchmarks.count()];
        for (int b = 0; b < effortShare.length; b++) {
            effortShare[b] = readings.benchmarks.entry(b).effort(categories);
        }
    }

    /// Forgets the last model and believes of this one what is believed of any.
    ///
    /// @param generalVariance of general ability around the prior mean
    void begin(int model, double generalVariance) {
        this.model = model;
        String[] panels = readings.panels[model];
        int[] efforts = readings.efforts[model];
        firstEffort = FIRST_PANEL + panels.length;
        state.begin(firstEffort + efforts.length);
        state.setCovariance(0, 0, generalVariance);
        for (int c = 0; c < Categories.COUNT; c++) {
            state.setCovariance(0, FIRST_CATEGORY + c, generalVariance);
            for (int d = 0; d <= c; d++) {
                state.setCovariance(
                        FIRST_CATEGORY + c,
                        FIRST_CATEGORY + d,
                        generalVariance + categories.covariance(c, d));
            }
        }
        for (int p = 0; p < panels.length; p++) {
            state.setCovariance(
                    FIRST_PANEL + p, FIRST_PANEL + p, square(weights.panelSpread(panels[p])));
        }
        for (int e = 0; e < efforts.length; e++) {
            state.setCovariance(firstEffort + e, firstEffort + e, EffortGain.VARIANCE);
        }
    }

    /// Learns one reading of this model.
    ///
    /// @param surprise the reading on the common scale, less the model's prior mean
    /// @param variance of its noise, on the common scale
    /// @return the gain; valid until the next call
    double[] learn(int reading, double surprise, double variance) {
        return state.observe(of(reading), surprise - expectedGain(reading), variance);
    }

    /// What this model is expected to show at a reading's benchmark and effort, panel error
    /// included, less the prior mean.
    double expected(int reading) {
        return state.mean(of(reading)) + expectedGain(reading);
    }

    /// Variance of [#expected].
    double uncertainty(int reading) {
        return state.variance(of(reading));
    }

    /// What this model would show at any benchmark and effort, as [#expected] does for a reading:
    /// how evidence not learnt is foretold.
    Ability foretell(int benchmark, Effort effort) {
        String panel = readings.benchmarks.entry(benchmark).panel();
        int panelSlot = Arrays.asList(readings.panels[model]).indexOf(panel);
        double unseen = panelSlot >= 0 || panel.isEmpty() ? 0 : square(weights.panelSpread(panel));
        int slot = effortSlot(effort);
        double share = effortShare[benchmark];
        unseen += slot >= 0 ? 0 : share * share * EffortGain.VARIANCE;
        Loads shown = of(benchmark, panelSlot, slot);
        return new Ability(
                state.mean(shown) + share * EffortGain.of(effort), state.variance(shown) + unseen);
    }

    private double expectedGain(int reading) {
        return effortShare[readings.benchmark[reading]]
                * EffortGain.of(EFFORTS[readings.effort[reading]]);
    }

    private Loads of(int reading) {
        return of(
                readings.benchmark[reading],
                readings.panelSlot[reading],
                readings.effortSlot[reading]);
    }

    private Loads of(int benchmark, int panelSlot, int effortSlot) {
        BenchmarkWeights.Entry entry = readings.benchmarks.entry(benchmark);
        loads.begin();
        int[] measured = entry.categories();
        for (int i = 0; i < measured.length; i++) {
            loads.add(FIRST_CATEGORY + measured[i], entry.shares()[i]);
        }
        if (panelSlot >= 0) {
            loads.add(FIRST_PANEL + panelSlot, 1);
        }
        if (effortSlot >= 0) {
            loads.add(firstEffort + effortSlot, effortShare[benchmark]);
        }
        return loads;
    }

    /// Mean of general ability, less the prior mean.
    double general() {
        return state.mean(0);
    }

    double generalVariance() {
        return state.covariance(0, 0);
    }

    /// The ability in a category at an effort. An effort without readings is as far from the others
    /// as any, hence the wider variance.
    Ability ability(int category, Effort effort) {
        double share = categories.effort(category);
        double unseen = effortSlot(effort) < 0 ? share * share * EffortGain.VARIANCE : 0;
        Loads towards = towards(category, effort);
        return new Ability(
                state.mean(towards) + share * EffortGain.of(effort),
                state.variance(towards) + unseen);
    }

    /// How much of a movement of the state, such as a gain, reaches [#ability].
    double effect(double[] movement, int category, Effort effort) {
        return sum(towards(category, effort), movement);
    }

    /// How much of a movement of the state reaches what a reading shows.
    double seen(double[] movement, int reading) {
        return sum(of(reading), movement);
    }

    private static double sum(Loads loads, double[] movement) {
        double sum = 0;
        for (int j = 0; j < loads.count(); j++) {
            sum += loads.factor(j) * movement[loads.index(j)];
        }
        return sum;
    }

    private Loads towards(int category, Effort effort) {
        loads.begin().add(FIRST_CATEGORY + category, 1);
        int slot = effortSlot(effort);
        return slot < 0 ? loads : loads.add(firstEffort + slot, categories.effort(category));
    }

    private int effortSlot(Effort effort) {
        int[] efforts = readings.efforts[model];
        for (int e = 0; e < efforts.length; e++) {
            if (efforts[e] == effort.ordinal()) {
                return e;
            }
        }
        return -1;
    }

    int size() {
        return state.size();
    }

    private static double square(double x) {
        return x * x;
    }

    /// A normal belief about one number.
    ///
    /// @param mean less the prior mean of the model
    /// @param variance at least 0
    record Ability(double mean, double variance) {}
}

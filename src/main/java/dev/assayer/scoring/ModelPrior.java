package dev.assayer.scoring;

import dev.assayer.scoring.GaussianState.Loads;
import java.util.HashMap;
import java.util.Map;

/// What is expected of a model before its evidence: a line through release date and size, moved by
/// its lab, all of it shrunk.
///
/// ```
/// mean = c + slope x years since 2025 (or c', where the date is unknown)
///          + c'' when it is the small one of its family + size slope x ln(parameters / 70 billion)
///          + lab
/// ```
///
/// A Bayesian linear regression of the models' general abilities, refitted in every round of
/// [CommonScale#fit]. The date's slope starts at 0.9 a year with a standard deviation of 0.5, which
/// is what the bundled evidence of August 2026 gives; labs scatter by 0.2.
final class ModelPrior {

    private static final double YEARLY = 0.9;
    private static final double[] COEFFICIENT_SPREAD = {2, 0.5, 2, 0.7, 0.7};
    private static final double LAB_SPREAD = 0.2;
    private static final int TRAITS = COEFFICIENT_SPREAD.length;

    private final ModelTraits[] traits;
    private final int[] lab;
    private final GaussianState state;
    private final Loads loads = new Loads(TRAITS);

    ModelPrior(ModelTraits[] traits) {
        this.traits = traits;
        this.lab = new int[traits.length];
        Map<String, Integer> labs = new HashMap<>();
        for (int m = 0; m < traits.length; m++) {
            Integer known = labs.putIfAbsent(traits[m].lab(), labs.size());
            lab[m] = known == null ? labs.size() - 1 : known;
        }
        this.state = new GaussianState(TRAITS + labs.size());
        begin(labs.size());
    }

    private void begin(int labs) {
        state.begin(TRAITS + labs);
        for (int i = 0; i < TRAITS; i++) {
            state.setCovariance(i, i, COEFFICIENT_SPREAD[i] * COEFFICIENT_SPREAD[i]);
        }
        state.setMean(1, YEARLY);
        for (int i = 0; i < labs; i++) {
            state.setCovariance(TRAITS + i, TRAITS + i, LAB_SPREAD * LAB_SPREAD);
        }
    }

    /// Learns anew from what is known of every model.
    ///
    /// @param general mean of each model's general ability
    /// @param variance of that mean, with the scatter of models around the line
    void fit(double[] general, double[] variance) {
        begin(state.size() - TRAITS);
        for (int m = 0; m < traits.length; m++) {
            state.observe(loads(m), general[m], variance[m]);
        }
    }

    double mean(int model) {
        return state.mean(loads(model));
    }

    private Loads loads(int model) {
        ModelTraits one = traits[model];
        loads.begin();
        if (one.dated()) {
            loads.add(0, 1).add(1, one.years());
        } else {
            loads.add(2, 1);
        }
        return loads.add(3, one.small()).add(4, one.logSize()).add(TRAITS + lab[model], 1);
    }
}

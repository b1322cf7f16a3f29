package dev.assayer.scoring;

import dev.assayer.scoring.GaussianState.Loads;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What is expected of a model before its evidence: a line through release date and size, moved by
/// its lab, all of it shrunk.
///
/// ```
/// line = c + slope x years since 2025 (or c', where the date is unknown)
///          + c'' when it is the small one of its family + size slope x ln(parameters / 70 billion)
/// mean = line + lab,   lab = sum of (ability - line) / v over its models / (sum of 1 / v + 1 / 0.2^2)
/// ```
///
/// A Bayesian linear regression of the models' general abilities, then what is left by lab,
/// refitted in every round of [CommonScale#fit]. The date's slope starts at 0.9 a year with a
/// standard deviation of 0.5, which is what the bundled evidence of August 2026 gives; labs scatter
/// by 0.2. Without date, size and lab, boards held out for a third of their models were predicted
/// worse by 0.07, 0.06 and 0.03 nats a reading.
final class ModelPrior {

    private static final double YEARLY = 0.9;
    private static final double[] COEFFICIENT_SPREAD = {2, 0.5, 2, 0.7, 0.7};
    private static final double LAB_VARIANCE = 0.2 * 0.2;

    private final ModelTraits[] traits;
    private final int[] lab;
    private final double[] labEffect;
    private final GaussianState state = new GaussianState(COEFFICIENT_SPREAD.length);
    private final Loads loads = new Loads(COEFFICIENT_SPREAD.length);

    ModelPrior(ModelTraits[] traits) {
        this.traits = traits;
        this.lab = new int[traits.length];
        Map<String, Integer> labs = new HashMap<>();
        for (int m = 0; m < traits.length; m++) {
            Integer known = labs.putIfAbsent(traits[m].lab(), labs.size());
            lab[m] = known == null ? labs.size() - 1 : known;
        }
        this.labEffect = new double[labs.size()];
        begin();
    }

    private void begin() {
        state.begin(COEFFICIENT_SPREAD.length);
        for (int i = 0; i < COEFFICIENT_SPREAD.length; i++) {
            state.setCovariance(i, i, COEFFICIENT_SPREAD[i] * COEFFICIENT_SPREAD[i]);
        }
        state.setMean(1, YEARLY);
    }

    /// Learns anew from what is known of every model.
    ///
    /// @param general mean of each model's general ability
    /// @param variance of that mean, with the scatter of models around the line
    void fit(double[] general, double[] variance) {
        begin();
        for (int m = 0; m < traits.length; m++) {
            state.observe(loads(m), general[m], variance[m] + LAB_VARIANCE);
        }
        double[] sum = new double[labEffect.length];
        double[] precision = new double[labEffect.length];
        Arrays.fill(precision, 1 / LAB_VARIANCE);
        for (int m = 0; m < traits.length; m++) {
            sum[lab[m]] += (general[m] - state.mean(loads(m))) / variance[m];
            precision[lab[m]] += 1 / variance[m];
        }
        for (int i = 0; i < labEffect.length; i++) {
            labEffect[i] = sum[i] / precision[i];
        }
    }

    double mean(int model) {
        return state.mean(loads(model)) + labEffect[lab[model]];
    }

    private Loads loads(int model) {
        ModelTraits one = traits[model];
        loads.begin();
        if (one.dated()) {
            loads.add(0, 1).add(1, one.years());
        } else {
            loads.add(2, 1);
        }
        return loads.add(3, one.small()).add(4, one.logSize());
    }
}

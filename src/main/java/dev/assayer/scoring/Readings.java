package dev.assayer.scoring;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.zip.CRC32;

/// What an [AbilityModel] is fitted on, as arrays: the readings of each model stand together, one
/// for each of its versions (efforts, releases) and each benchmark that saw it. Whoever makes one
/// sorts it, so that the order of the evidence does not matter. Immutable, though its arrays are
/// bare for speed.
final class Readings {

    final Benchmarks benchmarks;

    /// By model.
    final ModelTraits[] traits;

    /// By model, with one more entry than there are models: where its readings begin.
    final int[] starts;

    /// By model and version: what more ability its effort is expected to give, in full.
    final double[][] gains;

    /// By reading.
    final int[] benchmark;

    final int[] version;

    /// As published, higher is better: a share of 0..1, or a rating as log-odds.
    final double[] value;

    /// Of a share: how many tasks it rests on. Of a rating: the variance of its sampling.
    final double[] sampling;

    /// Above 0, at most 1.
    final double[] trust;

    /// Which of its model's panels a reading belongs to; -1 for none.
    final int[] panel;

    /// By model: its panels.
    final String[][] panels;

    Readings(
            Benchmarks benchmarks,
            ModelTraits[] traits,
            int[] starts,
            double[][] gains,
            Columns columns) {
        this.benchmarks = benchmarks;
        this.traits = traits;
        this.starts = starts;
        this.gains = gains;
        this.benchmark = columns.benchmark;
        this.version = columns.version;
        this.value = columns.value;
        this.sampling = columns.sampling;
        this.trust = columns.trust;
        this.panel = new int[benchmark.length];
        this.panels = new String[traits.length][];
        var here = new ArrayList<String>();
        for (int m = 0; m < traits.length; m++) {
            here.clear();
            for (int r = starts[m]; r < starts[m + 1]; r++) {
                String name = benchmarks.entry(benchmark[r]).panel();
                if (!name.isEmpty() && !here.contains(name)) {
                    here.add(name);
                }
                panel[r] = here.indexOf(name);
            }
            panels[m] = here.toArray(new String[0]);
        }
    }

    int size() {
        return benchmark.length;
    }

    int models() {
        return traits.length;
    }

    /// Another one for other readings of the same models and benchmarks.
    long checksum() {
        var sum = new CRC32();
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(size(), starts.length) * Double.BYTES);
        for (int[] each : new int[][] {starts, benchmark, version}) {
            bytes.asIntBuffer().put(each);
            sum.update(bytes.array(), 0, each.length * Integer.BYTES);
        }
        for (double[] each : new double[][] {value, sampling, trust}) {
            bytes.asDoubleBuffer().put(each);
            sum.update(bytes.array(), 0, each.length * Double.BYTES);
        }
        return sum.getValue();
    }

    /// Which of a model's panels a benchmark belongs to; -1 where it has seen none of them.
    int panel(int model, int ofBenchmark) {
        String name = benchmarks.entry(ofBenchmark).panel();
        for (int p = 0; p < panels[model].length; p++) {
            if (panels[model][p].equals(name)) {
                return p;
            }
        }
        return -1;
    }

    /// The reading of a version by a benchmark; -1 for none.
    int find(int model, int ofVersion, int ofBenchmark) {
        for (int r = starts[model]; r < starts[model + 1]; r++) {
            if (version[r] == ofVersion && benchmark[r] == ofBenchmark) {
                return r;
            }
        }
        return -1;
    }

    /// Whether two witnesses or more that err independently saw the model: such models tie the
    /// boards together.
    boolean isShared(int model) {
        int witnesses = panels[model].length;
        int last = -1;
        for (int r = starts[model]; r < starts[model + 1] && witnesses < 2; r++) {
            if (panel[r] < 0 && benchmark[r] != last) {
                witnesses++;
                last = benchmark[r];
            }
        }
        return witnesses >= 2;
    }

    /// The readings' columns: see the fields of the same names.
    static final class Columns {

        final int[] benchmark;
        final int[] version;
        final double[] value;
        final double[] sampling;
        final double[] trust;

        Columns(int size) {
            this.benchmark = new int[size];
            this.version = new int[size];
            this.value = new double[size];
            this.sampling = new double[size];
            this.trust = new double[size];
        }
    }
}

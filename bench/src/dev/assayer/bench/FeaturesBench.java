package dev.assayer.bench;

import dev.assayer.routing.features.CategoryClassifier;
import dev.assayer.routing.features.TrainingPrompt;
import dev.assayer.routing.features.TrainingPrompts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

/// The category of one text: labelled prompts in turn, as they are, or several of them together, 8
/// KB and more.
///
/// `mvn -Pbench -Djmh=FeaturesBench`
@SuppressWarnings("NullAway.Init") // JMH calls prepare()
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FeaturesBench {

    /// Least characters of a text; 0 takes single prompts.
    @Param({"0", "8192"})
    int length;

    private CategoryClassifier classifier;
    private String[] texts;
    private int next;

    @Setup
    public void prepare() {
        classifier = CategoryClassifier.load();
        List<TrainingPrompt> prompts = TrainingPrompts.read(List.of(Path.of("training/category")));
        var random = new Random(1);
        var made = new ArrayList<String>();
        for (int i = 0; i < 1_024; i++) {
            var text = new StringBuilder();
            do {
                text.append(prompts.get(random.nextInt(prompts.size())).text()).append('\n');
            } while (text.length() < length);
            made.add(text.toString());
        }
        texts = made.toArray(String[]::new);
    }

    @Benchmark
    public float[] category() {
        next = (next + 1) & (texts.length - 1);
        return classifier.probabilities(texts[next]);
    }
}

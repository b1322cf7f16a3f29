package dev.assayer.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.assayer.catalog.Capability;
import dev.assayer.config.RoutingOptions;
import dev.assayer.routing.features.CategoryClassifier;
import dev.assayer.routing.features.CategoryEstimate;
import dev.assayer.routing.features.CategoryTrainer;
import dev.assayer.routing.features.ClassifierReport;
import dev.assayer.routing.features.FeatureExtractor;
import dev.assayer.routing.features.TrainingPrompt;
import dev.assayer.routing.features.TrainingPrompts;
import dev.assayer.scoring.Category;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `assayer classify`: recognises the category of prompts; trains and evaluates the classifier that
/// does.
@Command(
        name = "classify",
        description = "Recognises the category of a prompt, or of a file of prompts.",
        mixinStandardHelpOptions = true,
        subcommands = {ClassifyCommand.Train.class, ClassifyCommand.Evaluate.class})
final class ClassifyCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PROMPT", arity = "0..1", description = "What the user says.")
    private @Nullable String prompt;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Reads id,text and writes id,category,probability to standard output.")
    private @Nullable Path csv;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path file = csv;
        String text = prompt;
        if ((file == null) == (text == null)) {
            throw new BadUsage("classify: expected a PROMPT or --csv FILE");
        }
        if (file != null) {
            classify(file, out);
        } else if (text != null) {
            show(text, out);
        }
        out.flush();
        return 0;
    }

    private static void classify(Path file, Writer out) throws IOException {
        FeatureExtractor features =
                FeatureExtractor.load(RoutingOptions.DEFAULT.categoryConfidence());
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file)) {
            CsvWriter writer =
                    CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(out);
            writer.writeRecord("id", "category", "probability");
            for (NamedCsvRecord row : rows) {
                CategoryEstimate estimate =
                        features.estimate(row.getField("text"), Set.<Capability>of());
                writer.writeRecord(
                        row.getField("id"),
                        estimate.category().word(),
                        String.format(
                                Locale.ROOT, "%.3f", estimate.probability(estimate.category())));
            }
        } catch (CsvParseException | NoSuchElementException e) {
            throw new BadUsage(
                    file + ": " + e.getMessage() + " (expected: CSV with the columns id and text)");
        }
    }

    private static void show(String text, PrintWriter out) {
        FeatureExtractor features =
                FeatureExtractor.load(RoutingOptions.DEFAULT.categoryConfidence());
        CategoryEstimate estimate = features.estimate(text, Set.of());
        out.println(
                estimate.category().word()
                        + " ("
                        + estimate.basis().name().toLowerCase(Locale.ROOT)
                        + ")");
        Category.ofText().stream()
                .sorted(
                        Comparator.comparingDouble((Category each) -> estimate.probability(each))
                                .reversed())
                .forEach(each ->
                        out.printf(
                                Locale.ROOT,
                                "  %-18s %.3f%n",
                                each.word(),
                                estimate.probability(each)));
    }

    /// `assayer classify train`.
    @Command(
            name = "train",
            description = "Trains the classifier on labelled prompts; held-out ones are left out.",
            mixinStandardHelpOptions = true)
    static final class Train implements Callable<Integer> {

        @Mixin private Labelled labelled = new Labelled();

        @Option(
                names = "--to",
                paramLabel = "FILE",
                description = "Where to write the model (default: ${DEFAULT-VALUE}).")
        private Path to = Path.of("src/main/resources/routing/category.model");

        @Override
        public Integer call() throws IOException {
            CategoryClassifier classifier = CategoryTrainer.train(labelled.training());
            Path beside = to.resolveSibling(to.getFileName() + ".new");
            try (OutputStream out = Files.newOutputStream(beside)) {
                classifier.write(out);
            }
            Files.move(beside, to, StandardCopyOption.REPLACE_EXISTING);
            return 0;
        }
    }

    /// `assayer classify evaluate`.
    @Command(
            name = "evaluate",
            description =
                    "Shows accuracy and confusion on the held-out tenth, and with --folds by cross-validation on the rest.",
            mixinStandardHelpOptions = true)
    static final class Evaluate implements Callable<Integer> {

        @Spec private @Nullable CommandSpec spec;

        @Mixin private Labelled labelled = new Labelled();

        @Option(names = "--folds", paramLabel = "N", description = "Folds of cross-validation.")
        private int folds;

        @Override
        public Integer call() {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            if (folds < 0 || folds == 1) {
                throw new BadUsage("--folds: " + folds + " (expected: 2 or more)");
            }
            if (folds > 1) {
                out.println(
                        "Public prompts, cross-validation in "
                                + folds
                                + " folds, without those held out");
                out.println(crossValidated(labelled.training(), folds).text());
            }
            var classifier = CategoryClassifier.load();
            out.println("Public prompts held out, the model that ships");
            out.println(ClassifierReport.of(classifier, labelled.heldOut(true)).text());
            out.println("Prompts made for this project held out, the model that ships");
            out.print(ClassifierReport.of(classifier, labelled.heldOut(false)).text());
            out.flush();
            return 0;
        }

        private static ClassifierReport crossValidated(List<TrainingPrompt> prompts, int folds) {
            ClassifierReport sum = null;
            for (int fold = 0; fold < folds; fold++) {
                int mine = fold;
                List<TrainingPrompt> rest =
                        prompts.stream().filter(each -> fold(each, folds) != mine).toList();
                List<TrainingPrompt> tested =
                        prompts.stream()
                                .filter(TrainingPrompt::isPublic)
                                .filter(each -> fold(each, folds) == mine)
                                .toList();
                ClassifierReport report = ClassifierReport.of(CategoryTrainer.train(rest), tested);
                sum = sum == null ? report : sum.plus(report);
            }
            return Objects.requireNonNull(sum);
        }

        private static int fold(TrainingPrompt prompt, int folds) {
            return Math.floorMod(prompt.id().hashCode(), folds);
        }
    }

    /// Where labelled prompts are.
    private static final class Labelled {

        @Option(
                names = "--from",
                paramLabel = "DIR",
                description = "Labelled prompts, may be given again (default: training/category).")
        private @Nullable List<Path> from;

        private @Nullable List<TrainingPrompt> prompts;

        List<TrainingPrompt> training() {
            return all().filter(prompt -> !prompt.isHeldOut()).toList();
        }

        List<TrainingPrompt> heldOut(boolean isPublic) {
            return all().filter(TrainingPrompt::isHeldOut)
                    .filter(prompt -> prompt.isPublic() == isPublic)
                    .toList();
        }

        private Stream<TrainingPrompt> all() {
            if (prompts == null) {
                prompts =
                        TrainingPrompts.read(
                                from == null ? List.of(Path.of("training/category")) : from);
            }
            return prompts.stream();
        }
    }
}

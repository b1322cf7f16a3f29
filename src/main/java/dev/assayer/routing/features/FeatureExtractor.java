package dev.assayer.routing.features;

import dev.assayer.catalog.Capability;
import dev.assayer.routing.features.CategoryEstimate.Basis;
import dev.assayer.scoring.Category;
import java.util.Set;

/// Tells the category of a request that brings no hint: by its text where there is one, else by its
/// shape. Thread-safe.
public final class FeatureExtractor {

    private final CategoryClassifier classifier;
    private final double confidence;

    /// @param classifier tells the category of a text
    /// @param confidence probability below which a request counts as general, 0..1
    public FeatureExtractor(CategoryClassifier classifier, double confidence) {
        this.classifier = classifier;
        this.confidence = confidence;
    }

    /// With the classifier that ships with the program.
    public static FeatureExtractor load(double confidence) {
        return new FeatureExtractor(CategoryClassifier.load(), confidence);
    }

    /// The category of a request.
    ///
    /// @param text the last words of the user; empty when there are none
    /// @param needs what the request's shape asks for
    public CategoryEstimate estimate(String text, Set<Capability> needs) {
        if (text.isBlank()) {
            return byShape(needs);
        }
        float[] probabilities = classifier.probabilities(text);
        Category likeliest = CategoryClassifier.likeliest(probabilities);
        return probabilities[likeliest.ordinal()] >= confidence
                ? CategoryEstimate.of(likeliest, Basis.TEXT, probabilities)
                : CategoryEstimate.of(Category.GENERAL, Basis.UNSURE, probabilities);
    }

    /// Without text the shape is all there is: a picture alone asks to be looked at, tools or a
    /// schema alone ask for something to be worked out.
    private static CategoryEstimate byShape(Set<Capability> needs) {
        if (needs.contains(Capability.IMAGES)) {
            return CategoryEstimate.certain(Category.QUESTION, Basis.SHAPE);
        }
        if (needs.contains(Capability.TOOLS) || needs.contains(Capability.STRUCTURED_OUTPUT)) {
            return CategoryEstimate.certain(Category.REASONING, Basis.SHAPE);
        }
        return CategoryEstimate.nothing();
    }
}

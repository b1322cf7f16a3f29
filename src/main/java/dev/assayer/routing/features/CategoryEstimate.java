package dev.assayer.routing.features;

import dev.assayer.scoring.Category;
import java.util.Arrays;

/// The category that a request is routed by, what said so, and the probabilities of all ten
/// categories of text. Immutable.
public final class CategoryEstimate {

    /// What a category rests on, strongest first.
    public enum Basis {
        /// The caller named it.
        HINT,
        /// The request's shape (tools, schema, images) decided.
        SHAPE,
        /// The text classifier, above the stated confidence.
        TEXT,
        /// The text classifier was not sure enough, so the request counts as general.
        UNSURE,
        /// Nothing was classified: the request has no text, or names its model.
        NONE
    }

    private static final int COUNT = Category.ofText().size();
    private static final CategoryEstimate NOTHING = certain(Category.GENERAL, Basis.NONE);

    private final Category category;
    private final Basis basis;
    private final float[] probabilities;

    private CategoryEstimate(Category category, Basis basis, float[] probabilities) {
        this.category = category;
        this.basis = basis;
        this.probabilities = probabilities;
    }

    /// @param probabilities ten values in the order of [Category#ofText()]
    public static CategoryEstimate of(Category category, Basis basis, float[] probabilities) {
        if (category == Category.TOOLS || probabilities.length != COUNT) {
            throw new IllegalArgumentException(
                    "category estimate: "
                            + category.word()
                            + " with "
                            + probabilities.length
                            + " probabilities (expected: a category of text and "
                            + COUNT
                            + ")");
        }
        return new CategoryEstimate(category, basis, probabilities.clone());
    }

    /// All probability on one category.
    public static CategoryEstimate certain(Category category, Basis basis) {
        float[] all = new float[COUNT];
        all[category.ordinal()] = 1;
        return of(category, basis, all);
    }

    /// General, because nothing was classified.
    public static CategoryEstimate nothing() {
        return NOTHING;
    }

    public Category category() {
        return category;
    }

    public Basis basis() {
        return basis;
    }

    /// The probability of a category of text, 0..1; 0 for [Category#TOOLS].
    public float probability(Category of) {
        return of == Category.TOOLS ? 0 : probabilities[of.ordinal()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CategoryEstimate that
                && category == that.category
                && basis == that.basis
                && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * category.hashCode() + Arrays.hashCode(probabilities);
    }

    @Override
    public String toString() {
        return category.word() + " (" + basis + ")";
    }
}

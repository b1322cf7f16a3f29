package dev.assayer.scoring.view;

/// What the views weigh, and which benchmarks they mean.
///
/// @param families which benchmarks are the same test
/// @param layered of the layered view
/// @param merged of the merged view
/// @param composite of the composite view
public record ViewWeights(
        Families families,
        LayeredWeights layered,
        MergedWeights merged,
        CompositeWeights composite) {

    public static final ViewWeights DEFAULT =
            new ViewWeights(
                    Families.DEFAULT,
                    LayeredWeights.DEFAULT,
                    MergedWeights.DEFAULT,
                    CompositeWeights.DEFAULT);

    /// The id of a view: as given under the weights it ships with, under others with a mark that
    /// tells them apart.
    static String id(String name, Object weights, Object usual) {
        return weights.equals(usual)
                ? name
                : name + "#" + String.format("%08x", weights.toString().hashCode());
    }
}

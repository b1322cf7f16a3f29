package dev.assayer.catalog;

import java.util.Set;

/// How well names were matched, against a truth that people judged.
///
/// @param names names judged
/// @param meant names whose truth is a model
/// @param answered names answered with a model
/// @param right answers that name the true model or one that was judged as good
/// @param found names whose truth is a model and whose answer is right
public record MatchFigures(int names, int meant, int answered, int right, int found) {

    /// The word for no model at all.
    public static final String NONE = "NONE";

    public static final MatchFigures EMPTY = new MatchFigures(0, 0, 0, 0, 0);

    /// With one more name.
    ///
    /// @param answer an id or [#NONE]
    /// @param truth an id or [#NONE]
    /// @param alsoRight other answers that count as right, [#NONE] among them if abstaining does:
    ///   then the name counts as one that means no model, unless it is answered
    public MatchFigures with(String answer, String truth, Set<String> alsoRight) {
        boolean isAnswered = !answer.equals(NONE);
        boolean isRight = answer.equals(truth) || alsoRight.contains(answer);
        boolean isMeant = !truth.equals(NONE) && !(answer.equals(NONE) && isRight);
        return new MatchFigures(
                names + 1,
                meant + (isMeant ? 1 : 0),
                answered + (isAnswered ? 1 : 0),
                right + (isAnswered && isRight ? 1 : 0),
                found + (isMeant && isRight ? 1 : 0));
    }

    public MatchFigures plus(MatchFigures other) {
        return new MatchFigures(
                names + other.names,
                meant + other.meant,
                answered + other.answered,
                right + other.right,
                found + other.found);
    }

    /// Right answers per answer; 1 if there is none.
    public double precision() {
        return answered == 0 ? 1 : (double) right / answered;
    }

    /// Models found per name that means one; 1 if there is none.
    public double recall() {
        return meant == 0 ? 1 : (double) found / meant;
    }
}

package dev.assayer.routing;

import dev.assayer.scoring.Category;

/// How long an answer is expected to be before any was seen, in output tokens per category. Our
/// estimate from typical answers of 2025/26 chat models; a caller's own limit caps it.
final class ExpectedAnswer {

    private ExpectedAnswer() {}

    static int tokens(Category category, int limit) {
        int usual =
                switch (category) {
                    case CODING, REASONING, CREATIVE_WRITING -> 700;
                    case MATH -> 600;
                    case RESEARCH -> 1_000;
                    case GENERAL, TOOLS -> 500;
                    case EMPATHY -> 300;
                    case LANGUAGE -> 250;
                    case QUESTION, CHAT -> 120;
                };
        return limit > 0 ? Math.min(usual, limit) : usual;
    }
}

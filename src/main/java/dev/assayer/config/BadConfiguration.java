package dev.assayer.config;

import java.util.List;
import java.util.stream.Collectors;

/// The configuration cannot be used. Its message lists every problem, one a line.
public final class BadConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /// Sorts the problems by file and line.
    ///
    /// @param problems at least one
    public BadConfiguration(List<Problem> problems) {
        super(message(problems));
        this.problems = problems.stream().sorted(Problem.ORDER).toList();
    }

    private static String message(List<Problem> problems) {
        return problems.stream()
                .sorted(Problem.ORDER)
                .map(problem -> "\n  " + problem)
                .collect(
                        Collectors.joining(
                                "",
                                problems.size() == 1
                                        ? "The configuration has a problem:"
                                        : "The configuration has " + problems.size() + " problems:",
                                ""));
    }

    /// Everything that is wrong, in the order of files and lines.
    public List<Problem> problems() {
        return problems;
    }
}

package dev.assayer.config;

import java.nio.file.Path;
import java.util.Optional;

/// Files of evidence that the user keeps; ones that are not there are passed over. The last part of
/// a path may hold wildcards.
///
/// @param staticFile what is known of the user's models; empty for `models.json` in the working
///   directory
/// @param dumps results of benchmark runs; empty for `configs/trun*.json` in the working directory
/// @param observations figures in our own CSV or JSON; empty for none
public record OwnEvidence(
        Optional<Path> staticFile, Optional<Path> dumps, Optional<Path> observations) {

    public static final OwnEvidence DEFAULT =
            new OwnEvidence(Optional.empty(), Optional.empty(), Optional.empty());
}

package dev.assayer.evidence;

import java.net.URI;

/// Where evidence comes from, and on what terms.
///
/// @param id stable key, e.g. `lmarena`
/// @param name for people
/// @param url where it can be fetched, or read about
/// @param licence what may be done with its content
/// @param layer how its content reaches us
/// @param reliability our judgement of its figures, 0..1: 0.9 and more where its operators measure
///   under one protocol and say how precisely, 0.7 to 0.9 where they measure, 0.5 to 0.7 where it
///   gathers what others say, less where nobody stands behind it. A source below the configured
///   limit is experimental: shown, and left out of the scores
public record Source(
        String id, String name, URI url, Licence licence, Layer layer, double reliability) {

    public Source {
        if (!(reliability >= 0 && reliability <= 1)) {
            throw new IllegalArgumentException("reliability: " + reliability + " (expected: 0..1)");
        }
    }
}

/// Makes a new evidence snapshot out of the last good one and whatever the public sources say now.
@NullMarked
package dev.assayer.evidence.sync;

import org.jspecify.annotations.NullMarked;

/// Judges evidence before it comes into force: which lines, models and sources cannot be right, and
/// how good the rest is.
@NullMarked
package dev.assayer.quality;

import org.jspecify.annotations.NullMarked;

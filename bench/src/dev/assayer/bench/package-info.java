/// Micro-benchmarks.
@NullMarked
package dev.assayer.bench;

import org.jspecify.annotations.NullMarked;

/// Constructs everything, starts and stops it in order.
@NullMarked
package dev.assayer.app;

import org.jspecify.annotations.NullMarked;

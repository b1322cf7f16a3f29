/// Stores that forget when the process ends.
@NullMarked
package dev.assayer.storage.memory;

import org.jspecify.annotations.NullMarked;

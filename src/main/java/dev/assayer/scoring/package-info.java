/// Observations become scores with uncertainty: how good is each model, at each effort, at each
/// category of task.
@NullMarked
package dev.assayer.scoring;

import org.jspecify.annotations.NullMarked;

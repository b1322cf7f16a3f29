/// Scores whose arithmetic one can do by hand: layered, merged, composite.
@NullMarked
package dev.assayer.scoring.view;

import org.jspecify.annotations.NullMarked;

/// Assayer, an LLM gateway that routes on evidence.
@NullMarked
package dev.assayer;

import org.jspecify.annotations.NullMarked;

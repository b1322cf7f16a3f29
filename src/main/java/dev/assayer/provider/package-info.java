/// One upstream call: an attempt, its outcome, and the relay of its answer.
@NullMarked
package dev.assayer.provider;

import org.jspecify.annotations.NullMarked;

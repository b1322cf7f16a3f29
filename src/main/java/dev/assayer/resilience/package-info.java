/// What keeps a provider's faults from the caller: the observed health of offers, and cooldowns.
@NullMarked
package dev.assayer.resilience;

import org.jspecify.annotations.NullMarked;

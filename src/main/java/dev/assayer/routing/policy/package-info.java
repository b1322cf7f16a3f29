/// What a choice optimises: the weights of quality, speed and cost.
@NullMarked
package dev.assayer.routing.policy;

import org.jspecify.annotations.NullMarked;

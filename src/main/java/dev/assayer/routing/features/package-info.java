/// What can be told of a request before it is answered: its category, its size, what it needs.
@NullMarked
package dev.assayer.routing.features;

import org.jspecify.annotations.NullMarked;

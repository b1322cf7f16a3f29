/// The HTTP surface for applications: admit, route, attempt, relay.
@NullMarked
package dev.assayer.gateway;

import org.jspecify.annotations.NullMarked;

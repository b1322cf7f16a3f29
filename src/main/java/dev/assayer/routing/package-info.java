/// Features, candidates, decision: which offer answers a request, and the explanation why. Pure and
/// fast.
@NullMarked
package dev.assayer.routing;

import org.jspecify.annotations.NullMarked;

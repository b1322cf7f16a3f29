/// What was decided, what became of it and what it cost: written behind the requests, never in
/// their way.
@NullMarked
package dev.assayer.ledger;

import org.jspecify.annotations.NullMarked;

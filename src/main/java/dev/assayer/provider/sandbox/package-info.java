/// Providers that run inside the process: real HTTP servers on loopback that speak the OpenAI
/// dialect and follow a script, to try Assayer without a key and to show what it does with a
/// provider's faults.
@NullMarked
package dev.assayer.provider.sandbox;

import org.jspecify.annotations.NullMarked;

/// The command line: one class per command, each a thin shell around a capability.
@NullMarked
package dev.assayer.cli;

import org.jspecify.annotations.NullMarked;

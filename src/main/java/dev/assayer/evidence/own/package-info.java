/// The user's own files as sources: what they say of their models, results of their benchmark runs,
/// and figures in our own schema.
@NullMarked
package dev.assayer.evidence.own;

import org.jspecify.annotations.NullMarked;

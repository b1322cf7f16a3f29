/// Keeps what the capabilities hand over: one sub-package per kind of store.
@NullMarked
package dev.assayer.storage;

import org.jspecify.annotations.NullMarked;

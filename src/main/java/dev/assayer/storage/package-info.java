/// Keeps what the capabilities hand over: one sub-package per kind of store; and sees to it that
/// processes do not get into each other's way.
@NullMarked
package dev.assayer.storage;

import org.jspecify.annotations.NullMarked;

package dev.assayer.config;

import java.net.URI;
import java.nio.file.Path;

/// Where a source of evidence is read from, instead of its usual address.
public sealed interface SourceLocation {

    /// A file, or a directory with one folder per source as for `sync --from`.
    record Local(Path path) implements SourceLocation {}

    /// An `http` or `https` address.
    record Remote(URI uri) implements SourceLocation {}
}

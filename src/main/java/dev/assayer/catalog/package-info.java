/// What can be asked: models, the providers that serve them, the offers between the two, their
/// prices and names.
@NullMarked
package dev.assayer.catalog;

import org.jspecify.annotations.NullMarked;

/// One class per public price catalogue: which models exist, who serves them, under which name and
/// at what price.
@NullMarked
package dev.assayer.evidence.pricelist;

import org.jspecify.annotations.NullMarked;

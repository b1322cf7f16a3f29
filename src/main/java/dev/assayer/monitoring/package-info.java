/// What can be watched from outside while requests are answered.
@NullMarked
package dev.assayer.monitoring;

import org.jspecify.annotations.NullMarked;

/// What the user configured: flags, environment, `.env` and `assayer.yaml` become checked records,
/// or one list of all that is wrong with them.
@NullMarked
package dev.assayer.config;

import org.jspecify.annotations.NullMarked;

/// The OpenAI wire dialect as providers speak it: requests going up, answers and event streams
/// coming down.
@NullMarked
package dev.assayer.provider.openai;

import org.jspecify.annotations.NullMarked;

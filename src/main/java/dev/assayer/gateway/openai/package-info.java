/// The request and error bodies of the OpenAI surface; used by the gateway only.
@NullMarked
package dev.assayer.gateway.openai;

import org.jspecify.annotations.NullMarked;

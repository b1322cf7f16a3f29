package dev.assayer.provider.openai;

import tools.jackson.core.json.JsonFactory;

/// The JSON factory of this dialect.
final class WireJson {

    static final JsonFactory FACTORY = new JsonFactory();

    private WireJson() {}
}

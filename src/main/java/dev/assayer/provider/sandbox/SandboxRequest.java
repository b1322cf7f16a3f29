package dev.assayer.provider.sandbox;

import java.util.Map;

/// What a sandbox provider was asked, for a script to look at and a test to check.
///
/// @param model the `model` field
/// @param isStreamed whether a stream of events was asked for
/// @param body the request's body
/// @param headers the request's headers, names in lower case
public record SandboxRequest(
        String model, boolean isStreamed, String body, Map<String, String> headers) {}

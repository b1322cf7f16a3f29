package dev.assayer.evidence;

import java.net.URI;

/// Where evidence comes from, and on what terms.
///
/// @param id stable key, e.g. `lmarena`
/// @param name for people
/// @param url where it can be fetched
/// @param licence SPDX identifier
/// @param attribution the credit that the licence asks for
public record Source(String id, String name, URI url, String licence, String attribution) {}

package dev.assayer.evidence;

import java.net.URI;

/// Gets files over HTTP within limits of size, time and redirects.
public interface Web {

    /// The body of a `GET` that ended with status 200.
    ///
    /// @throws FetchFailed for anything else
    Payload get(URI address);
}

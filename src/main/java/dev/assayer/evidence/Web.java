package dev.assayer.evidence;

import java.net.URI;
import java.util.Optional;

/// Asks over HTTP within limits of size, time and redirects.
@FunctionalInterface
public interface Web {

    /// Asks for a file, or whether it has changed.
    ///
    /// @param request what to ask
    /// @param known what was said of the file when it was last had; empty to have it in any case
    /// @throws FetchFailed for anything but status 200, or 304 where something was known
    Answer ask(WebRequest request, Optional<Validator> known);

    /// The body of an answer with status 200.
    ///
    /// @throws FetchFailed for anything else
    default Payload get(WebRequest request) {
        return switch (ask(request, Optional.empty())) {
            case Answer.Fresh(Payload payload, Optional<Validator> _) -> payload;
            case Answer.NotModified _ ->
                    throw new FetchFailed(
                            request.address().toString(), "status 304 (expected: 200)");
        };
    }

    /// The body of a plain `GET`.
    ///
    /// @throws FetchFailed for anything but status 200
    default Payload get(URI address) {
        return get(WebRequest.of(address));
    }

    /// What came back.
    sealed interface Answer {

        /// @param payload the file
        /// @param validator by which to ask for changes later; empty where the server gave none
        record Fresh(Payload payload, Optional<Validator> validator) implements Answer {}

        /// The file is the one that was known.
        record NotModified() implements Answer {}
    }
}

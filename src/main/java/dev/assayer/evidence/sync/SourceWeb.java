package dev.assayer.evidence.sync;

import dev.assayer.evidence.FetchFailed;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Validator;
import dev.assayer.evidence.Web;
import dev.assayer.evidence.WebRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The web as one visit to one source sees it: counts its requests against the day's budget,
/// remembers by what each file can be recognised, and asks for nothing twice. Thread-safe, since a
/// visit that ran out of time may still be under way while it is summed up.
final class SourceWeb implements Web {

    private final Web web;
    private final int allowed;
    private final Map<WebRequest, Payload> had = new HashMap<>();
    private final List<Validator> validators = new ArrayList<>();
    private int requests;
    private boolean hasFailed;
    private boolean isSealed;

    /// @param web does the asking
    /// @param allowed most requests; negative for any number
    SourceWeb(Web web, int allowed) {
        this.web = web;
        this.allowed = allowed;
    }

    /// Asks whether any of those files has changed, the first that has ends it.
    ///
    /// @return whether there are any, and each is what it was
    boolean isAllAsBefore(List<Validator> known) {
        for (Validator validator : known) {
            count(validator.request());
            try {
                switch (web.ask(validator.request(), Optional.of(validator))) {
                    case Answer.NotModified _ -> {}
                    case Answer.Fresh fresh -> {
                        remember(validator.request(), fresh);
                        return false;
                    }
                }
            } catch (FetchFailed e) {
                discount(e);
                return false; // whoever fetches it anew may know another place
            }
        }
        return !known.isEmpty();
    }

    @Override
    public Answer ask(WebRequest request, Optional<Validator> known) {
        Optional<Payload> kept = kept(request);
        if (kept.isPresent()) {
            return new Answer.Fresh(kept.get(), Optional.empty());
        }
        Answer answer;
        try {
            count(request);
        } catch (FetchFailed e) {
            failed();
            throw e;
        }
        try {
            answer = web.ask(request, known);
        } catch (FetchFailed e) {
            discount(e);
            failed();
            throw e;
        }
        if (answer instanceof Answer.Fresh fresh) {
            remember(request, fresh);
        }
        return answer;
    }

    private synchronized Optional<Payload> kept(WebRequest request) {
        return Optional.ofNullable(had.get(request));
    }

    private synchronized void count(WebRequest request) {
        if (isSealed) {
            throw new FetchFailed(request.address().toString(), "not asked: the visit is over");
        }
        if (allowed >= 0 && requests >= allowed) {
            throw new FetchFailed(
                    request.address().toString(),
                    "not asked: today's budget of requests is used up (it begins anew at 00:00 UTC)");
        }
        requests++;
    }

    private synchronized void discount(FetchFailed failure) {
        if (!failure.wasSent()) {
            requests--;
        }
    }

    private synchronized void remember(WebRequest request, Answer.Fresh fresh) {
        had.put(request, fresh.payload());
        fresh.validator().ifPresent(validators::add);
    }

    private synchronized void failed() {
        hasFailed = true;
    }

    /// Ends the visit: nothing more is sent.
    ///
    /// @return requests sent
    synchronized int seal() {
        isSealed = true;
        return requests;
    }

    /// By what to ask for changes next time. Empty unless every file can be recognised, and where
    /// one could not be had: another place may have stood in for it, which is not to be the usual
    /// one.
    synchronized List<Validator> validators() {
        return validators.size() == had.size() && !hasFailed ? List.copyOf(validators) : List.of();
    }
}

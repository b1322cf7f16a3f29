package dev.assayer.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/// Everything that can be configured, checked, with every default filled in. Each component is a
/// key of `assayer.yaml`.
///
/// @param home directory of database, snapshots and caches; absolute
/// @param server where the gateway listens
/// @param deadlines of calls to providers
/// @param discovery whether providers are found by the keys in the environment and `.env`
/// @param sandbox when providers with canned answers run
/// @param providers those the user declared; each id once
/// @param routing how an offer is chosen
/// @param ledger what is recorded
/// @param evidence where `sync` reads
/// @param scoring how observations become scores
/// @param log what is logged
public record Settings(
        Path home,
        ServerSettings server,
        CallDeadlines deadlines,
        boolean discovery,
        SandboxMode sandbox,
        List<DeclaredProvider> providers,
        RoutingOptions routing,
        LedgerSettings ledger,
        EvidenceSettings evidence,
        ScoringSettings scoring,
        LogSettings log) {

    public Settings {
        if (!home.isAbsolute()) {
            throw new IllegalArgumentException("home: '" + home + "' (expected: an absolute path)");
        }
        providers = List.copyOf(providers);
        var ids = new HashSet<String>();
        for (DeclaredProvider provider : providers) {
            if (!ids.add(provider.id())) {
                throw new IllegalArgumentException(
                        "providers: '" + provider.id() + "' stands twice");
            }
        }
    }

    /// What holds when nothing is configured.
    public static Settings defaults(Path home) {
        return new Settings(
                home,
                ServerSettings.DEFAULT,
                CallDeadlines.DEFAULT,
                true,
                SandboxMode.AUTO,
                List.of(),
                RoutingOptions.DEFAULT,
                LedgerSettings.DEFAULT,
                EvidenceSettings.DEFAULT,
                ScoringSettings.DEFAULT,
                LogSettings.DEFAULT);
    }
}

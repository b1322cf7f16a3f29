package dev.assayer.provider;

import dev.assayer.catalog.BaseUrl;
import dev.assayer.catalog.Provider;
import dev.assayer.config.Configuration;
import dev.assayer.config.Connection;
import dev.assayer.config.DeclaredProvider;
import dev.assayer.config.Environment;
import dev.assayer.config.Origin;
import dev.assayer.config.Problem;
import dev.assayer.config.SandboxMode;
import dev.assayer.config.Secret;
import dev.assayer.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which providers the user has: those that a variable tells of, completed or overridden by those
/// in `assayer.yaml`.
///
/// @param upstreams the usable ones: known providers in the order of the presets, then the rest as
///   declared
/// @param missing known providers that nothing tells of, and that nobody switched off
/// @param problems why others are not usable; none of them shows a key
public record Discovery(
        List<Upstream> upstreams, List<ProviderPreset> missing, List<Problem> problems) {

    public Discovery {
        upstreams = List.copyOf(upstreams);
        missing = List.copyOf(missing);
        problems = List.copyOf(problems);
    }

    /// Finds the providers. Pure: asks nothing but its arguments.
    public static Discovery of(Configuration configuration, ProviderPresets presets) {
        return new Search(configuration.settings(), configuration.environment()).through(presets);
    }

    /// Whether the built-in providers with canned answers are to run.
    public boolean wantsSandbox(SandboxMode mode) {
        return switch (mode) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> upstreams.isEmpty();
        };
    }

    /// One pass over presets and declarations.
    private static final class Search {

        private final Settings settings;
        private final Environment environment;
        private final Map<String, DeclaredProvider> declared = new LinkedHashMap<>();
        private final List<Upstream> upstreams = new ArrayList<>();
        private final List<ProviderPreset> missing = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        Search(Settings settings, Environment environment) {
            this.settings = settings;
            this.environment = environment;
            settings.providers().forEach(provider -> declared.put(provider.id(), provider));
        }

        Discovery through(ProviderPresets presets) {
            for (ProviderPreset preset : presets.all()) {
                known(preset, Optional.ofNullable(declared.remove(preset.id())));
            }
            declared.values().stream().filter(DeclaredProvider::enabled).forEach(this::own);
            return new Discovery(upstreams, missing, problems);
        }

        private void known(ProviderPreset preset, Optional<DeclaredProvider> declaration) {
            Optional<String> variable = settings.discovery() ? variable(preset) : Optional.empty();
            if (declaration.isPresent()) {
                declaration
                        .filter(DeclaredProvider::enabled)
                        .flatMap(written -> completed(preset, written, variable))
                        .ifPresent(upstreams::add);
            } else if (variable.isPresent()) {
                variable.flatMap(name -> discovered(preset, name)).ifPresent(upstreams::add);
            } else {
                missing.add(preset);
            }
        }

        private Optional<String> variable(ProviderPreset preset) {
            return preset.variables().stream()
                    .filter(name -> environment.value(name).isPresent())
                    .findFirst();
        }

        /// A known provider as a variable has it, unless its content is of no use.
        private Optional<Upstream> discovered(ProviderPreset preset, String variable) {
            String value = environment.value(variable).orElse("");
            Origin origin = environment.origin(variable).orElseGet(Origin.BuiltIn::new);
            Provider provider = preset.provider();
            try {
                return Optional.of(
                        switch (preset.holds()) {
                            case KEY -> upstream(provider, Optional.of(Secret.key(value)), origin);
                            case ADDRESS ->
                                    upstream(
                                            at(
                                                    ServerAddress.parse(value, provider.baseUrl()),
                                                    provider),
                                            Optional.empty(),
                                            origin);
                        });
            } catch (IllegalArgumentException e) {
                problems.add(Problem.of(origin, variable, "(" + e.getMessage() + ")"));
                return Optional.empty();
            }
        }

        /// A known provider as it is declared; what the declaration leaves open comes from the
        /// variable, then from the preset.
        private Optional<Upstream> completed(
                ProviderPreset preset, DeclaredProvider written, Optional<String> variable) {
            Connection connection = written.connection();
            boolean open =
                    switch (preset.holds()) {
                        case KEY -> connection.apiKey().isEmpty();
                        case ADDRESS -> connection.baseUrl().isEmpty();
                    };
            Optional<Upstream> found =
                    open ? variable.flatMap(name -> discovered(preset, name)) : Optional.empty();
            if (open && variable.isPresent() && found.isEmpty()) {
                return Optional.empty();
            }
            boolean lacksKey =
                    preset.holds() == ProviderPreset.Holds.KEY
                            && open
                            && found.isEmpty()
                            && connection.baseUrl().isEmpty();
            if (lacksKey) {
                problems.add(
                        Problem.of(
                                written.origin(),
                                "providers." + written.id() + ".api-key",
                                "is missing (expected: here or in "
                                        + String.join(" or ", preset.variables())
                                        + "; keys are at "
                                        + preset.keysAt()
                                        + ")"));
                return Optional.empty();
            }
            Provider provider = found.map(Upstream::provider).orElse(preset.provider());
            return Optional.of(
                    new Upstream(
                            at(connection.baseUrl().orElse(provider.baseUrl()), provider),
                            connection.apiKey().or(() -> found.flatMap(Upstream::apiKey)),
                            connection.headers(),
                            written.models(),
                            written.origin()));
        }

        /// A provider that only its declaration knows.
        private void own(DeclaredProvider written) {
            Connection connection = written.connection();
            if (connection.baseUrl().isEmpty()) {
                problems.add(
                        Problem.of(
                                written.origin(),
                                "providers." + written.id() + ".base-url",
                                "is missing (expected: an address such as http://127.0.0.1:8000/v1)"));
                return;
            }
            upstreams.add(
                    new Upstream(
                            new Provider(
                                    written.id(),
                                    written.id(),
                                    connection.baseUrl().get(),
                                    connection.dialect(),
                                    false),
                            connection.apiKey(),
                            connection.headers(),
                            written.models(),
                            written.origin()));
        }

        private static Upstream upstream(Provider provider, Optional<Secret> key, Origin origin) {
            return new Upstream(provider, key, Map.of(), List.of(), origin);
        }

        private static Provider at(BaseUrl baseUrl, Provider provider) {
            return new Provider(
                    provider.id(),
                    provider.name(),
                    baseUrl,
                    provider.dialect(),
                    provider.sandbox());
        }
    }
}

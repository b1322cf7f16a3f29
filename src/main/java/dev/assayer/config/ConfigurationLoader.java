package dev.assayer.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds and reads the configuration. Strongest first: flags, `ASSAYER_*` variables,
/// `assayer.yaml`, defaults. The file is the one named by flag or variable, else `assayer.yaml` in
/// the working directory, else in the home. Variables come from the environment, then `.env` in the
/// working directory, then `.env` in the home.
public final class ConfigurationLoader {

    /// Settings that have a flag and a variable of their own, by key.
    private static final Map<String, String> WORDS =
            Map.of(
                    "server.port",
                    "port",
                    "server.host",
                    "host",
                    "home",
                    "home",
                    "config",
                    "config");

    /// An hours count that overrides how old evidence may get.
    private static final String CACHE_HOURS = "RANKINGS_CACHE_HOURS";

    private static final String FILE = "assayer.yaml";
    private static final String HOME = ".assayer";

    private final Surroundings surroundings;
    private final KnownIds known;
    private final Map<String, Node.Scalar> flags = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private Environment environment;

    private ConfigurationLoader(
            Surroundings surroundings, Map<String, String> flags, KnownIds known) {
        this.surroundings = surroundings;
        this.known = known;
        this.environment = Environment.of(surroundings.environment());
        flags.forEach((key, value) -> {
            var origin = new Origin.Flag("--" + word(key));
            this.flags.put(key, new Node.Scalar(value, false, origin));
        });
    }

    /// Reads everything; may block on files.
    ///
    /// @param flags what the command line says, by key: `config`, `home`, or the path of any single
    ///   setting such as `server.port`
    /// @param known ids that settings may name
    /// @throws BadConfiguration with all problems of all files, variables and flags
    public static Configuration load(
            Surroundings surroundings, Map<String, String> flags, KnownIds known) {
        return new ConfigurationLoader(surroundings, flags, known).load();
    }

    private Configuration load() {
        Path here = surroundings.workingDirectory();
        addVariables(here.resolve(".env"));
        Optional<Node.Mapping> named = namedFile();
        Optional<Node.Mapping> local =
                named.isPresent() ? named : settingsFile(here.resolve(FILE), false);
        Path home = home(local);
        boolean isUsable = isDirectory(home, local);
        if (isUsable && !home.equals(here)) {
            addVariables(home.resolve(".env"));
        }
        Node.Mapping root =
                local.or(() ->
                                isUsable
                                        ? settingsFile(home.resolve(FILE), false)
                                        : Optional.empty())
                        .orElse(new Node.Mapping(Map.of(), new Origin.Line(home.resolve(FILE), 0)));
        var reading = new Reading(new Substitution(environment), overrides(), problems);
        Settings settings = new SettingsReader(surroundings, known, reading).read(root, home);
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
        return new Configuration(settings, environment, files);
    }

    private void addVariables(Path file) {
        SourceText source = SourceText.read(file);
        problems.addAll(source.problems());
        source.found()
                .ifPresent(text -> {
                    DotEnv variables = DotEnv.parse(file, text);
                    problems.addAll(variables.problems());
                    environment = environment.over(variables);
                    files.add(file);
                });
    }

    private Optional<Node.Mapping> namedFile() {
        Optional<Node.Scalar> given = given("config");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            return settingsFile(
                    surroundings.resolve(given.get().text(), given.get().origin()), true);
        } catch (InvalidPathException _) {
            problems.add(
                    new Problem(
                            given.get().origin(),
                            "config",
                            Optional.of(given.get().text()),
                            "(expected: a path)"));
            return Optional.empty();
        }
    }

    /// @param mustExist whether its absence is a problem; it then counts as empty
    private Optional<Node.Mapping> settingsFile(Path file, boolean mustExist) {
        SourceText source = SourceText.read(file);
        problems.addAll(source.problems());
        Optional<Node.Mapping> read =
                source.found()
                        .map(text -> {
                            files.add(file);
                            return YamlReader.read(file, text, problems);
                        });
        if (read.isEmpty() && mustExist) {
            var origin = new Origin.Line(file, 0);
            if (source instanceof SourceText.Absent) {
                problems.add(Problem.of(origin, "", "is not there (expected: a file)"));
            }
            return Optional.of(new Node.Mapping(Map.of(), origin));
        }
        return read;
    }

    /// The home directory is needed before all settings are read, since some of them lie there.
    /// What is wrong with it is reported when they are.
    private Path home(Optional<Node.Mapping> local) {
        try {
            var substitution = new Substitution(environment);
            return givenHome(local)
                    .map(scalar ->
                            surroundings.resolve(
                                    substitution.apply(scalar.text()), scalar.origin()))
                    .orElseGet(this::usualHome);
        } catch (IllegalArgumentException _) {
            return usualHome();
        }
    }

    private Optional<Node.Scalar> givenHome(Optional<Node.Mapping> local) {
        return given("home")
                .or(() ->
                        local.map(file -> file.entries().get("home"))
                                .map(Node.Entry::value)
                                .filter(Node.Scalar.class::isInstance)
                                .map(Node.Scalar.class::cast)
                                .filter(scalar -> !scalar.isNull()));
    }

    /// Whether the home is a directory, or can become one; a problem where a file is in the way.
    private boolean isDirectory(Path home, Optional<Node.Mapping> local) {
        Path there = home;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.exists(there) || Files.isDirectory(there)) {
            return true;
        }
        Optional<Node.Scalar> given = givenHome(local);
        Origin origin = given.map(Node.Scalar::origin).orElse(new Origin.Line(home, 0));
        problems.add(
                new Problem(
                        origin,
                        given.isPresent() && origin instanceof Origin.Line ? "home" : "",
                        given.map(Node.Scalar::text),
                        (there.equals(home) ? "is a file" : "lies below " + there + ", a file")
                                + " (expected: a directory)"));
        return false;
    }

    private Path usualHome() {
        return surroundings.userHome().resolve(HOME);
    }

    private Map<String, Node.Scalar> overrides() {
        var overrides = new LinkedHashMap<>(flags);
        WORDS.keySet().forEach(key -> given(key).ifPresent(value -> overrides.put(key, value)));
        overrides.remove("config");
        cacheHours().ifPresent(hours -> overrides.putIfAbsent("evidence.refresh-interval", hours));
        return overrides;
    }

    /// The hours as the setting has them, with their unit; what is no such number is reported as it
    /// was written.
    private Optional<Node.Scalar> cacheHours() {
        Optional<String> written = environment.value(CACHE_HOURS).map(String::strip);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Origin origin = environment.origin(CACHE_HOURS).orElseThrow();
        String text = written.get() + "h";
        try {
            if (EvidenceSettings.INTERVAL.contains(DurationFormat.parse(text))) {
                return Optional.of(new Node.Scalar(text, false, origin));
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        problems.add(
                new Problem(
                        origin,
                        CACHE_HOURS,
                        written,
                        "(expected: a whole number of hours, 1.."
                                + EvidenceSettings.INTERVAL.most().toHours()
                                + ")"));
        return Optional.empty();
    }

    /// What a flag, else a variable, says of a setting that has one of its own.
    private Optional<Node.Scalar> given(String key) {
        String name = "ASSAYER_" + word(key).toUpperCase(Locale.ROOT);
        return Optional.ofNullable(flags.get(key))
                .or(() ->
                        environment
                                .value(name)
                                .map(value ->
                                        new Node.Scalar(
                                                value.strip(),
                                                false,
                                                environment.origin(name).orElseThrow())));
    }

    private static String word(String key) {
        return WORDS.getOrDefault(key, key);
    }
}

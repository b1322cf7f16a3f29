package dev.assayer.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The variables in force: the process's environment over `.env` in the working directory over
/// `.env` in the home. A variable that is set to nothing hides those below it, so that a shell can
/// switch a key off. Immutable; its text form shows no values.
public final class Environment {

    private final Map<String, Setting> settings;

    private Environment(Map<String, Setting> settings) {
        this.settings = settings;
    }

    /// The process's environment alone.
    public static Environment of(Map<String, String> variables) {
        var settings = new LinkedHashMap<String, Setting>();
        variables.forEach(
                (name, value) -> settings.put(name, new Setting(value, new Origin.Variable(name))));
        return new Environment(settings);
    }

    /// This environment, with the variables of a file below it.
    Environment over(DotEnv file) {
        var all = new LinkedHashMap<String, Setting>();
        for (DotEnv.Entry entry : file.entries()) {
            all.put(entry.name(), new Setting(entry.value(), entry.origin()));
        }
        all.putAll(settings);
        return new Environment(all);
    }

    /// The value of a variable; empty if it is not set, or set to nothing but white space.
    public Optional<String> value(String name) {
        return Optional.ofNullable(settings.get(name))
                .map(Setting::value)
                .filter(value -> !value.isBlank());
    }

    /// Where a variable was set, be it to nothing.
    public Optional<Origin> origin(String name) {
        return Optional.ofNullable(settings.get(name)).map(Setting::origin);
    }

    @Override
    public String toString() {
        return settings.size() + " variables";
    }

    /// One variable.
    ///
    /// @param value its text, possibly empty, possibly a secret
    /// @param origin where it was set
    private record Setting(String value, Origin origin) {
        @Override
        public String toString() {
            return origin.toString();
        }
    }
}

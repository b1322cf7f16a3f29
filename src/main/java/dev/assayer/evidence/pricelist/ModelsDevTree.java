package dev.assayer.evidence.pricelist;

import dev.assayer.evidence.Harvest;
import dev.assayer.evidence.Payload;
import dev.assayer.evidence.Tarball;
import dev.assayer.evidence.UnexpectedContent;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// The TOML tree of the models.dev repository: lab models under `models/<lab>/`, hosts' models
/// under `providers/<host>/models/`, which name a lab model as their base and override what
/// differs.
final class ModelsDevTree {

    private static final TomlMapper TOML = TomlMapper.builder().build();
    private static final String LAB_MODELS = "models/";
    private static final String HOSTS = "providers/";
    private static final String SUFFIX = ".toml";

    private final Map<String, ObjectNode> labModels = new TreeMap<>();
    private final Map<String, ObjectNode> hostModels = new TreeMap<>();

    private final LocalDate date;

    private ModelsDevTree(LocalDate date) {
        this.date = date;
    }

    /// What to do with one model.
    interface Visitor {

        void visit(String host, String id, JsonNode model);
    }

    /// Reads the files; one that is no TOML table is set aside.
    static ModelsDevTree of(Payload archive, Harvest harvest) {
        Tarball tarball = Tarball.read(archive, SUFFIX);
        var tree = new ModelsDevTree(tarball.date());
        tarball.files()
                .forEach((path, text) ->
                        harvest.line(() -> {
                            if (path.startsWith(LAB_MODELS)) {
                                tree.labModels.put(
                                        id(path, LAB_MODELS.length()), parse(path, text));
                            } else if (path.startsWith(HOSTS) && path.contains("/models/")) {
                                tree.hostModels.put(path, parse(path, text));
                            }
                        }));
        if (tree.labModels.isEmpty() || tree.hostModels.isEmpty()) {
            throw new UnexpectedContent(
                    archive.name(),
                    tree.labModels.size()
                            + " lab models, "
                            + tree.hostModels.size()
                            + " hosted ones",
                    "some of both");
        }
        return tree;
    }

    /// When the tree was committed.
    LocalDate date() {
        return date;
    }

    /// Visits every model of every host, then every lab model under the host [ModelsDev#LABS], in
    /// the order of names.
    void forEach(Visitor visitor) {
        hostModels.forEach((path, model) -> {
            int end = path.indexOf('/', HOSTS.length());
            visitor.visit(
                    path.substring(HOSTS.length(), end),
                    id(path, end + "/models/".length()),
                    resolved(model));
        });
        labModels.forEach((id, model) -> visitor.visit(ModelsDev.LABS, id, model));
    }

    private static String id(String path, int start) {
        return path.substring(start, path.length() - SUFFIX.length());
    }

    private static ObjectNode parse(String path, String text) {
        try {
            if (TOML.readTree(text) instanceof ObjectNode node) {
                return node;
            }
            throw new UnexpectedContent(path, text, "a TOML table");
        } catch (JacksonException e) {
            throw new UnexpectedContent(path, e.getOriginalMessage(), "TOML");
        }
    }

    /// The model with its base's fields where it has none of its own; tables are merged field by
    /// field.
    private JsonNode resolved(ObjectNode model) {
        ObjectNode base = labModels.get(model.path("base_model").asString(""));
        if (base == null) {
            return model;
        }
        ObjectNode merged = base.deepCopy();
        model.properties()
                .forEach(field -> {
                    JsonNode old = merged.get(field.getKey());
                    if (old instanceof ObjectNode table
                            && field.getValue() instanceof ObjectNode overrides) {
                        table.setAll(overrides);
                    } else {
                        merged.set(field.getKey(), field.getValue());
                    }
                });
        return merged;
    }
}

package dev.assayer.quality;

import dev.assayer.evidence.Credits;
import dev.assayer.evidence.Quarantined;
import dev.assayer.quality.QualityReport.Marks;
import dev.assayer.quality.QualityReport.OfModel;
import dev.assayer.quality.QualityReport.OfSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The quality of evidence as the API and `assayer quality --json` show it.
public final class QualityJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private QualityJson() {}

    /// @param report of which sources and models to tell
    /// @param quarantined lines that are kept out
    /// @param flags what is odd and stays
    /// @param credits of the sources
    public static ObjectNode of(
            QualityReport report,
            List<Quarantined> quarantined,
            List<Flag> flags,
            Credits credits) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode sources = root.putArray("sources");
        for (OfSource one : report.sources()) {
            ObjectNode node = sources.addObject().put("source", one.source());
            node.put("lines", one.lines()).put("quarantined_lines", one.quarantined());
            marks(node, Optional.of(one.marks()));
            if (one.rejected().isEmpty()) {
                node.putNull("rejected");
            } else {
                node.put("rejected", one.rejected());
            }
        }
        ArrayNode models = root.putArray("models");
        for (OfModel one : report.models()) {
            ObjectNode node = models.addObject().put("model_id", one.model().value());
            node.put("lines", one.lines()).put("quarantined_lines", one.quarantined());
            marks(node, Optional.of(one.marks()));
        }
        ArrayNode lines = root.putArray("quarantine");
        quarantined.forEach(line -> lines.add(of(line)));
        ArrayNode odd = root.putArray("flags");
        flags.forEach(
                flag -> odd.addObject().put("subject", flag.subject()).put("text", flag.text()));
        ObjectNode attributions = root.putObject("attributions");
        credits.bySource().forEach(attributions::put);
        return root;
    }

    /// A line that is kept out, and why.
    public static ObjectNode of(Quarantined line) {
        return MAPPER.createObjectNode()
                .put("source", line.source())
                .put("subject", line.subject().name().toLowerCase(Locale.ROOT))
                .put("model", line.variant().toString())
                .put("written", line.written())
                .put("what", line.what())
                .put("value", line.value())
                .put("anomaly_score", line.anomaly())
                .put("reason", line.reason());
    }

    /// Puts the four marks into an object, null where they are not known.
    public static void marks(ObjectNode node, Optional<Marks> marks) {
        node.put("validation_score", marks.map(Marks::validation).orElse(null))
                .put("anomaly_score", marks.map(Marks::anomaly).orElse(null))
                .put("consistency_score", marks.map(Marks::consistency).orElse(null))
                .put("data_completeness", marks.map(Marks::completeness).orElse(null));
    }
}

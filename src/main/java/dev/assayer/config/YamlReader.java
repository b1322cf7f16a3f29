package dev.assayer.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one YAML document from its event stream into [Node]s. Every scalar stays a text, so that
/// no value changes its meaning by looking like a number or a truth. Anchors, aliases and tags are
/// refused: nothing here needs them. Messages never quote the file, since the line may hold a
/// secret.
final class YamlReader {

    private static final int MAX_DEPTH = 20;

    private final Path file;
    private final Iterator<Event> events;
    private final List<Problem> problems;

    private YamlReader(Path file, String text, List<Problem> problems) {
        this.file = file;
        this.events =
                new Parse(LoadSettings.builder().setLabel("config").build())
                        .parseString(text)
                        .iterator();
        this.problems = problems;
    }

    /// Reads a document whose root is a mapping. An empty document is an empty mapping; one that
    /// cannot be read adds its problem and is an empty mapping too.
    static Node.Mapping read(Path file, String text, List<Problem> problems) {
        try {
            return new YamlReader(file, text, problems).document();
        } catch (TooDeep _) {
            return nothing(file);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            problems.add(
                    Problem.of(
                            new Origin.Line(file, line),
                            "",
                            "is not valid YAML: " + e.getProblem() + hint(text, line)));
        } catch (ReaderException e) {
            long line = 1 + text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
            problems.add(
                    Problem.of(
                            new Origin.Line(file, (int) line),
                            "",
                            "holds the character U+%04X (expected: printable characters)"
                                    .formatted(e.getCodePoint())));
        } catch (YamlEngineException _) {
            problems.add(Problem.of(new Origin.Line(file, 0), "", "is not valid YAML"));
        }
        return nothing(file);
    }

    private static Node.Mapping nothing(Path file) {
        return new Node.Mapping(Map.of(), new Origin.Line(file, 0));
    }

    /// The commonest cause, where the line shows it.
    private static String hint(String text, int line) {
        String content = text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
        if (content.contains("${")) {
            return " (inside {...} and [...] put \"${NAME}\" in quotes)";
        }
        return content.contains("\t") ? " (indent with blanks, not tabs)" : "";
    }

    private Node.Mapping document() {
        events.next(); // the stream's start
        if (events.next() instanceof StreamEndEvent) {
            return nothing(file);
        }
        Node root = node(events.next(), "", 0);
        events.next(); // the document's end
        Event end = events.next();
        if (!(end instanceof StreamEndEvent)) {
            report(end, "", "starts a second document (expected: one, without '---' inside)");
        }
        return switch (root) {
            case Node.Mapping mapping -> mapping;
            case Node.Scalar scalar when scalar.isNull() -> nothing(file);
            case Node.Scalar _, Node.Sequence _ -> {
                problems.add(
                        Problem.of(
                                root.origin(),
                                "",
                                "is " + root.kind() + " (expected: keys with values)"));
                yield nothing(file);
            }
        };
    }

    /// @param path of the setting, for messages
    private Node node(Event event, String path, int depth) {
        refuseExtras(event, path);
        if (depth > MAX_DEPTH && event instanceof CollectionStartEvent) {
            report(
                    event,
                    path,
                    "is nested too deeply (expected: at most " + MAX_DEPTH + " levels)");
            throw new TooDeep();
        }
        return switch (event) {
            case ScalarEvent scalar ->
                    new Node.Scalar(scalar.getValue(), scalar.isPlain(), origin(event));
            case SequenceStartEvent _ -> sequence(event, path, depth);
            case MappingStartEvent _ -> mapping(event, path, depth);
            default -> new Node.Scalar("", true, origin(event));
        };
    }

    private Node.Sequence sequence(Event start, String path, int depth) {
        var items = new ArrayList<Node>();
        for (Event event = events.next();
                !(event instanceof CollectionEndEvent);
                event = events.next()) {
            items.add(node(event, path + "[" + items.size() + "]", depth + 1));
        }
        return new Node.Sequence(items, origin(start));
    }

    private Node.Mapping mapping(Event start, String path, int depth) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        for (Event event = events.next();
                !(event instanceof CollectionEndEvent);
                event = events.next()) {
            Node key = node(event, path, depth + 1);
            String name = key instanceof Node.Scalar scalar ? scalar.text() : "";
            String keyPath = path.isEmpty() ? name : path + "." + name;
            var entry = new Node.Entry(node(events.next(), keyPath, depth + 1), key.origin());
            if (!(key instanceof Node.Scalar)) {
                report(event, path, "has " + key.kind() + " as a key (expected: a word)");
                continue;
            }
            Node.Entry earlier = entries.putIfAbsent(name, entry);
            if (earlier != null) {
                report(event, keyPath, "stands twice (first: " + earlier.origin() + ")");
            }
        }
        return new Node.Mapping(entries, origin(start));
    }

    private void refuseExtras(Event event, String path) {
        Optional<String> tag =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag();
                    case CollectionStartEvent collection -> collection.getTag();
                    default -> Optional.empty();
                };
        if (tag.isPresent()) {
            report(event, path, "has a tag (expected: no word that starts with '!')");
        }
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            report(
                    event,
                    path,
                    "has an anchor or alias (expected: none; quote a value that starts with '&' or '*')");
        }
    }

    private void report(Event event, String path, String complaint) {
        problems.add(Problem.of(origin(event), path, complaint));
    }

    private Origin.Line origin(Event event) {
        return new Origin.Line(
                file, event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
    }

    /// Ends the reading after its report: the parser's effort grows with the square of the depth.
    private static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}

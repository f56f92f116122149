package dev.promontory.server.document;

import dev.promontory.document.Reading;
import dev.promontory.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a rule: the tree that says who is meant (contract 4.1). One reader reads one rule.
final class RuleReader {
  private static final List<String> KINDS =
      List.of("all", "any", "none", "did", "didNot", "profile", "segment", "bucket", "interest");

  private final NodeCount count = new NodeCount();
  private final BehaviorReader behaviors = new BehaviorReader(count);
  private final Map<Long, String> segments = new LinkedHashMap<>();

  /// The rule in a JSON value, or all its problems.
  static Reading<Rule> read(JsonNode json) {
    var problems = new ProblemList();
    var rule = new RuleReader().read(Node.root(json, problems));
    return rule == null || !problems.isEmpty()
        ? new Reading.Flawed<>(problems.list())
        : new Reading.Sound<>(rule);
  }

  /// A rule, or null with its problems.
  @Nullable Rule read(Node node) {
    return rule(node, 0);
  }

  /// The segments that the rule names, each with the path of its first mention.
  Map<Long, String> segments() {
    return segments;
  }

  /// Takes note that a segment is named.
  void mention(long id, Node node) {
    segments.putIfAbsent(id, node.path().toString());
  }

  private @Nullable Rule rule(Node node, int depth) {
    if (!count.admits(node)) {
      return null;
    }
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var kind = fields.one("A rule", KINDS);
    var constant = fields.optional("constantProperty");
    if (constant != null) {
      constant.notBuilt("Holding a property constant is not built yet.");
    }
    fields.refuseOthers();
    return kind == null ? null : rule(kind.getKey(), kind.getValue(), depth);
  }

  private @Nullable Rule rule(String kind, Node node, int depth) {
    return switch (kind) {
      case "all", "any", "none" -> group(kind, node, depth + 1);
      case "did" -> behaviors.did(node);
      case "didNot" -> behaviors.didNot(node);
      case "profile" -> profile(node);
      case "segment" -> segment(node);
      case "bucket" -> {
        node.notBuilt("User buckets are not built yet.");
        yield null;
      }
      default -> {
        node.notBuilt("Interests are not built yet.");
        yield null;
      }
    };
  }

  private @Nullable Rule group(String kind, Node node, int depth) {
    if (depth > Rule.MAX_DEPTH) {
      node.wrong("Groups nest at most " + Rule.MAX_DEPTH + " deep.");
      return null;
    }
    var nodes = node.list(Rule.MAX_NODES);
    if (nodes == null) {
      return null;
    }
    List<Rule> rules = new ArrayList<>(nodes.size());
    for (var child : nodes) {
      var rule = rule(child, depth);
      if (rule != null) {
        rules.add(rule);
      }
    }
    if (rules.size() < nodes.size()) {
      return null;
    }
    return switch (kind) {
      case "all" -> new Rule.All(rules);
      case "any" -> new Rule.Any(rules);
      default -> new Rule.None(rules);
    };
  }

  private @Nullable Rule profile(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var named = fields.required("property", "The property of the profile.");
    var property = named == null ? null : Texts.property(named);
    var test = TestReader.read(fields);
    fields.refuseOthers();
    return property == null || test == null ? null : new Rule.HasProperty(property, test);
  }

  private @Nullable Rule segment(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var named = fields.required("id", "The id of the segment.");
    var id = named == null ? null : named.whole(1, Long.MAX_VALUE);
    var flag = fields.optional("in");
    var in = flag == null ? Boolean.TRUE : flag.flag();
    fields.refuseOthers();
    if (id != null && named != null) {
      mention(id, named);
    }
    return id == null || in == null ? null : new Rule.InSegment(id, in);
  }
}

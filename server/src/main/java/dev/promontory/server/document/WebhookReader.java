package dev.promontory.server.document;

import dev.promontory.document.Reading;
import dev.promontory.webhook.Auth;
import dev.promontory.webhook.Target;
import dev.promontory.webhook.WebhookDraft;
import dev.promontory.webhook.WebhookDraft.Edit;
import dev.promontory.webhook.WebhookEvents;
import dev.promontory.webhook.Webhooks;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads webhooks: `{"name":…,"url":…,"method":…,"auth":…,"headers":…,"events":[…]}`.
public final class WebhookReader {
  private static final int MAX_EVENTS = 50;
  private static final int MAX_EVENT = 100;
  private static final int MAX_PORT = 65_535;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final Function<String, Optional<String>> hostOffence;

  /// Reads with a rule about hosts.
  ///
  /// @param hostOffence why a host that is written as an address may not be called
  public WebhookReader(Function<String, Optional<String>> hostOffence) {
    this.hostOffence = hostOffence;
  }

  /// A webhook to be created, or all its problems. By default it is called by POST, with neither
  /// credentials nor further headers.
  public Reading<WebhookDraft> draft(JsonNode json) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    if (fields != null) {
      fields.required("name", "The name of the webhook.");
      fields.required("url", "Where it is called.");
      fields.required("events", "What it is told of.");
    }
    return switch (edit(fields, problems)) {
      case Reading.Flawed<Edit>(var flaws) -> new Reading.Flawed<>(flaws);
      case Reading.Sound<Edit>(var edit) -> new Reading.Sound<>(draft(edit));
    };
  }

  private static WebhookDraft draft(Edit edit) {
    var target =
        new Target(
            Objects.requireNonNull(edit.url()), Target.Method.POST, new Auth.None(), Map.of());
    return new WebhookDraft(
            Objects.requireNonNull(edit.name()), target, Objects.requireNonNull(edit.events()))
        .with(edit);
  }

  /// What is to be changed of a webhook, or all problems of that. What is absent stays.
  public Reading<Edit> edit(JsonNode json) {
    var problems = new ProblemList();
    return edit(Fields.of(Node.root(json, problems)), problems);
  }

  private Reading<Edit> edit(@Nullable Fields fields, ProblemList problems) {
    if (fields == null) {
      return new Reading.Flawed<>(problems.list());
    }
    var name = read(fields, "name", node -> node.text(Webhooks.MAX_NAME));
    var edit =
        new Edit(
            name == null ? null : name.strip(),
            read(fields, "url", this::url),
            read(fields, "method", WebhookReader::method),
            read(fields, "auth", HeadersReader::auth),
            read(fields, "headers", HeadersReader::headers),
            read(fields, "events", WebhookReader::events));
    fields.refuseOthers();
    return problems.isEmpty() ? new Reading.Sound<>(edit) : new Reading.Flawed<>(problems.list());
  }

  private static <T> @Nullable T read(
      Fields fields, String name, Function<Node, @Nullable T> reader) {
    var node = fields.optional(name);
    return node == null ? null : reader.apply(node);
  }

  private @Nullable URI url(Node node) {
    var text = node.text(Target.MAX_URL);
    if (text == null) {
      return null;
    }
    var url = parsed(text);
    if (url == null) {
      node.wrong("A URL such as https://example.com/hook stands here, in ASCII, with no user.");
      return null;
    }
    var offence = hostOffence.apply(url.getHost());
    offence.ifPresent(reason -> node.wrong("This is not called: " + reason + "."));
    return offence.isEmpty() ? url : null;
  }

  private static @Nullable URI parsed(String text) {
    try {
      var url = new URI(text);
      boolean isFit =
          url.getHost() != null
              && url.getScheme() != null
              && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null
              && url.getPort() != 0
              && url.getPort() <= MAX_PORT
              && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
      return isFit ? url : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private static Target.@Nullable Method method(Node node) {
    return switch (node.json().isString() ? node.json().stringValue() : "") {
      case "POST" -> Target.Method.POST;
      case "PUT" -> Target.Method.PUT;
      default -> {
        node.wrong("A webhook is called by POST or PUT.");
        yield null;
      }
    };
  }

  private static @Nullable List<String> events(Node node) {
    var elements = node.list(MAX_EVENTS);
    if (elements == null) {
      return null;
    }
    List<String> events = new ArrayList<>();
    for (var element : elements) {
      var event = event(element);
      if (event != null && events.contains(event)) {
        element.wrong("This event stands here already.");
      } else if (event != null) {
        events.add(event);
      }
    }
    return events.size() == elements.size() ? events : null;
  }

  private static @Nullable String event(Node node) {
    var event = node.text(MAX_EVENT);
    if (event == null || WebhookEvents.all().contains(event)) {
      return event;
    }
    var there = "there are " + String.join(", ", WebhookEvents.all()) + ".";
    if (WebhookEvents.isPlanned(event)) {
      node.notBuilt("Webhooks cannot be told of this event yet; " + there);
    } else {
      node.wrong("There is no such event; " + there);
    }
    return null;
  }
}

package dev.promontory.server.campaign;

import dev.promontory.campaign.Explanation.Part;
import dev.promontory.campaign.Explanation.Tried;
import dev.promontory.live.Judged.Seen;
import dev.promontory.live.attempt.Attempt.Fate;
import dev.promontory.record.Properties;
import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Attempts to qualify live as the API shows them, with what each part of the filter saw.
final class AttemptView {
  private AttemptView() {}

  static Map<String, Object> of(Tried tried) {
    Map<String, Object> view = new LinkedHashMap<>();
    var attempt = tried.attempt();
    view.put("position", attempt.position());
    view.put("happenedAt", attempt.happenedAt().toString());
    view.put("receivedAt", attempt.receivedAt().toString());
    view.put("outcome", tried.outcome());
    view.put("reason", tried.reason());
    addTimes(attempt.fate(), view);
    if (!tried.filter().isEmpty()) {
      view.put("filter", parts(tried.filter()));
    }
    return view;
  }

  private static void addTimes(Fate fate, Map<String, Object> view) {
    switch (fate) {
      case Fate.Armed(var due) -> view.put("dueAt", due.toString());
      case Fate.Lost(var due) -> view.put("dueAt", due.toString());
      case Fate.Cancelled(var due, long by, var _) -> {
        view.put("dueAt", due.toString());
        view.put("cancelledBy", by);
      }
      case Fate.Judged(var at) -> view.put("judgedAt", at.toString());
      case Fate.Moved(long by) -> view.put("movedBy", by);
      case Fate.NotTimely _,
          Fate.NotBegun _,
          Fate.Over _,
          Fate.Paused _,
          Fate.Ignored _,
          Fate.CancelledBefore _ -> {}
    }
  }

  /// The parts of a rule, each with what it saw, if that is known.
  static List<Map<String, Object>> parts(List<Part> parts) {
    return parts.stream().map(AttemptView::part).toList();
  }

  private static Map<String, Object> part(Part part) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("path", part.path());
    view.put("holds", part.holds());
    switch (part.seen()) {
      case Seen.Events events -> addEvents(events, view);
      case Seen.Values values ->
          view.put("values", values.values().stream().map(AttemptView::value).toList());
      case null -> {}
    }
    return view;
  }

  private static void addEvents(Seen.Events events, Map<String, Object> view) {
    view.put("count", events.count());
    var sum = events.sum();
    if (sum != null) {
      view.put("sum", plain(sum));
      if (events.count() > 0) {
        var count = BigDecimal.valueOf(events.count());
        view.put("average", plain(sum.divide(count, MathContext.DECIMAL64)));
      }
    }
  }

  private static BigDecimal plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static Object value(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Decimal(long micros) -> plain(BigDecimal.valueOf(micros, Value.SCALE));
      case Value.Real(double number) -> number;
      case Value.Flag(boolean flag) -> flag;
      case Value.Date(long second) -> Instant.ofEpochSecond(second).toString();
      case Value.Texts(var texts) -> texts;
      case Value.Nested(var properties) -> object(properties);
      case Value.Items(var items) -> items.stream().map(AttemptView::object).toList();
    };
  }

  private static Map<String, Object> object(Properties properties) {
    Map<String, Object> view = new LinkedHashMap<>();
    properties.list().forEach(each -> view.put(each.name().display(), value(each.value())));
    return view;
  }
}

package dev.promontory.bench;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventSender;
import com.espertech.esper.runtime.client.option.StatementSubstitutionParameterContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The same rules as statements of Esper, one each: `select * from Charged(Category = …, Amount
/// between … and …)`.
final class EsperMatching implements Matching, AutoCloseable {
  private static final String[] PROPERTIES = {
    "Amount", "Product", "Category", "Channel", "City", "Source", "Quantity", "Member"
  };
  private static final Object[] TYPES = {
    Double.class,
    String.class,
    String.class,
    String.class,
    String.class,
    String.class,
    Double.class,
    Boolean.class
  };
  private static final double CENTS = 100;

  private final EsperRuntime esper = new EsperRuntime();
  private final List<Sending> sendings;
  private long count;
  private long sum;

  /// An event, an array, and where it goes.
  private record Sending(EventSender sender, Object event) {
    void send() {
      sender.sendEvent(event);
    }
  }

  EsperMatching(List<LiveRule> rules, LiveEvents events) {
    for (int name = 0; name < LiveEvents.NAMES; name++) {
      esper.declare(type(name), PROPERTIES, TYPES);
    }
    Map<LiveRule.Shape, EPCompiled> compiled = new HashMap<>();
    for (var rule : rules) {
      var statement =
          compiled.computeIfAbsent(rule.shape(), shape -> esper.compiled(statement(shape)));
      esper.deploy(statement, context -> fill(context, rule), _ -> isFound(rule.id()));
    }
    var senders = new ArrayList<EventSender>();
    for (int name = 0; name < LiveEvents.NAMES; name++) {
      senders.add(esper.running().getEventService().getEventSender(type(name)));
    }
    sendings =
        events.list().stream()
            .map(event -> new Sending(senders.get(event.template().name()), array(event)))
            .toList();
  }

  private static String type(int name) {
    return EventTemplate.NAMES.get(name).replace(" ", "");
  }

  private static String statement(LiveRule.Shape shape) {
    var conditions = new ArrayList<String>();
    shape.texts().forEach(each -> conditions.add("%s = ?:%s:string".formatted(each, each)));
    for (var each : shape.ranges()) {
      conditions.add("%s between ?:%sLow:double and ?:%sHigh:double".formatted(each, each, each));
    }
    return "select * from %s(%s)".formatted(type(shape.event()), String.join(", ", conditions));
  }

  private static void fill(StatementSubstitutionParameterContext context, LiveRule rule) {
    rule.texts().forEach(each -> context.setObject(each.property(), each.text()));
    for (var each : rule.ranges()) {
      context.setObject(each.property() + "Low", each.low() / CENTS);
      context.setObject(each.property() + "High", each.high() / CENTS);
    }
  }

  private static Object[] array(LiveEvents.One event) {
    var template = event.template();
    return new Object[] {
      (double) event.amount(),
      template.product(),
      template.category(),
      template.channel(),
      template.city(),
      template.source(),
      (double) template.quantity(),
      template.member()
    };
  }

  private void isFound(long campaign) {
    count++;
    sum += Found.mixed(campaign);
  }

  @Override
  public void matchAll() {
    sendings.forEach(Sending::send);
  }

  @Override
  public Found found() {
    return new Found(count, sum);
  }

  @Override
  public void close() {
    esper.close();
  }
}

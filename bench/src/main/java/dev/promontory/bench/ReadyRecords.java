package dev.promontory.bench;

import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.user.Identity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events of a stream as records that only need to be appended. What events repeat is made
/// once. Immutable.
final class ReadyRecords {
  private static final int MICROS_PER_CENT = 10_000;
  private static final List<Name> NAMES = EventTemplate.NAMES.stream().map(Name::of).toList();
  private static final Name AMOUNT = Name.of("Amount");

  private final EventStream events;
  private final int account;
  private final List<List<Property>> templates;
  private final List<Identity> users;

  ReadyRecords(EventStream events, int account, List<Identity> users) {
    this.events = events;
    this.account = account;
    this.templates = events.templates().stream().map(ReadyRecords::properties).toList();
    this.users = users;
  }

  int users() {
    return users.size();
  }

  private static List<Property> properties(EventTemplate template) {
    return List.of(
        new Property(Name.of("Product"), new Value.Text(template.product())),
        new Property(Name.of("Category"), new Value.Text(template.category())),
        new Property(Name.of("Channel"), new Value.Text(template.channel())),
        new Property(Name.of("City"), new Value.Text(template.city())),
        new Property(Name.of("Source"), new Value.Text(template.source())),
        new Property(Name.of("Quantity"), Value.number(template.quantity())),
        new Property(Name.of("Member"), new Value.Flag(template.member())));
  }

  /// Consecutive events.
  List<NewRecord> batch(long first, int size) {
    var records = new ArrayList<NewRecord>(size);
    for (long event = first; event < first + size; event++) {
      records.add(record(event, users.get(events.user(event)), null));
    }
    return records;
  }

  /// Consecutive events, each with an event id.
  List<NewRecord> batchWithIds(long first, int size) {
    var records = new ArrayList<NewRecord>(size);
    for (long event = first; event < first + size; event++) {
      records.add(record(event, users.get(events.user(event)), "event-" + event));
    }
    return records;
  }

  /// The first events of consecutive users.
  List<NewRecord> newcomers(long first, int size) {
    var records = new ArrayList<NewRecord>(size);
    for (long user = first; user < first + size; user++) {
      records.add(record(user, users.get((int) user), null));
    }
    return records;
  }

  private NewRecord record(long event, Identity user, @Nullable String eventId) {
    var properties = new ArrayList<>(templates.get((int) (event % templates.size())));
    properties.add(
        new Property(AMOUNT, new Value.Decimal((long) events.cents(event) * MICROS_PER_CENT)));
    var name = NAMES.get(events.template(event).name());
    long second = events.epochSecond(event);
    var body = new RecordBody.Event(name, new Properties(properties));
    return new NewRecord(account, user, second, 1_000 * second, body, eventId);
  }
}

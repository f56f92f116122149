package dev.promontory.outbox;

import dev.promontory.log.NewRecord;
import dev.promontory.outbox.PointsEvent.Kind;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.user.KnownUser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes reward events as records of the log, with the reference's labels as property names.
///
/// An expiry is written twice: `Points Expiry` as the reference prints it, in the account's zone,
/// and `Points Expiry Date` as an instant that rules can compare.
public final class PointsEventRecord {
  private static final DateTimeFormatter PRINTED =
      DateTimeFormatter.ofPattern("dd-MM-uuuu HH:mm:ss", Locale.ROOT);
  private static final Map<Kind, Name> NAMES =
      Stream.of(Kind.values())
          .collect(Collectors.toMap(kind -> kind, kind -> Name.of(kind.title())));
  private static final Name WALLET_ID = Name.of("Wallet ID");
  private static final Name TRANSACTION_ID = Name.of("Transaction ID");
  private static final Name SOURCE = Name.of("Source");
  private static final Name DESCRIPTION = Name.of("Points Description");
  private static final Name POINTS = Name.of("Points");
  private static final Name TIMESTAMP = Name.of("Event Timestamp");
  private static final Name EXPIRY = Name.of("Points Expiry");
  private static final Name EXPIRY_DATE = Name.of("Points Expiry Date");
  private static final Name ACTIVATION = Name.of("Points Activation Date");
  private static final Name CAMPAIGN_ID = Name.of("Campaign ID");
  private static final Name SALE_CHANNEL = Name.of("Sale Channel");
  private static final Name LOCATION_ID = Name.of("Location ID");
  private static final Name SALE_AMOUNT = Name.of("Sale Amount");
  private static final Name CT_SOURCE = Name.of("CT Source");
  private static final Value SYSTEM = new Value.Text("System");

  private PointsEventRecord() {}

  /// The names of all reward events.
  public static List<Name> names() {
    return List.copyOf(NAMES.values());
  }

  /// The record of an event.
  ///
  /// @param zone of the event's account
  public static NewRecord of(PointsEvent event, ZoneId zone, Instant receivedAt) {
    return new NewRecord(
        event.account(),
        new KnownUser(event.key().user()),
        event.at().getEpochSecond(),
        receivedAt.toEpochMilli(),
        new RecordBody.Event(
            Objects.requireNonNull(NAMES.get(event.kind())),
            new Properties(properties(event, zone))),
        null);
  }

  private static List<Property> properties(PointsEvent event, ZoneId zone) {
    var list = new ArrayList<Property>(12);
    var note = event.note();
    list.add(new Property(WALLET_ID, Value.number(event.key().walletId())));
    list.add(new Property(TRANSACTION_ID, Value.number(event.transactionId())));
    list.add(new Property(SOURCE, new Value.Text(event.source().title())));
    addText(list, DESCRIPTION, note.description());
    list.add(new Property(POINTS, Value.number(event.points().toBigDecimal())));
    list.add(new Property(TIMESTAMP, new Value.Date(event.at().getEpochSecond())));
    if (event.expiresAt() != null) {
      var printed = PRINTED.format(event.expiresAt().atZone(zone));
      list.add(new Property(EXPIRY, new Value.Text(printed)));
      list.add(new Property(EXPIRY_DATE, new Value.Date(event.expiresAt().getEpochSecond())));
    }
    if (event.activatesAt() != null) {
      list.add(new Property(ACTIVATION, new Value.Date(event.activatesAt().getEpochSecond())));
    }
    if (note.campaignId() != null) {
      list.add(new Property(CAMPAIGN_ID, Value.number(note.campaignId())));
    }
    addText(list, SALE_CHANNEL, note.saleChannel());
    addText(list, LOCATION_ID, note.locationId());
    if (note.saleAmount() != null) {
      list.add(new Property(SALE_AMOUNT, Value.number(note.saleAmount())));
    }
    list.add(new Property(CT_SOURCE, SYSTEM));
    return list;
  }

  private static void addText(List<Property> list, Name name, @Nullable String text) {
    if (text != null) {
      list.add(new Property(name, new Value.Text(text)));
    }
  }
}

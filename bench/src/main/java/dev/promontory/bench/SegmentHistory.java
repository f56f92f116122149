package dev.promontory.bench;

import dev.promontory.duckdb.DuckDbHistory;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The shop's history: a profile for each user, then the events of a stream, written the way the
/// server writes them.
record SegmentHistory(EventStream events, int users, long count) {
  /// As large as the blocks of the log get, and as many as queue up under load.
  private static final int RECORDS_PER_BLOCK = 1_000;

  private static final int BLOCKS_PER_APPEND = 25;
  private static final int CENTS_TO_MICROS = 10_000;
  private static final int GOLD_OF = 10;
  private static final int ADULT = 18;
  private static final int AGES = 60;
  private static final List<String> COUNTRIES =
      List.of(
          "France",
          "Spain",
          "Italy",
          "Greece",
          "Malta",
          "Cyprus",
          "Portugal",
          "Ireland",
          "Iceland",
          "Norway",
          "Sweden",
          "Finland",
          "Estonia",
          "Latvia",
          "Lithuania",
          "Poland",
          "Austria",
          "Hungary",
          "Romania",
          "Bulgaria");

  /// Writes the profiles, then the events.
  ///
  /// @return nanoseconds that writing the events took, without making them
  long writeTo(DuckDbHistory history) {
    write(history, users, this::profile);
    return write(history, count, this::event);
  }

  private static long write(DuckDbHistory history, long count, LongFunction<Written> records) {
    long spent = 0;
    int step = RECORDS_PER_BLOCK * BLOCKS_PER_APPEND;
    for (long from = 0; from < count; from += step) {
      var blocks = blocks(history.position(), from, Math.min(count, from + step), records);
      long began = System.nanoTime();
      history.append(blocks);
      spent += System.nanoTime() - began;
    }
    return spent;
  }

  private static List<LogBlock> blocks(
      long position, long from, long to, LongFunction<Written> records) {
    return IntStream.range(0, (int) ((to - from + RECORDS_PER_BLOCK - 1) / RECORDS_PER_BLOCK))
        .mapToObj(
            block -> {
              long first = from + (long) block * RECORDS_PER_BLOCK;
              return LongStream.range(first, Math.min(to, first + RECORDS_PER_BLOCK))
                  .mapToObj(i -> records.apply(i).at(position + 1 + i - from))
                  .toList();
            })
        .map(LogBlock::new)
        .toList();
  }

  /// A record without its position.
  private record Written(long user, long epochSecond, RecordBody body) {
    LogRecord at(long position) {
      return new LogRecord(position, SegmentBench.ACCOUNT.number(), user, epochSecond, 0, body);
    }
  }

  private Written profile(long user) {
    var changes =
        List.<ProfileChange>of(
            put("Country", new Value.Text(COUNTRIES.get((int) (user % COUNTRIES.size())))),
            put("Plan", new Value.Text(user / COUNTRIES.size() % GOLD_OF == 0 ? "gold" : "basic")),
            put("Age", Value.number(ADULT + user % AGES)),
            put("Email", new Value.Text("user" + user + "@example.org")));
    return new Written(user + 1, events.firstSecond(), new RecordBody.ProfileUpdate(changes));
  }

  private static ProfileChange put(String name, Value value) {
    return new ProfileChange.Put(Name.of(name), value);
  }

  private Written event(long number) {
    var template = events.template(number);
    var properties =
        new Properties(
            List.of(
                property("Product", new Value.Text(template.product())),
                property("Category", new Value.Text(template.category())),
                property("Channel", new Value.Text(template.channel())),
                property("City", new Value.Text(template.city())),
                property("Source", new Value.Text(template.source())),
                property("Quantity", Value.number(template.quantity())),
                property("Member", new Value.Flag(template.member())),
                property(
                    "Amount", new Value.Decimal((long) events.cents(number) * CENTS_TO_MICROS))));
    var name = Name.of(EventTemplate.NAMES.get(template.name()));
    return new Written(
        events.user(number) + 1L,
        events.epochSecond(number),
        new RecordBody.Event(name, properties));
  }

  private static Property property(String name, Value value) {
    return new Property(Name.of(name), value);
  }
}

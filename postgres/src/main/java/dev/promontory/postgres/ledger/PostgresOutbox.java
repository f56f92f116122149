package dev.promontory.postgres.ledger;

import dev.promontory.outbox.Outbox;
import dev.promontory.outbox.OutboxBatch;
import dev.promontory.outbox.PointsEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// The outbox in PostgreSQL: a row holds the events of a batch, encoded and compressed.
///
/// @param appended set when something is appended
public record PostgresOutbox(Exchange exchange, OutboxMark appended) implements Outbox {

  /// The most rows that are looked at at once.
  private static final int MAX_ROWS = 1000;

  /// A row that has no number yet.
  private record Waiting(long id, int events) {}

  /// A row that has one.
  private record Numbered(long number, List<PointsEvent> events) {}

  @Override
  public void append(List<PointsEvent> events) {
    for (int from = 0; from < events.size(); from += MAX_BATCH) {
      var part = events.subList(from, Math.min(events.size(), from + MAX_BATCH));
      exchange.later(
          "INSERT INTO outbox (events, payload) VALUES (?, ?)",
          parameters -> parameters.int4(part.size()).bytes(PointsEventCodec.encode(part)),
          1,
          "rows of outbox");
      appended.set();
    }
  }

  @Override
  public List<OutboxBatch> take(int limit) {
    var numbered = numbered(limit);
    if (numbered.isEmpty() && number(limit)) {
      return numbered(limit);
    }
    return numbered;
  }

  @Override
  public void delete(long upToNumber) {
    exchange
        .handle()
        .createUpdate("DELETE FROM outbox WHERE number <= :number")
        .bind("number", upToNumber)
        .execute();
  }

  @Override
  public long waiting() {
    return exchange
        .handle()
        .createQuery(
            """
            SELECT coalesce(sum(events), 0)
              FROM (SELECT events FROM outbox LIMIT :limit) AS counted
            """)
        .bind("limit", MAX_COUNTED)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public boolean isEmpty() {
    return exchange
        .handle()
        .createQuery("SELECT NOT EXISTS (SELECT FROM outbox)")
        .mapTo(Boolean.class)
        .one();
  }

  private List<OutboxBatch> numbered(int limit) {
    var events = new TreeMap<Long, List<PointsEvent>>();
    exchange
        .handle()
        .createQuery(
            """
            SELECT number, payload
              FROM outbox
             WHERE number < (SELECT min(number) FROM outbox) + :limit
             ORDER BY number, id
            """)
        .bind("limit", limit)
        .map(
            (row, _) ->
                new Numbered(
                    row.getLong("number"), PointsEventCodec.decode(row.getBytes("payload"))))
        .forEach(
            row ->
                events.computeIfAbsent(row.number(), _ -> new ArrayList<>()).addAll(row.events()));
    return events.entrySet().stream()
        .map(batch -> new OutboxBatch(batch.getKey(), batch.getValue()))
        .toList();
  }

  /// Packs waiting rows into batches. Transactions may commit in another order than that of their
  /// ids, so a row with a low id can turn up late; its number then is as late. Rows about the same
  /// user cannot: their transactions held the lock of the user's balance one after the other.
  ///
  /// @return whether there were any
  private boolean number(int limit) {
    // One row, locked: numbers are given by one transaction at a time.
    long last =
        exchange
            .handle()
            .createQuery("SELECT last_number FROM outbox_relay FOR UPDATE")
            .mapTo(Long.class)
            .one();
    var rows =
        exchange
            .handle()
            .createQuery(
                "SELECT id, events FROM outbox WHERE number IS NULL ORDER BY id LIMIT :limit")
            .bind("limit", MAX_ROWS)
            .map((row, _) -> new Waiting(row.getLong("id"), row.getInt("events")))
            .list();
    if (rows.isEmpty()) {
      return false;
    }
    var packing = new Packing(last);
    rows.stream().takeWhile(row -> packing.add(row, last + limit)).forEach(_ -> {});
    packing.store(exchange.handle());
    return true;
  }

  /// Rows with the numbers that they are to get.
  private static final class Packing {
    private final List<Long> ids = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private long number;
    private int events = MAX_BATCH;

    Packing(long last) {
      this.number = last;
    }

    /// Adds a row, unless it needs a number above the last one.
    boolean add(Waiting row, long last) {
      boolean full = events + row.events() > MAX_BATCH;
      if (full && number == last) {
        return false;
      }
      number = full ? number + 1 : number;
      events = full ? row.events() : events + row.events();
      ids.add(row.id());
      numbers.add(number);
      return true;
    }

    void store(Handle handle) {
      handle
          .createUpdate(
              """
              UPDATE outbox AS o
                 SET number = n.number
                FROM unnest(:ids, :numbers) AS n (id, number)
               WHERE o.id = n.id
              """)
          .bind("ids", ids.stream().mapToLong(Long::longValue).toArray())
          .bind("numbers", numbers.stream().mapToLong(Long::longValue).toArray())
          .execute();
      handle
          .createUpdate("UPDATE outbox_relay SET last_number = :number")
          .bind("number", number)
          .execute();
    }
  }
}

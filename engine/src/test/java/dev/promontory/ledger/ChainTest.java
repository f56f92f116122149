package dev.promontory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.ledger.Entry.Buckets;
import dev.promontory.ledger.Entry.Change;
import dev.promontory.points.Points;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainTest {
  private static final Instant AT = Instant.parse("2026-03-03T22:20:00Z");
  private static final List<Draw> DRAWS =
      List.of(new Draw(3, new Points(10)), new Draw(4, new Points(20)));
  private static final Note NOTE =
      new Note("text", "order", new BigDecimal("19.99"), "web", "Berlin", 1500L, "{\"a\":1}");

  @Test
  void l5_whatever_is_changed_in_an_entry_changes_its_hash() {
    var hashes = new ArrayList<Hash>();
    hashes.add(hash(entry(NOTE, DRAWS)));
    hashes.add(Chain.hash(hashes.getFirst(), entry(NOTE, DRAWS)));
    numbers().forEach(entry -> hashes.add(hash(entry)));
    notes().forEach(note -> hashes.add(hash(entry(note, DRAWS))));
    draws().forEach(draws -> hashes.add(hash(entry(NOTE, draws))));

    assertThat(hashes).hasSize(2 + 16 + 10 + 4).doesNotHaveDuplicates();
  }

  @Test
  void l5_the_order_in_which_draws_are_kept_does_not_matter() {
    assertThat(hash(entry(NOTE, DRAWS.reversed()))).isEqualTo(hash(entry(NOTE, DRAWS)));
  }

  @Test
  void l5_a_note_in_which_nothing_is_written_has_no_hash() {
    assertThat(Note.NONE.hash()).isNull();
    assertThat(new Note(null, null, null, null, null, 1500L, null).hash()).isNull();
    assertThat(Note.of("").hash()).isNotNull();
  }

  private static Hash hash(Entry entry) {
    return Chain.hash(Hash.NONE, entry);
  }

  private static Entry entry(Note note, List<Draw> draws) {
    return entry(9, new BalanceKey(1000, 7), 2, EntryType.DEBIT, Source.API, AT, note, draws);
  }

  private static Entry entry(
      long id,
      BalanceKey key,
      long sequence,
      EntryType type,
      Source source,
      Instant at,
      Note note,
      List<Draw> draws) {
    return of(
        id,
        key,
        sequence,
        type,
        source,
        at,
        change(-30, 1, 2),
        after(70, 8, 9),
        5L,
        0,
        note,
        draws);
  }

  /// An entry with one number changed in each.
  private static List<Entry> numbers() {
    var key = new BalanceKey(1000, 7);
    var type = EntryType.DEBIT;
    var source = Source.API;
    return List.of(
        entry(10, key, 2, type, source, AT, NOTE, DRAWS),
        entry(9, new BalanceKey(1001, 7), 2, type, source, AT, NOTE, DRAWS),
        entry(9, new BalanceKey(1000, 8), 2, type, source, AT, NOTE, DRAWS),
        entry(9, key, 3, type, source, AT, NOTE, DRAWS),
        entry(9, key, 2, EntryType.EXPIRY, source, AT, NOTE, DRAWS),
        entry(9, key, 2, type, Source.MANUAL, AT, NOTE, DRAWS),
        entry(9, key, 2, type, source, AT.plusMillis(1), NOTE, DRAWS),
        other(change(-31, 1, 2), after(70, 8, 9), 5L, 0),
        other(change(-30, 2, 2), after(70, 8, 9), 5L, 0),
        other(change(-30, 1, 3), after(70, 8, 9), 5L, 0),
        other(change(-30, 1, 2), after(71, 8, 9), 5L, 0),
        other(change(-30, 1, 2), after(70, 9, 9), 5L, 0),
        other(change(-30, 1, 2), after(70, 8, 10), 5L, 0),
        other(change(-30, 1, 2), after(70, 8, 9), 6L, 0),
        other(change(-30, 1, 2), after(70, 8, 9), null, 0),
        other(change(-30, 1, 2), after(70, 8, 9), 5L, 1));
  }

  /// Notes with one thing changed in each.
  private static List<Note> notes() {
    var amount = new BigDecimal("19.99");
    var json = "{\"a\":1}";
    return List.of(
        new Note("texts", "order", amount, "web", "Berlin", 1500L, json),
        new Note(null, "order", amount, "web", "Berlin", 1500L, json),
        new Note("text", "other", amount, "web", "Berlin", 1500L, json),
        new Note("text", "order", new BigDecimal("19.991"), "web", "Berlin", 1500L, json),
        new Note("text", "order", amount, "app", "Berlin", 1500L, json),
        new Note("text", "order", amount, "web", "Bonn", 1500L, json),
        new Note("text", "order", amount, "web", "Berlin", 1501L, json),
        new Note("text", "order", amount, "web", "Berlin", 1500L, null),
        // The same letters elsewhere.
        new Note("texto", "rder", amount, "web", "Berlin", 1500L, json),
        Note.NONE);
  }

  private static List<List<Draw>> draws() {
    return List.of(
        List.of(),
        DRAWS.subList(0, 1),
        List.of(new Draw(3, new Points(11)), DRAWS.get(1)),
        List.of(new Draw(2, new Points(10)), DRAWS.get(1)));
  }

  private static Entry other(Change change, Buckets after, @Nullable Long related, long shortfall) {
    return of(
        9,
        new BalanceKey(1000, 7),
        2,
        EntryType.DEBIT,
        Source.API,
        AT,
        change,
        after,
        related,
        shortfall,
        NOTE,
        DRAWS);
  }

  private static Entry of(
      long id,
      BalanceKey key,
      long sequence,
      EntryType type,
      Source source,
      Instant at,
      Change change,
      Buckets after,
      @Nullable Long related,
      long shortfall,
      Note note,
      List<Draw> draws) {
    return new Entry(
        id,
        key,
        sequence,
        type,
        source,
        at,
        change,
        after,
        related,
        new Points(shortfall),
        note,
        draws,
        Hash.NONE);
  }

  private static Change change(long active, long promised, long held) {
    return new Change(active, promised, held);
  }

  private static Buckets after(long active, long promised, long held) {
    return new Buckets(new Points(active), new Points(promised), new Points(held));
  }
}

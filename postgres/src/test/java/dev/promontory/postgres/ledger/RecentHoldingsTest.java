package dev.promontory.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Hash;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.Lot;
import dev.promontory.points.Points;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentHoldingsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private final RecentHoldings recent = new RecentHoldings();

  @Test
  void the_lots_of_a_balance_are_known_as_long_as_it_is_the_same() {
    var lot = lot(1, 10, 4);
    recent.put(List.of(new Holding(balance(1, 2, 4), List.of(lot), List.of())));

    assertThat(recent.lots(balance(1, 2, 4))).containsExactly(lot);
    assertThat(recent.lots(balance(1, 3, 4))).isNull();
    assertThat(recent.lots(balance(2, 2, 4))).isNull();
  }

  @Test
  void lots_that_are_spent_are_left_out() {
    recent.put(
        List.of(new Holding(balance(1, 2, 4), List.of(lot(1, 10, 0), lot(2, 4, 4)), List.of())));

    assertThat(recent.lots(balance(1, 2, 4))).containsExactly(lot(2, 4, 4));
  }

  @Test
  void a_holding_whose_lots_are_not_all_there_is_not_remembered() {
    recent.put(List.of(new Holding(balance(1, 2, 4), List.of(lot(1, 10, 3)), List.of())));

    assertThat(recent.lots(balance(1, 2, 4))).isNull();
  }

  @Test
  void a_balance_with_very_many_lots_is_read_each_time() {
    int many = RecentHoldings.MAX_LOTS + 1;
    recent.put(List.of(new Holding(balance(1, many, many), lots(many), List.of())));

    assertThat(recent.lots(balance(1, many, many))).isNull();
  }

  @Test
  void the_balances_used_longest_ago_are_forgotten_first() {
    long most =
        RecentHoldings.MAX_BYTES / (RecentHoldings.BALANCE_BYTES + RecentHoldings.LOT_BYTES);
    for (long user = 1; user <= most; user++) {
      recent.put(List.of(new Holding(balance(user, 1, 1), List.of(lot(user, 1, 1)), List.of())));
    }
    assertThat(recent.lots(balance(1, 1, 1))).isNotNull();
    recent.put(List.of(new Holding(balance(0, 1, 1), List.of(lot(0, 1, 1)), List.of())));

    assertThat(recent.lots(balance(1, 1, 1))).isNotNull();
    assertThat(recent.lots(balance(2, 1, 1))).isNull();
    assertThat(recent.lots(balance(3, 1, 1))).isNotNull();
    assertThat(recent.lots(balance(0, 1, 1))).isNotNull();
  }

  @Test
  void balances_with_many_lots_take_no_more_heap_than_others() {
    int many = RecentHoldings.MAX_LOTS;
    for (long user = 1; user <= 20_000; user++) {
      recent.put(List.of(new Holding(balance(user, many, many), lots(many), List.of())));
      assertThat(recent.bytes()).isLessThanOrEqualTo(RecentHoldings.MAX_BYTES);
    }
    assertThat(recent.bytes()).isGreaterThan(RecentHoldings.MAX_BYTES * 9 / 10);
    assertThat(recent.lots(balance(1, many, many))).isNull();
    assertThat(recent.lots(balance(20_000, many, many))).hasSize(many);
  }

  @Test
  void a_balance_that_changes_is_counted_once() {
    recent.put(List.of(new Holding(balance(1, 3, 3), lots(3), List.of())));
    recent.put(List.of(new Holding(balance(1, 1, 1), lots(1), List.of())));

    assertThat(recent.bytes()).isEqualTo(RecentHoldings.BALANCE_BYTES + RecentHoldings.LOT_BYTES);
  }

  private static List<Lot> lots(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(id -> lot(id, 1, 1)).toList();
  }

  private static Balance balance(long user, long sequence, long active) {
    var zero = Points.ZERO;
    var points = new Points(active);
    return new Balance(
        new BalanceKey(1000, user),
        sequence,
        points,
        zero,
        zero,
        new Balance.Totals(points, zero, zero, zero),
        null,
        new Balance.Last(NOW, Hash.NONE));
  }

  private static Lot lot(long id, long granted, long remaining) {
    return new Lot(
        id,
        new Lot.Life(NOW, NOW, null, null),
        new Points(granted),
        new Points(remaining),
        Points.ZERO,
        Points.ZERO,
        Lot.Bucket.ACTIVE);
  }
}

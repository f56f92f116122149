package dev.promontory.testkit.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The coins of one credit. Owned by one thread.
final class Pot {
  final int number;
  final Instant issued;
  final Instant from;
  final List<Coin> coins = new ArrayList<>();
  @Nullable Instant to;
  long owner;

  /// How many coins reversals have asked back.
  int askedBack;

  /// @param number of the step that credited them
  Pot(int number, long owner, Instant issued, Instant from, @Nullable Instant to) {
    this.number = number;
    this.owner = owner;
    this.issued = issued;
    this.from = from;
    this.to = to;
  }

  Pot copy() {
    var copy = new Pot(number, owner, issued, from, to);
    copy.askedBack = askedBack;
    coins.forEach(coin -> copy.coins.add(new Coin(copy, coin.place, coin.by)));
    return copy;
  }

  boolean isPromised(Instant now) {
    return from.isAfter(now);
  }

  boolean isOver(Instant now) {
    return to != null && !to.isAfter(now);
  }

  List<Coin> at(Coin.Place place) {
    return coins.stream().filter(coin -> coin.place == place).toList();
  }

  /// How many coins a reversal can ask back.
  int reversible() {
    return Math.max(0, coins.size() - at(Coin.Place.EXPIRED).size() - askedBack);
  }
}

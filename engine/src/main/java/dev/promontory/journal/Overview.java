package dev.promontory.journal;

import dev.promontory.ledger.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A wallet at one look: what all its users have now, and what came and went.
///
/// @param now what is in the buckets
/// @param total over all periods
/// @param periods in order, without gaps
public record Overview(Standing now, Movement total, List<Movement> periods) {

  /// What all users together have, in points.
  public record Standing(BigDecimal active, BigDecimal promised, BigDecimal held) {}

  /// What came and went over a time, in points. Over all of time, active + held = the sum of
  /// `issued` - expired - redeemed - removed (J1); over a period that is what active + held changed
  /// by. Each figure counts at the instant at which points enter or leave the user's account, so a
  /// promised credit is issued when it is activated, and can be negative where more was undone than
  /// done.
  ///
  /// @param issued what became active less what reversals took back from there, by the source of
  ///   the credit
  /// @param expired what ran out
  /// @param redeemed what was spent or captured, less what was refunded
  /// @param removed what people took away, less what they reinstated
  /// @param reversed what reversals took from the active bucket; contained in `issued`
  /// @param unpromised what reversals took from the promised bucket; never was issued
  /// @param shortfall what reversals should have taken and was not there
  /// @param refunded contained in `redeemed`
  /// @param reinstated contained in `removed`
  public record Movement(
      Map<Source, BigDecimal> issued,
      BigDecimal expired,
      BigDecimal redeemed,
      BigDecimal removed,
      BigDecimal reversed,
      BigDecimal unpromised,
      BigDecimal shortfall,
      BigDecimal refunded,
      BigDecimal reinstated) {

    /// What was issued by all sources together.
    public BigDecimal issuedInAll() {
      return issued.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  /// Adds up turnovers.
  ///
  /// @param periods how many there are, at least 1
  public static Overview of(Standing now, List<Turnover> turnovers, int periods) {
    var movements = new ArrayList<Movement>(periods);
    for (int i = 0; i < periods; i++) {
      int period = i;
      movements.add(
          movement(turnovers.stream().filter(turnover -> turnover.period() == period).toList()));
    }
    return new Overview(now, movement(turnovers), movements);
  }

  private static Movement movement(List<Turnover> turnovers) {
    var sums = new Sums();
    turnovers.forEach(sums::add);
    return sums.movement();
  }

  /// Sums while they grow. Lives within one call.
  private static final class Sums {
    private final Map<Source, BigDecimal> issued = new EnumMap<>(Source.class);
    private final Map<Figure, BigDecimal> figures = new EnumMap<>(Figure.class);

    private enum Figure {
      EXPIRED,
      SPENT,
      REMOVED,
      REVERSED,
      UNPROMISED,
      SHORTFALL,
      REFUNDED,
      REINSTATED
    }

    private void add(Turnover turnover) {
      var active = turnover.active();
      switch (turnover.type()) {
        case CREDIT, ACTIVATION -> issue(turnover);
        case DEBIT ->
            add(
                turnover.source() == Source.MANUAL ? Figure.REMOVED : Figure.SPENT,
                active.negate());
        case CAPTURE -> add(Figure.SPENT, turnover.held().negate());
        case EXPIRY -> add(Figure.EXPIRED, active.negate());
        case REFUND -> add(Figure.REFUNDED, active);
        case REINSTATEMENT -> add(Figure.REINSTATED, active);
        case REVERSAL -> {
          issue(turnover);
          add(Figure.REVERSED, active.negate());
          add(Figure.UNPROMISED, turnover.promised().negate());
          add(Figure.SHORTFALL, turnover.shortfall());
        }
        case HOLD, RELEASE, TRANSFER_OUT, TRANSFER_IN -> {
          // Points stay in the wallet and are neither issued nor used up.
        }
      }
    }

    private void issue(Turnover turnover) {
      issued.merge(turnover.source(), turnover.active(), BigDecimal::add);
    }

    private void add(Figure figure, BigDecimal points) {
      figures.merge(figure, points, BigDecimal::add);
    }

    private BigDecimal sum(Figure figure) {
      return figures.getOrDefault(figure, BigDecimal.ZERO);
    }

    private Movement movement() {
      return new Movement(
          issued,
          sum(Figure.EXPIRED),
          sum(Figure.SPENT).subtract(sum(Figure.REFUNDED)),
          sum(Figure.REMOVED).subtract(sum(Figure.REINSTATED)),
          sum(Figure.REVERSED),
          sum(Figure.UNPROMISED),
          sum(Figure.SHORTFALL),
          sum(Figure.REFUNDED),
          sum(Figure.REINSTATED));
    }
  }
}

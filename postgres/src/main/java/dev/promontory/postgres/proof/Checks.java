package dev.promontory.postgres.proof;

import java.util.List;
import java.util.stream.Stream;

/// Everything that is checked, in the order in which it is told.
final class Checks {
  static final List<CheckQuery> ALL =
      Stream.of(
              ChainChecks.ALL,
              BalanceChecks.ALL,
              LotChecks.ALL,
              RelatedChecks.ALL,
              GrantChecks.ALL,
              CheckpointChecks.ALL,
              ProtectionChecks.ALL)
          .flatMap(List::stream)
          .toList();

  private Checks() {}
}

package dev.promontory.testkit.ledger;

import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/// What happens to one wallet.
///
/// @param wallet without a number
/// @param zone of its account
/// @param start when the first step happens
record Script(Wallet wallet, ZoneId zone, Instant start, List<Step> steps) {
  Script {
    steps = List.copyOf(steps);
  }

  Script with(List<Step> others) {
    return new Script(wallet, zone, start, others);
  }

  /// For a person to read.
  @Override
  public String toString() {
    return steps.stream()
        .map(step -> "  #" + step.number() + " " + step.act())
        .collect(
            Collectors.joining(
                "\n",
                "a wallet with %d decimals, %s, %s, %s, grace %d days, in %s from %s:\n"
                    .formatted(
                        wallet.rounding().decimals(),
                        wallet.expiry(),
                        wallet.consumption(),
                        wallet.remindDays() == null
                            ? "no reminders"
                            : "reminders " + wallet.remindDays() + " days before",
                        wallet.graceDays(),
                        zone,
                        start),
                "\n"));
  }
}

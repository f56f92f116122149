package dev.promontory.server;

import dev.promontory.app.DueWork;
import dev.promontory.app.LiveTurns;
import dev.promontory.app.RelayOutbox;
import dev.promontory.server.Config.ClockKind;
import dev.promontory.server.work.Bell;
import dev.promontory.server.work.HistoryFeed;
import dev.promontory.server.work.Relaying;
import dev.promontory.server.work.Rounds;
import dev.promontory.server.work.Settling;
import dev.promontory.server.work.TestClock;
import dev.promontory.server.work.TimeTravel;
import dev.promontory.server.work.Timekeeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the server does by itself.
///
/// @param historyFeed keeps history in step with the log
/// @param living keeps live campaigns in step with it
/// @param travel moves the test clock, or null on the system clock
/// @param rounds of all threads that make some
record Workers(
    HistoryFeed historyFeed,
    Living living,
    Settling settling,
    @Nullable TimeTravel travel,
    List<Rounds> rounds) {

  /// Who is woken by what.
  ///
  /// @param due rung when something may be due earlier than was planned
  /// @param outbox rung when something is in the outbox
  record Bells(Bell due, Bell outbox) {}

  /// The clock of the whole server, in milliseconds: no store keeps less than that.
  static InstantSource clock(ClockKind kind) {
    var system = InstantSource.tick(InstantSource.system(), Duration.ofMillis(1));
    return switch (kind) {
      case SYSTEM -> system;
      case TEST -> new TestClock(system.instant());
    };
  }

  /// The thread of the second worker of runs.
  static Thread helperThread(Runnable work) {
    return Thread.ofPlatform().name("run helper").daemon().unstarted(work);
  }

  /// Which of them do no more work, a sentence each.
  List<String> obstacles() {
    return Stream.concat(
            rounds.stream().flatMap(each -> each.obstacle().stream()),
            Stream.concat(historyFeed.obstacle().stream(), living.obstacles()))
        .toList();
  }

  /// Starts the threads.
  static Workers start(
      Stores stores,
      Living living,
      InstantSource clock,
      List<DueWork> works,
      Bells bells,
      Closing closing) {
    var feed = closing.add(new HistoryFeed(stores.log(), stores.history()));
    var relay = new RelayOutbox(stores.transactions(), stores.accounts(), stores.log());
    var relayRounds =
        closing.add(new Rounds("outbox relay", new Relaying(() -> relay.relay(clock.instant()))));
    bells.outbox().wakes(relayRounds);
    var timekeeper = new Timekeeper(clock, works);
    var dueRounds = closing.add(new Rounds("due work", timekeeper::doDue));
    var endkeeper = endkeeper(stores, living, clock);
    var endRounds = closing.add(new Rounds("live ends", endkeeper::doDue));
    bells.due().wakes(() -> Stream.of(dueRounds, endRounds).forEach(Rounds::ring));
    var rounds = List.of(dueRounds, endRounds, relayRounds);
    var followers = new Settling.Followers(stores.log(), stores.history(), living.host());
    var settling = new Settling(followers, clock, rounds, relay::relayed, System::nanoTime);
    var travel =
        clock instanceof TestClock test
            ? new TimeTravel(test, List.of(timekeeper, endkeeper), living.host(), settling)
            : null;
    return new Workers(feed, living, settling, travel, rounds);
  }

  /// A thread of its own does what waits for the host of live campaigns, so that nothing else does.
  private static Timekeeper endkeeper(Stores stores, Living living, InstantSource clock) {
    return new Timekeeper(clock, List.of(LiveTurns.ends(stores.transactions(), living.steps())));
  }
}

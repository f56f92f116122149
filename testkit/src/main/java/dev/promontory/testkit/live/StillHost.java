package dev.promontory.testkit.live;

import dev.promontory.live.host.Changed;
import dev.promontory.live.host.LiveFigures;
import dev.promontory.live.host.LiveHost;
import dev.promontory.live.host.Moment;
import dev.promontory.live.host.ProgramChange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A host of a log in which nothing happens: it folds nothing, and remembers how programs changed.
public final class StillHost implements LiveHost {
  private final InstantSource clock;
  private final LiveFigures figures;
  private final List<ProgramChange> changes = new CopyOnWriteArrayList<>();

  public StillHost(InstantSource clock) {
    this(clock, new LiveFigures(0, 0, 0, 0, 0, 0, 0, 0));
  }

  /// @param figures as if something had happened
  public StillHost(InstantSource clock, LiveFigures figures) {
    this.clock = clock;
    this.figures = figures;
  }

  /// How programs changed, in order.
  public List<ProgramChange> changes() {
    return List.copyOf(changes);
  }

  @Override
  public <T> T change(int account, Function<Moment, Changed<T>> decide) {
    var changed = decide.apply(new Moment(0, clock.instant()));
    changes.addAll(changed.changes());
    return changed.answer();
  }

  @Override
  public long position() {
    return 0;
  }

  @Override
  public boolean settle(long position, Instant now, Duration patience) {
    return true;
  }

  @Override
  public OptionalLong nextDueAtMillis() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public LiveFigures figures() {
    return figures;
  }

  @Override
  public void close() {}
}

package dev.promontory.testkit.live;

import dev.promontory.live.Effect;
import dev.promontory.live.host.Qualifications;
import dev.promontory.live.host.UserQualified;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Decides every qualification once, whoever repeats it, and remembers in which order.
public final class RecordingQualifications implements Qualifications {
  private final Set<Decided> decided = new LinkedHashSet<>();
  private long taken;

  /// A qualification that was decided.
  public record Decided(int account, long user, Effect.Qualified what) {}

  @Override
  public synchronized CompletionStage<Void> take(int account, List<UserQualified> batch) {
    if (batch.isEmpty() || batch.size() > MAX_BATCH) {
      throw new IllegalArgumentException("1 to 2,000 qualifications: " + batch.size());
    }
    taken += batch.size();
    batch.forEach(each -> decided.add(new Decided(account, each.user(), each.what())));
    notifyAll();
    return CompletableFuture.completedFuture(null);
  }

  /// Each once, in the order in which they were decided.
  public synchronized List<Decided> decided() {
    return new ArrayList<>(decided);
  }

  /// Waits until so many are decided.
  public synchronized void await(int count) throws InterruptedException {
    while (decided.size() < count) {
      wait();
    }
  }

  /// How many came, repeats included.
  public synchronized long taken() {
    return taken;
  }
}

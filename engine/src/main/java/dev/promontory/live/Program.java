package dev.promontory.live;

import dev.promontory.live.match.Pattern;
import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Question;
import dev.promontory.log.LogRecord;
import dev.promontory.record.RecordBody;
import dev.promontory.rule.Window;
import dev.promontory.time.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All live campaigns of one account, compiled. Equal conditions are one, whoever asks them; a
/// campaign more or less costs what the campaign holds, however many others there are.
///
/// The fold only reads it. Changes happen between folds: a program is owned by one thread.
public final class Program {
  private final Tolerance tolerance;
  private final Watches watches = new Watches();
  private final LeafBook leaves;
  private final Map<Long, Running> campaigns = new HashMap<>();

  /// An empty program.
  ///
  /// @param firstLeaf above the number of every leaf that a stored state may name; 0 if there are
  ///   no states
  public Program(Tolerance tolerance, int firstLeaf) {
    this.tolerance = tolerance;
    leaves = new LeafBook(firstLeaf);
  }

  /// Adds a campaign, or replaces its revision; what both have in common keeps its state. A paused
  /// campaign stays so.
  ///
  /// @throws IllegalArgumentException if its filter names a segment that is not resolved; nothing
  ///   has changed then
  public void put(LiveCampaign campaign) {
    put(campaign, question -> leaves.use(question, campaign.life().sincePosition()));
  }

  /// Adds a campaign as it was before a restart.
  ///
  /// @param marks what [#marks] told of it
  /// @throws IllegalArgumentException if they belong to other conditions
  public void restore(LiveCampaign campaign, List<LeafMark> marks) {
    Queue<LeafMark> rest = new ArrayDeque<>(marks);
    put(
        campaign,
        question -> {
          if (rest.isEmpty()) {
            throw new IllegalArgumentException("fewer marks than conditions on events");
          }
          return leaves.use(question, rest.remove());
        });
  }

  private void put(LiveCampaign campaign, Function<Question, Leaf> leafOf) {
    var used = new ArrayList<Leaf>();
    try {
      var compiled = compile(campaign, used, leafOf);
      var before = campaigns.get(campaign.id());
      if (before != null) {
        detach(before);
      }
      var after = compiled.paused(before != null && before.isPaused());
      campaigns.put(campaign.id(), after);
      attach(after);
      release(before == null ? List.of() : before.leaves());
    } catch (RuntimeException e) {
      release(used);
      throw e;
    }
  }

  private Running compile(LiveCampaign campaign, List<Leaf> used, Function<Question, Leaf> leafOf) {
    Function<Question, Leaf> using =
        question -> {
          var leaf = leafOf.apply(question);
          used.add(leaf);
          watches.of(question.events()).leaves().put(leaf.number(), leaf);
          return leaf;
        };
    var rule = campaign.filter();
    var filter = rule == null ? null : new FilterCompiler(campaign.zone(), using).compile(rule);
    var cancelling =
        campaign.trigger() instanceof Trigger.Inaction inaction
            ? using.apply(cancelling(source(inaction.without(), campaign)))
            : null;
    return new Running(campaign, filter, List.copyOf(used), cancelling, false);
  }

  /// What must be known to see that a deadline was cancelled before it was armed: as long as the
  /// arming event may be late.
  private Question cancelling(Pattern.Source source) {
    int minutes = Math.max(1, Math.ceilDiv(tolerance.lateSeconds(), 60));
    return new Question(source, new Window.Last(new Span(minutes, Span.Unit.MINUTE)), null);
  }

  private static Pattern.Source source(Occasion occasion, LiveCampaign campaign) {
    return new Pattern.Source(occasion.event(), occasion.where(), campaign.zone());
  }

  /// Ends a campaign: its open deadlines never fire. Nothing if there is no such campaign.
  public void remove(long campaign) {
    var running = campaigns.remove(campaign);
    if (running != null) {
      detach(running);
      release(running.leaves());
    }
  }

  /// Makes a campaign see no events until it is resumed; its filter goes on counting (S3.7).
  public void pause(long campaign) {
    var running = campaigns.get(campaign);
    if (running != null && !running.isPaused()) {
      detach(running);
      campaigns.put(campaign, running.paused(true));
    }
  }

  /// Makes a paused campaign see events again.
  public void resume(long campaign) {
    var running = campaigns.get(campaign);
    if (running != null && running.isPaused()) {
      var resumed = running.paused(false);
      campaigns.put(campaign, resumed);
      attach(resumed);
    }
  }

  private void attach(Running running) {
    if (running.isPaused()) {
      return;
    }
    var campaign = running.campaign();
    switch (campaign.trigger()) {
      case Trigger.Action(var occasions) ->
          occasions.forEach(
              each -> watches.of(source(each, campaign)).acting().put(running.id(), running));
      case Trigger.Inaction inaction -> {
        var done = watches.of(source(inaction.done(), campaign));
        done.arming().put(running.id(), running);
        var without = watches.of(source(inaction.without(), campaign));
        without.cancelled().put(running.id(), running);
      }
    }
  }

  private void detach(Running running) {
    var campaign = running.campaign();
    var occasions =
        switch (campaign.trigger()) {
          case Trigger.Action(var several) -> several;
          case Trigger.Inaction inaction -> List.of(inaction.done(), inaction.without());
        };
    for (var occasion : occasions) {
      var watch = watches.of(source(occasion, campaign));
      watch.acting().remove(running.id());
      watch.arming().remove(running.id());
      watch.cancelled().remove(running.id());
      watches.dropIfIdle(watch);
    }
  }

  private void release(List<Leaf> used) {
    for (var leaf : used) {
      if (leaves.release(leaf)) {
        var watch = watches.of(leaf.question().events());
        watch.leaves().remove(leaf.number());
        watches.dropIfIdle(watch);
      }
    }
  }

  /// The leaves that a campaign asks, in the order of its conditions, with repeats; none if there
  /// is no such campaign.
  public List<Leaf> leaves(long campaign) {
    var running = campaigns.get(campaign);
    return running == null ? List.of() : running.leaves();
  }

  /// What [#restore] needs for a campaign after a restart.
  public List<LeafMark> marks(long campaign) {
    return leaves(campaign).stream().map(leaves::mark).toList();
  }

  /// What a program after a restart must begin with.
  public int nextLeaf() {
    return leaves.nextNumber();
  }

  /// The seeds of all users for a leaf are folded: a user without one had nothing to tell.
  public void completeSeeds(int leaf) {
    leaves.complete(leaf);
  }

  /// How many campaigns, paused ones included.
  public int size() {
    return campaigns.size();
  }

  /// How many different leaves.
  public int leafCount() {
    return leaves.size();
  }

  /// How many different conditions on events.
  public int patternCount() {
    return watches.size();
  }

  /// What a record concerns of this program.
  ///
  /// @return null if it is an event that no campaign waits for and no leaf counts: there is no need
  ///   to fold it, as time can pass for its user at any later input
  public @Nullable Matched match(LogRecord record) {
    return switch (record.body()) {
      case RecordBody.ProfileUpdate _ -> new Matched(record, List.of());
      case RecordBody.Event event -> {
        var watches = matching(event);
        yield watches.isEmpty() ? null : new Matched(record, watches);
      }
    };
  }

  Tolerance tolerance() {
    return tolerance;
  }

  List<Watch> matching(RecordBody.Event event) {
    return watches.matching(event);
  }

  @Nullable Running campaign(long id) {
    return campaigns.get(id);
  }

  @Nullable Leaf leaf(int number) {
    return leaves.find(number);
  }

  /// Whether what is kept of a leaf is all there is to know.
  boolean isReady(Leaf leaf, Tallies.Kept kept) {
    return kept.isSeeded() || leaves.isComplete(leaf);
  }
}

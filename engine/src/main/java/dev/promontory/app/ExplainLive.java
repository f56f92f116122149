package dev.promontory.app;

import static java.util.stream.Collectors.toSet;

import dev.promontory.account.Account;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.Explanation;
import dev.promontory.campaign.Explanation.Part;
import dev.promontory.campaign.Explanation.Tried;
import dev.promontory.grant.Grant;
import dev.promontory.history.PastEvent;
import dev.promontory.live.Judged;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Recollection;
import dev.promontory.live.Tolerance;
import dev.promontory.live.Trigger;
import dev.promontory.live.attempt.Attempt;
import dev.promontory.live.attempt.Attempt.Fate;
import dev.promontory.live.attempt.Attempts;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogRecord;
import dev.promontory.record.RecordBody;
import dev.promontory.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells what came of a user's attempts to qualify in a live campaign. That somebody did not
/// qualify is not stored: it is judged again, on what stood before it in the log. Who did, is told
/// by the decisions.
///
/// Only the present profile is kept, so properties are judged as they are now.
public final class ExplainLive {
  /// The most events of the trigger that are looked at, the newest; each is read from the log.
  private static final int MAX_RECORDS = 40;

  /// The most events of a user that a filter is judged on again. If there are more, it is not.
  private static final int MAX_EVENTS = 20_000;

  private final EventLog log;
  private final AskHistory askHistory;
  private final PublishedDocuments documents;
  private final LiveCourse course;
  private final Tolerance tolerance;

  public ExplainLive(
      EventLog log,
      AskHistory askHistory,
      PublishedDocuments documents,
      LiveCourse course,
      Tolerance tolerance) {
    this.log = log;
    this.askHistory = askHistory;
    this.documents = documents;
    this.course = course;
    this.tolerance = tolerance;
  }

  /// The newest attempts of a user in a published live campaign, newest first.
  ///
  /// @param decisions about the user in the campaign, the newest
  /// @throws AskHistory.Behind if history did not catch up
  /// @throws IllegalStateException if the log cannot be read just now
  public List<Tried> attempts(
      Account account, Campaign campaign, long user, List<Grant> decisions, Instant now) {
    var document = documents.documentOf(campaign, account);
    var changes = course.changes(account, campaign, document);
    var live = newest(changes);
    var events = askHistory.events(account, user, MAX_EVENTS);
    var records = records(live, events);
    var again =
        new Again(
            live,
            document.who() instanceof Audience.Live(_, var filter) ? filter : null,
            new Recollection(user, askHistory.profile(account, user), events),
            decisions.stream().map(grant -> grant.key().occurrence()).collect(toSet()));
    return Attempts.of(changes, tolerance, records, latest(now, records)).reversed().stream()
        .limit(Explanation.MAX_ATTEMPTS)
        .map(attempt -> tried(attempt, again))
        .toList();
  }

  private static LiveCampaign newest(List<ProgramChange> changes) {
    LiveCampaign newest = null;
    for (var change : changes) {
      if (change.action() instanceof ProgramChange.Action.Put(var live)) {
        newest = live;
      }
    }
    if (newest == null) {
      throw new IllegalArgumentException("a campaign begins by being put");
    }
    return newest;
  }

  /// The newest events that the trigger names, in log order.
  private List<LogRecord> records(LiveCampaign live, List<PastEvent> events) {
    return events.stream()
        .filter(event -> Attempts.isPartOf(live, body(event)))
        .map(event -> event.key().position())
        .sorted(Comparator.reverseOrder())
        .limit(MAX_RECORDS)
        .sorted()
        .map(log::record)
        .toList();
  }

  private static RecordBody.Event body(PastEvent event) {
    return new RecordBody.Event(event.name(), event.properties());
  }

  private static Instant latest(Instant now, List<LogRecord> records) {
    var received =
        records.isEmpty()
            ? Instant.EPOCH
            : Instant.ofEpochMilli(records.getLast().receivedAtMillis());
    return received.isAfter(now) ? received : now;
  }

  /// What an attempt is judged by again.
  ///
  /// @param written the filter as it stands in the document; null if nothing must hold
  /// @param decided the occurrences about which there are decisions
  private record Again(
      LiveCampaign live, @Nullable Rule written, Recollection recollection, Set<Long> decided) {}

  private Tried tried(Attempt attempt, Again again) {
    var judged = attempt.fate() instanceof Fate.Judged(var at) ? judge(attempt, at, again) : null;
    boolean isUnknown = judged == null && again.written() != null;
    boolean isDecided = again.decided().contains(attempt.position());
    var words = FateWords.of(attempt, new FateWords.Again(judged, isUnknown, isDecided));
    List<Part> parts = new ArrayList<>();
    if (judged != null && again.written() != null) {
      JudgedParts.add(again.written(), judged, "who.filter", parts);
    }
    return new Tried(attempt, words.outcome(), words.sentence(), parts);
  }

  private @Nullable Judged judge(Attempt attempt, Instant at, Again again) {
    var filter = again.live().filter();
    if (filter == null || again.recollection().events().size() == MAX_EVENTS) {
      return null;
    }
    long before =
        switch (again.live().trigger()) {
          case Trigger.Action _ -> attempt.position();
          case Trigger.Inaction _ -> firstReceivedAfter(at, again.recollection().events());
        };
    return again.recollection().judge(filter, again.live().zone(), before, at);
  }

  /// The position of the first event that was received after an instant. Receipts never go back
  /// along the log (E9), so a few looks suffice.
  private long firstReceivedAfter(Instant at, List<PastEvent> events) {
    var positions = events.stream().map(event -> event.key().position()).sorted().toList();
    int low = 0;
    int high = positions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (log.record(positions.get(middle)).receivedAtMillis() > at.toEpochMilli()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == positions.size() ? Long.MAX_VALUE : positions.get(low);
  }
}

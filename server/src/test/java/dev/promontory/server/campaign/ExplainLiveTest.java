package dev.promontory.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import dev.promontory.app.AskHistory;
import dev.promontory.app.ExplainLive;
import dev.promontory.app.LiveCourse;
import dev.promontory.app.PublishedDocuments;
import dev.promontory.app.ResolveRule;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.Explanation.Tried;
import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.RewardType;
import dev.promontory.duckdb.DuckDbHistory;
import dev.promontory.duckdb.HistorySettings;
import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantKey;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Taken;
import dev.promontory.live.Tolerance;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.LogBlock;
import dev.promontory.log.NewRecord;
import dev.promontory.points.Points;
import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.server.document.CampaignReader;
import dev.promontory.server.document.SegmentReader;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.user.KnownUser;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told of attempts to qualify, from the log and history alone.
class ExplainLiveTest {
  private static final Account ACCOUNT =
      new Account(1, "shop", ZoneId.of("Europe/Berlin"), DayOfWeek.MONDAY);
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final long USER = 7;
  private static final String ACTION =
      """
      {"trigger":{"events":[{"event":"Charged"}]},
       "filter":{"all":[
         {"did":{"event":"Viewed","within":{"last":{"amount":2,"unit":"day"}},
                 "sum":{"property":"Price","op":"gte","value":10}}},
         {"profile":{"property":"Tier","op":"equals","value":"gold"}}]}}
      """;
  private static final String PLAIN = "{\"trigger\":{\"events\":[{\"event\":\"Charged\"}]}}";
  private static final String INACTION =
      """
      {"trigger":{"events":[{"event":"Added"}],"without":{"event":"Charged"},
                  "within":{"amount":30,"unit":"minute"}},
       "filter":{"did":{"event":"Viewed","count":{"op":"gte","value":1}}}}
      """;

  @TempDir private Path folder = Path.of("unset");
  private final MemoryEventLog log = new MemoryEventLog();
  private final List<ProgramChange> changes = new ArrayList<>();
  private DuckDbHistory history;
  private Instant now = START;

  @BeforeEach
  void open() {
    history = DuckDbHistory.open(new HistorySettings(folder.resolve("h.duckdb"), 128, 1));
  }

  @AfterEach
  void close() {
    history.close();
  }

  @Test
  void s3_6_a_trigger_is_judged_again_on_what_stood_before_it() {
    event("Viewed", 0, 4);
    change(new Action.Put(live(ACTION)));
    event("Charged", 60, 0);
    event("Viewed", 60, 7.5);
    append(
        new RecordBody.ProfileUpdate(List.of(new ProfileChange.Put(Name.of("Tier"), gold()))), 0);
    event("Charged", 60, 0);

    var attempts = attempts(ACTION, 5);

    assertThat(attempts).extracting(Tried::outcome).containsExactly("qualified", "filtered");
    assertThat(AttemptView.of(attempts.getFirst()))
        .containsEntry("judgedAt", START.plusSeconds(180).toString());
    assertThat(AttemptView.of(attempts.getLast()).get("filter"))
        .asString()
        .isEqualTo(
            List.of(
                    "{path=who.filter, holds=false}",
                    "{path=who.filter.all[0], holds=false, count=1, sum=4, average=4}",
                    "{path=who.filter.all[1], holds=true, values=[gold]}")
                .toString());
  }

  @Test
  void s3_1_s3_7_what_never_came_to_the_filter_is_told_with_the_reason() {
    event("Charged", 0, 0);
    change(new Action.Put(live(ACTION)));
    event("Charged", 60, 0, -7_201);
    change(new Action.Pause(1_500));
    event("Charged", 60, 0);
    change(new Action.Resume(1_500));
    event("Charged", 60, 0, 121);
    change(new Action.Remove(1_500));
    event("Charged", 60, 0);

    assertThat(attempts(ACTION))
        .extracting(Tried::outcome)
        .containsExactly("over", "notTimely", "paused", "notTimely");
    assertThat(attempts(ACTION).getLast().reason()).contains("late").contains("2026-03-02T");
  }

  @Test
  void s3_5_an_inaction_tells_what_became_of_its_deadline() {
    change(new Action.Put(live(INACTION)));
    event("Added", 0, 0);
    event("Added", 600, 0);
    event("Charged", 600, 0);
    event("Added", 600, 0);
    event("Viewed", 3_600, 0);
    event("Added", 600, 0);
    event("Nothing", 7_200, 0);
    event("Added", 600, 0);

    var attempts = attempts(INACTION, 6);

    assertThat(attempts)
        .extracting(Tried::outcome)
        .containsExactly("armed", "qualified", "filtered", "ignored", "cancelled");
    assertThat(AttemptView.of(attempts.getLast()))
        .containsEntry("dueAt", START.plusSeconds(1_801).toString())
        .containsEntry("cancelledBy", 3L);
    assertThat(attempts.getLast().reason()).contains("position 3");
  }

  @Test
  void a_campaign_that_the_journal_has_forgotten_is_told_from_its_document() {
    event("Charged", -60, 0);
    event("Charged", 120, 0);

    assertThat(attempts(PLAIN, 2))
        .extracting(Tried::outcome)
        .containsExactly("qualified", "notBegun");
  }

  @Test
  void what_was_decided_is_never_put_in_doubt_by_what_is_known_now() {
    change(new Action.Put(live(ACTION)));
    event("Viewed", 60, 12);
    event("Charged", 60, 0);
    assertThat(attempts(ACTION)).extracting(Tried::outcome).containsExactly("filtered");
    assertThat(attempts(ACTION, 2))
        .extracting(Tried::outcome, Tried::reason)
        .containsExactly(
            tuple(
                "qualified",
                "The user qualified; the decision stands among the decisions. By the user's"
                    + " properties as they are now it would be otherwise."));

    append(
        new RecordBody.ProfileUpdate(List.of(new ProfileChange.Put(Name.of("Tier"), gold()))), 0);

    assertThat(attempts(ACTION)).extracting(Tried::outcome).containsExactly("undecided");
    assertThat(attempts(ACTION, 2)).extracting(Tried::outcome).containsExactly("qualified");
  }

  /// @param decided the positions about which there are decisions
  private List<Tried> attempts(String who, long... decided) {
    var decisions = LongStream.of(decided).mapToObj(ExplainLiveTest::granted).toList();
    long from = history.position();
    var fresh = log.records().subList(Math.toIntExact(from), log.records().size());
    if (!fresh.isEmpty()) {
      history.append(List.of(new LogBlock(fresh)));
    }
    var reader = new CampaignReader();
    var transactions = unused(Transactions.class);
    var course = new LiveCourse(_ -> changes, transactions, new ResolveRule(new SegmentReader()));
    return new ExplainLive(
            log,
            new AskHistory(log, history, Duration.ofSeconds(20)),
            new PublishedDocuments(unused(Accounts.class), reader),
            course,
            Tolerance.DEFAULT)
        .attempts(ACCOUNT, campaign(who), USER, decisions, now);
  }

  private static Grant granted(long position) {
    return new Grant(
        new GrantKey(1_500, position, USER),
        1,
        1_000,
        new GrantOutcome.Granted(Points.of(100), 1),
        Points.of(100),
        START,
        START);
  }

  /// A port that nobody may ask.
  private static <T> T unused(Class<T> port) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, _) -> {
              throw new AssertionError("asked: " + method);
            }));
  }

  private static String json(String who) {
    return """
        {"name":"Spring","qualification":"live","who":%s,
         "what":{"type":"points","walletId":1000,"earn":{"scheme":"flat","points":100}},
         "when":{"start":"now","end":"never"}}
        """
        .formatted(who);
  }

  private static Campaign campaign(String who) {
    var text =
        new Campaign.Text("Spring", Qualification.LIVE, RewardType.POINTS, 1_000L, json(who));
    return new Campaign(
        1_500, 1, Campaign.Status.RUNNING, 1, text, "api", START, START, START, START, null, null);
  }

  private LiveCampaign live(String who) {
    var document = new CampaignReader().read(json(who), ACCOUNT.zone()).document();
    if (document == null || !(document.who() instanceof Audience.Live(var trigger, var filter))) {
      throw new AssertionError("not live: " + who);
    }
    return new LiveCampaign(
        1_500,
        1,
        ACCOUNT.zone(),
        trigger,
        filter,
        Taken.Wanted.NOTHING,
        new LiveCampaign.Life(log.lastPosition(), START, null));
  }

  private void change(Action action) {
    changes.add(new ProgramChange(changes.size() + 1L, 1, log.lastPosition(), now, action));
  }

  private static Value gold() {
    return new Value.Text("gold");
  }

  /// An event so many seconds after the one before.
  private void event(String name, int secondsLater, double price) {
    event(name, secondsLater, price, 0);
  }

  private void event(String name, int secondsLater, double price, int earlySeconds) {
    now = now.plusSeconds(secondsLater);
    var properties =
        Properties.of(
            List.of(new Property(Name.of("Price"), Value.number(BigDecimal.valueOf(price)))));
    append(new RecordBody.Event(Name.of(name), properties), earlySeconds);
  }

  private void append(RecordBody body, int earlySeconds) {
    var record =
        new NewRecord(
            1,
            new KnownUser(USER),
            now.getEpochSecond() + earlySeconds,
            now.toEpochMilli(),
            body,
            null);
    assertThat(log.append(AppendBatch.of(List.of(record)))).isNotNull();
  }
}

package dev.promontory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Account;
import dev.promontory.app.DeleteSegment;
import dev.promontory.app.ResolveRule;
import dev.promontory.app.ResolveRule.Reason;
import dev.promontory.app.ResolveRule.Resolution;
import dev.promontory.app.SaveList;
import dev.promontory.app.SaveSegment;
import dev.promontory.app.SegmentOutcome;
import dev.promontory.app.SegmentOutcome.Flawed;
import dev.promontory.app.SegmentOutcome.NameTaken;
import dev.promontory.app.SegmentOutcome.OtherKind;
import dev.promontory.app.SegmentOutcome.Saved;
import dev.promontory.app.SegmentOutcome.Unknown;
import dev.promontory.campaign.Campaign;
import dev.promontory.record.Name;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Test.Exists;
import dev.promontory.rule.UserSet;
import dev.promontory.segment.Segment;
import dev.promontory.segment.SegmentDocument.ByList;
import dev.promontory.segment.SegmentDocument.ByRule;
import dev.promontory.segment.SegmentDraft;
import dev.promontory.segment.SegmentUse;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every store of segments must do, alone and through the use cases that change it.
public abstract class SegmentsContract {
  private static final Instant NOW = Instant.parse("2026-03-03T22:20:00Z");
  private static final Rule ANYBODY = new Rule.All(List.of());

  /// The stores under test.
  protected abstract Transactions transactions();

  /// An account of the stores under test that no other test uses.
  protected abstract Account newAccount();

  private final RuleBook rules = new RuleBook();
  private final ResolveRule resolveRule = new ResolveRule(rules);
  private final SaveSegment saveSegment = new SaveSegment(resolveRule);

  @Test
  void a_segment_is_found_as_it_was_saved() {
    var account = newAccount();
    var rule = rules.write(has("Country"));

    var saved = saved(create(account, "Buyers \uD83D\uDE00", rule.rule()));

    assertThat(saved.name()).isEqualTo("Buyers \uD83D\uDE00");
    assertThat(saved.createdAt()).isEqualTo(NOW);
    assertThat(find(account, saved.id())).isEqualTo(saved);
    assertThat(rules.read(((ByRule) saved.document()).ruleJson())).isEqualTo(has("Country"));
  }

  @Test
  void segments_are_listed_in_pages_by_id() {
    var account = newAccount();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(saved(create(account, "S" + i, ANYBODY)).id());
    }

    var first = page(account, 0);
    var rest = page(account, first.getLast().id());

    assertThat(first).extracting(Segment::id).containsExactlyElementsOf(ids.subList(0, 3));
    assertThat(rest).extracting(Segment::id).containsExactlyElementsOf(ids.subList(3, 5));
  }

  @Test
  void names_are_unique_in_an_account_without_regard_to_case() {
    var account = newAccount();
    var first = saved(create(account, "Köln", ANYBODY));
    var second = saved(create(account, "Rome", ANYBODY));

    assertThat(create(account, "KÖLN", ANYBODY)).isEqualTo(new NameTaken("KÖLN"));
    assertThat(change(account, second.id(), "köln", ANYBODY)).isEqualTo(new NameTaken("köln"));
    assertThat(change(account, first.id(), "KÖLN", ANYBODY)).isInstanceOf(Saved.class);
    assertThat(create(newAccount(), "Köln", ANYBODY)).isInstanceOf(Saved.class);
  }

  @Test
  void two_accounts_never_see_each_others_segments() {
    var mine = newAccount();
    var theirs = newAccount();
    long id = saved(create(mine, "Mine", ANYBODY)).id();

    assertThat(lookUp(theirs, id)).isEmpty();
    assertThat(page(theirs, 0)).isEmpty();
    assertThat(change(theirs, id, "Stolen", ANYBODY)).isEqualTo(new Unknown());
    assertThat(delete(theirs, id)).isEqualTo(new DeleteSegment.Outcome.Unknown());
    assertThat(create(theirs, "Uses mine", new Rule.InSegment(id, true)))
        .isInstanceOf(Flawed.class);
    assertThat(find(mine, id).name()).isEqualTo("Mine");
  }

  @Test
  void a_list_keeps_its_users_however_many_and_whatever_their_numbers() {
    var account = newAccount();
    var users =
        UserSet.of(
            LongStream.concat(
                    LongStream.range(1, 120_000).map(i -> i * 7),
                    LongStream.of(Long.MAX_VALUE, 1L << 40))
                .toArray());

    var saved = saved(list(account, "VIPs", users, false));

    assertThat(saved.document()).isEqualTo(new ByList(users.size()));
    assertThat(members(saved.id())).isEqualTo(users);
  }

  @Test
  void a_list_is_replaced_under_its_name_and_keeps_its_id() {
    var account = newAccount();
    var before = saved(list(account, "VIPs", UserSet.of(1, 2, 3), false));

    var after = saved(list(account, "vips", UserSet.of(), true));

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(find(account, before.id()).document()).isEqualTo(new ByList(0));
    assertThat(members(before.id())).isEqualTo(UserSet.of());
    assertThat(list(account, "VIPs", UserSet.of(4), false)).isEqualTo(new NameTaken("VIPs"));
  }

  @Test
  void a_list_does_not_become_a_rule_nor_a_rule_a_list() {
    var account = newAccount();
    var list = saved(list(account, "List", UserSet.of(1), false));
    create(account, "Rule", ANYBODY);

    assertThat(change(account, list.id(), "List", ANYBODY)).isEqualTo(new OtherKind());
    assertThat(list(account, "Rule", UserSet.of(1), true)).isEqualTo(new OtherKind());
  }

  @Test
  void a_rule_is_resolved_through_segments_and_lists() {
    var account = newAccount();
    long list = saved(list(account, "List", UserSet.of(4, 5), false)).id();
    long inner = saved(create(account, "Inner", has("Country"))).id();
    long outer =
        saved(
                create(
                    account,
                    "Outer",
                    new Rule.Any(List.of(new Rule.InSegment(inner, false), has("City")))))
            .id();
    var rule =
        new Rule.All(List.of(new Rule.InSegment(outer, true), new Rule.InSegment(list, false)));

    assertThat(resolve(account, rule))
        .isEqualTo(
            new Resolution.Resolved(
                new Rule.All(
                    List.of(
                        new Rule.Any(List.of(new Rule.None(List.of(has("Country"))), has("City"))),
                        new Rule.None(List.of(new Rule.OneOf(UserSet.of(4, 5))))))));
    assertThat(resolve(account, new Rule.InSegment(999_999, true)))
        .isEqualTo(new Resolution.Unresolved(Reason.UNKNOWN, 999_999));
  }

  @Test
  void s1_a_segment_that_another_segment_names_is_not_deleted() {
    var account = newAccount();
    long inner = saved(create(account, "Inner", ANYBODY)).id();
    long outer = saved(create(account, "Outer", new Rule.InSegment(inner, true))).id();

    assertThat(delete(account, inner))
        .isEqualTo(
            new DeleteSegment.Outcome.InUse(
                List.of(new SegmentUse(SegmentUse.Kind.SEGMENT, outer, "Outer"))));

    change(account, outer, "Outer", ANYBODY);
    assertThat(delete(account, inner)).isEqualTo(new DeleteSegment.Outcome.Deleted());
    assertThat(lookUp(account, inner)).isEmpty();
  }

  @Test
  void s1_a_segment_that_a_campaign_names_is_not_deleted() {
    var account = newAccount();
    long id = saved(list(account, "List", UserSet.of(1), false)).id();
    var text = new Campaign.Text("Spring", null, null, null, "{}");
    var campaign =
        transactions()
            .inTransaction(
                tx -> {
                  var draft =
                      tx.campaigns().create(Campaign.draft(account.number(), text, "api", NOW));
                  tx.campaigns().saveSegments(draft, Set.of(id));
                  return draft;
                });

    assertThat(delete(account, id))
        .isEqualTo(
            new DeleteSegment.Outcome.InUse(
                List.of(new SegmentUse(SegmentUse.Kind.CAMPAIGN, campaign.id(), "Spring"))));

    transactions()
        .inTransaction(
            tx -> {
              tx.campaigns().saveSegments(campaign, Set.of());
              return true;
            });
    assertThat(delete(account, id)).isEqualTo(new DeleteSegment.Outcome.Deleted());
  }

  @Test
  void s1_the_store_itself_refuses_to_delete_what_is_in_use() {
    var account = newAccount();
    long inner = saved(create(account, "Inner", ANYBODY)).id();
    create(account, "Outer", new Rule.InSegment(inner, true));

    assertThatThrownBy(
            () ->
                transactions()
                    .inTransaction(
                        tx -> {
                          tx.segments().delete(inner);
                          return true;
                        }))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void s2_segments_never_go_in_circles() {
    var account = newAccount();
    long a = saved(create(account, "A", ANYBODY)).id();
    long b = saved(create(account, "B", new Rule.InSegment(a, true))).id();
    long c = saved(create(account, "C", new Rule.InSegment(b, true))).id();

    assertThat(change(account, a, "A", new Rule.InSegment(a, true))).isInstanceOf(Flawed.class);
    assertThat(change(account, a, "A", new Rule.InSegment(b, true))).isInstanceOf(Flawed.class);
    assertThat(change(account, a, "A", new Rule.None(List.of(new Rule.InSegment(c, true)))))
        .isInstanceOf(Flawed.class);
    assertThat(change(account, b, "B", new Rule.InSegment(c, false))).isInstanceOf(Flawed.class);
    assertThat(resolve(account, new Rule.InSegment(c, true)))
        .isInstanceOf(Resolution.Resolved.class);
  }

  @Test
  void s2_changes_at_the_same_time_do_not_close_a_circle() throws Exception {
    var account = newAccount();
    long a = saved(create(account, "A", ANYBODY)).id();
    long b = saved(create(account, "B", ANYBODY)).id();
    var go = new CountDownLatch(1);
    List<Future<SegmentOutcome>> outcomes = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 8; round++) {
        boolean first = round % 2 == 0;
        outcomes.add(
            threads.submit(
                () -> {
                  go.await();
                  return first
                      ? change(account, a, "A", new Rule.InSegment(b, true))
                      : change(account, b, "B", new Rule.InSegment(a, true));
                }));
      }
      go.countDown();
    }

    long saved = 0;
    for (var outcome : outcomes) {
      saved += outcome.get() instanceof Saved ? 1 : 0;
    }
    assertThat(saved).isEqualTo(4);
    assertThat(resolve(account, new Rule.InSegment(a, true)))
        .isInstanceOf(Resolution.Resolved.class);
  }

  @Test
  void segments_nest_to_a_limit() {
    var account = newAccount();
    long deepest = saved(create(account, "0", ANYBODY)).id();
    long last = deepest;
    for (int depth = 1; depth < ResolveRule.MAX_DEPTH; depth++) {
      last = saved(create(account, "" + depth, new Rule.InSegment(last, true))).id();
    }
    long eighth = last;

    assertThat(resolve(account, new Rule.InSegment(eighth, true)))
        .isInstanceOf(Resolution.Resolved.class);
    assertThat(change(account, deepest, "0", new Rule.InSegment(eighth, true)))
        .isInstanceOf(Flawed.class);
    saved(create(account, "9", new Rule.InSegment(eighth, true)));
    assertThat(resolve(account, new Rule.InSegment(eighth + 1, true)))
        .isEqualTo(new Resolution.Unresolved(Reason.TOO_DEEP, deepest));
  }

  @Test
  void a_change_that_would_break_who_refers_to_it_is_refused() {
    var account = newAccount();
    long inner = saved(create(account, "Inner", ANYBODY)).id();
    var many = new ArrayList<Rule>();
    for (int i = 0; i < 499; i++) {
      many.add(new Rule.InSegment(inner, true));
    }
    create(account, "Outer", new Rule.Any(many));
    var eleven = new Rule.All(Collections.nCopies(10, has("p")));

    assertThat(change(account, inner, "Inner", eleven)).isInstanceOf(Flawed.class);
    assertThat(find(account, inner).updatedAt()).isEqualTo(NOW);
  }

  private SegmentOutcome create(Account account, String name, Rule rule) {
    var draft = new SegmentDraft(name, rules.write(rule));
    return transactions().inTransaction(tx -> saveSegment.create(tx, account, draft, NOW));
  }

  private SegmentOutcome change(Account account, long id, String name, Rule rule) {
    var draft = new SegmentDraft(name, rules.write(rule));
    return transactions()
        .inTransaction(tx -> saveSegment.change(tx, account, id, draft, NOW.plusSeconds(9)));
  }

  private SegmentOutcome list(Account account, String name, UserSet users, boolean replace) {
    return transactions()
        .inTransaction(
            tx ->
                replace
                    ? new SaveList().replace(tx, account, name, users, NOW)
                    : new SaveList().create(tx, account, name, users, NOW));
  }

  private DeleteSegment.Outcome delete(Account account, long id) {
    return transactions().inTransaction(tx -> new DeleteSegment().delete(tx, account, id));
  }

  private Segment find(Account account, long id) {
    return lookUp(account, id).orElseThrow();
  }

  private Optional<Segment> lookUp(Account account, long id) {
    return transactions().inTransaction(tx -> tx.segments().find(account.number(), id));
  }

  /// Three at a time.
  private List<Segment> page(Account account, long after) {
    return transactions().inTransaction(tx -> tx.segments().page(account.number(), after, 3));
  }

  private UserSet members(long id) {
    return transactions().inTransaction(tx -> tx.segments().members(id));
  }

  private Resolution resolve(Account account, Rule rule) {
    return transactions()
        .inTransaction(tx -> resolveRule.resolve(tx.segments(), account.number(), rule));
  }

  private static Segment saved(SegmentOutcome outcome) {
    return switch (outcome) {
      case Saved(var segment) -> segment;
      default -> throw new AssertionError("not saved: " + outcome);
    };
  }

  private static Rule has(String property) {
    return new Rule.HasProperty(Name.of(property), new Exists());
  }
}

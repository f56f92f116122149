package dev.promontory.testkit;

import static dev.promontory.testkit.SegmentDesk.ANYBODY;
import static dev.promontory.testkit.SegmentDesk.NOW;
import static dev.promontory.testkit.SegmentDesk.has;
import static dev.promontory.testkit.SegmentDesk.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Account;
import dev.promontory.app.DeleteSegment;
import dev.promontory.app.ResolveRule;
import dev.promontory.app.ResolveRule.Reason;
import dev.promontory.app.ResolveRule.Resolution;
import dev.promontory.app.SegmentOutcome;
import dev.promontory.app.SegmentOutcome.Flawed;
import dev.promontory.app.SegmentOutcome.Saved;
import dev.promontory.campaign.Campaign;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import dev.promontory.segment.SegmentUse;
import dev.promontory.store.Transactions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of segments must do about segments that refer to one another (SG1, SG2).
public abstract class SegmentReferencesContract {

  /// The stores under test.
  protected abstract Transactions transactions();

  /// An account of the stores under test that no other test uses.
  protected abstract Account newAccount();

  private SegmentDesk desk;

  @BeforeEach
  void desk() {
    desk = new SegmentDesk(transactions());
  }

  @Test
  void a_rule_is_resolved_through_segments_and_lists() {
    var account = newAccount();
    long list = saved(desk.list(account, "List", UserSet.of(4, 5))).id();
    long inner = saved(desk.create(account, "Inner", has("Country"))).id();
    long outer =
        saved(
                desk.create(
                    account,
                    "Outer",
                    new Rule.Any(List.of(new Rule.InSegment(inner, false), has("City")))))
            .id();
    var rule =
        new Rule.All(List.of(new Rule.InSegment(outer, true), new Rule.InSegment(list, false)));

    assertThat(desk.resolve(account, rule))
        .isEqualTo(
            new Resolution.Resolved(
                new Rule.All(
                    List.of(
                        new Rule.Any(List.of(new Rule.None(List.of(has("Country"))), has("City"))),
                        new Rule.None(List.of(new Rule.OneOf(UserSet.of(4, 5))))))));
    assertThat(desk.resolve(account, new Rule.InSegment(999_999, true)))
        .isEqualTo(new Resolution.Unresolved(Reason.UNKNOWN, 999_999));
  }

  @Test
  void sg1_a_segment_that_another_segment_names_is_not_deleted() {
    var account = newAccount();
    long inner = saved(desk.create(account, "Inner", ANYBODY)).id();
    long outer = saved(desk.create(account, "Outer", new Rule.InSegment(inner, true))).id();

    assertThat(desk.delete(account, inner))
        .isEqualTo(
            new DeleteSegment.Outcome.InUse(
                List.of(new SegmentUse(SegmentUse.Kind.SEGMENT, outer, "Outer"))));

    desk.change(account, outer, "Outer", ANYBODY);
    assertThat(desk.delete(account, inner)).isEqualTo(new DeleteSegment.Outcome.Deleted());
    assertThat(desk.lookUp(account, inner)).isEmpty();
  }

  @Test
  void sg1_a_segment_that_a_campaign_names_is_not_deleted() {
    var account = newAccount();
    long id = saved(desk.list(account, "List", UserSet.of(1))).id();
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

    assertThat(desk.delete(account, id))
        .isEqualTo(
            new DeleteSegment.Outcome.InUse(
                List.of(new SegmentUse(SegmentUse.Kind.CAMPAIGN, campaign.id(), "Spring"))));

    transactions()
        .inTransaction(
            tx -> {
              tx.campaigns().saveSegments(campaign, Set.of());
              return true;
            });
    assertThat(desk.delete(account, id)).isEqualTo(new DeleteSegment.Outcome.Deleted());
  }

  @Test
  void sg1_the_store_itself_refuses_to_delete_what_is_in_use() {
    var account = newAccount();
    long inner = saved(desk.create(account, "Inner", ANYBODY)).id();
    desk.create(account, "Outer", new Rule.InSegment(inner, true));

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
  void sg2_segments_never_go_in_circles() {
    var account = newAccount();
    long a = saved(desk.create(account, "A", ANYBODY)).id();
    long b = saved(desk.create(account, "B", new Rule.InSegment(a, true))).id();
    long c = saved(desk.create(account, "C", new Rule.InSegment(b, true))).id();

    assertThat(desk.change(account, a, "A", new Rule.InSegment(a, true)))
        .isInstanceOf(Flawed.class);
    assertThat(desk.change(account, a, "A", new Rule.InSegment(b, true)))
        .isInstanceOf(Flawed.class);
    assertThat(desk.change(account, a, "A", new Rule.None(List.of(new Rule.InSegment(c, true)))))
        .isInstanceOf(Flawed.class);
    assertThat(desk.change(account, b, "B", new Rule.InSegment(c, false)))
        .isInstanceOf(Flawed.class);
    assertThat(desk.resolve(account, new Rule.InSegment(c, true)))
        .isInstanceOf(Resolution.Resolved.class);
  }

  @Test
  void sg2_changes_at_the_same_time_do_not_close_a_circle() throws Exception {
    var account = newAccount();
    long a = saved(desk.create(account, "A", ANYBODY)).id();
    long b = saved(desk.create(account, "B", ANYBODY)).id();
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
                      ? desk.change(account, a, "A", new Rule.InSegment(b, true))
                      : desk.change(account, b, "B", new Rule.InSegment(a, true));
                }));
      }
      go.countDown();
    }

    long saved = 0;
    for (var outcome : outcomes) {
      saved += outcome.get() instanceof Saved ? 1 : 0;
    }
    assertThat(saved).isEqualTo(4);
    assertThat(desk.resolve(account, new Rule.InSegment(a, true)))
        .isInstanceOf(Resolution.Resolved.class);
  }

  @Test
  void segments_nest_to_a_limit() {
    var account = newAccount();
    long deepest = saved(desk.create(account, "0", ANYBODY)).id();
    long last = deepest;
    for (int depth = 1; depth < ResolveRule.MAX_DEPTH; depth++) {
      last = saved(desk.create(account, "" + depth, new Rule.InSegment(last, true))).id();
    }
    long eighth = last;

    assertThat(desk.resolve(account, new Rule.InSegment(eighth, true)))
        .isInstanceOf(Resolution.Resolved.class);
    assertThat(desk.change(account, deepest, "0", new Rule.InSegment(eighth, true)))
        .isInstanceOf(Flawed.class);
    saved(desk.create(account, "9", new Rule.InSegment(eighth, true)));
    assertThat(desk.resolve(account, new Rule.InSegment(eighth + 1, true)))
        .isEqualTo(new Resolution.Unresolved(Reason.TOO_DEEP, deepest));
  }

  @Test
  void a_change_that_would_break_who_refers_to_it_is_refused() {
    var account = newAccount();
    long inner = saved(desk.create(account, "Inner", ANYBODY)).id();
    var many = new ArrayList<Rule>();
    for (int i = 0; i < 499; i++) {
      many.add(new Rule.InSegment(inner, true));
    }
    desk.create(account, "Outer", new Rule.Any(many));
    var eleven = new Rule.All(Collections.nCopies(10, has("p")));

    assertThat(desk.change(account, inner, "Inner", eleven)).isInstanceOf(Flawed.class);
    assertThat(desk.find(account, inner).updatedAt()).isEqualTo(NOW);
  }
}

package dev.promontory.testkit;

import static dev.promontory.testkit.SegmentDesk.ANYBODY;
import static dev.promontory.testkit.SegmentDesk.NOW;
import static dev.promontory.testkit.SegmentDesk.has;
import static dev.promontory.testkit.SegmentDesk.saved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.DeleteSegment;
import dev.promontory.app.SegmentOutcome.Flawed;
import dev.promontory.app.SegmentOutcome.NameTaken;
import dev.promontory.app.SegmentOutcome.OtherKind;
import dev.promontory.app.SegmentOutcome.Saved;
import dev.promontory.app.SegmentOutcome.Unknown;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import dev.promontory.segment.Segment;
import dev.promontory.segment.SegmentDocument.ByList;
import dev.promontory.segment.SegmentDocument.ByRule;
import dev.promontory.store.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of segments must keep, alone and through the use cases that change it.
public abstract class SegmentsContract {

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
  void a_segment_is_found_as_it_was_saved() {
    var account = newAccount();
    var rule = desk.rules().write(has("Country"));

    var saved = saved(desk.create(account, "Buyers \uD83D\uDE00", rule.rule()));

    assertThat(saved.name()).isEqualTo("Buyers \uD83D\uDE00");
    assertThat(saved.createdAt()).isEqualTo(NOW);
    assertThat(desk.find(account, saved.id())).isEqualTo(saved);
    assertThat(desk.rules().read(((ByRule) saved.document()).ruleJson())).isEqualTo(has("Country"));
  }

  @Test
  void segments_are_listed_in_pages_by_id() {
    var account = newAccount();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(saved(desk.create(account, "S" + i, ANYBODY)).id());
    }

    var first = desk.page(account, 0);
    var rest = desk.page(account, first.getLast().id());

    assertThat(first).extracting(Segment::id).containsExactlyElementsOf(ids.subList(0, 3));
    assertThat(rest).extracting(Segment::id).containsExactlyElementsOf(ids.subList(3, 5));
  }

  @Test
  void names_are_unique_in_an_account_without_regard_to_case() {
    var account = newAccount();
    var first = saved(desk.create(account, "Köln", ANYBODY));
    var second = saved(desk.create(account, "Rome", ANYBODY));

    assertThat(desk.create(account, "KÖLN", ANYBODY)).isEqualTo(new NameTaken("KÖLN"));
    assertThat(desk.change(account, second.id(), "köln", ANYBODY)).isEqualTo(new NameTaken("köln"));
    assertThat(desk.change(account, first.id(), "KÖLN", ANYBODY)).isInstanceOf(Saved.class);
    assertThat(desk.create(newAccount(), "Köln", ANYBODY)).isInstanceOf(Saved.class);
  }

  @Test
  void two_accounts_never_see_each_others_segments() {
    var mine = newAccount();
    var theirs = newAccount();
    long id = saved(desk.create(mine, "Mine", ANYBODY)).id();

    assertThat(desk.lookUp(theirs, id)).isEmpty();
    assertThat(desk.page(theirs, 0)).isEmpty();
    assertThat(desk.change(theirs, id, "Stolen", ANYBODY)).isEqualTo(new Unknown());
    assertThat(desk.delete(theirs, id)).isEqualTo(new DeleteSegment.Outcome.Unknown());
    assertThat(desk.create(theirs, "Uses mine", new Rule.InSegment(id, true)))
        .isInstanceOf(Flawed.class);
    assertThat(desk.find(mine, id).name()).isEqualTo("Mine");
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

    var saved = saved(desk.list(account, "VIPs", users));

    assertThat(saved.document()).isEqualTo(new ByList(users.size()));
    assertThat(desk.members(saved.id())).isEqualTo(users);
  }

  @Test
  void a_name_stands_for_one_list() {
    var account = newAccount();
    saved(desk.list(account, "VIPs", UserSet.of(1, 2, 3)));

    assertThat(desk.list(account, "vips", UserSet.of(4))).isEqualTo(new NameTaken("vips"));
  }

  @Test
  void a_list_does_not_become_a_rule() {
    var account = newAccount();
    var list = saved(desk.list(account, "List", UserSet.of(1)));

    assertThat(desk.change(account, list.id(), "List", ANYBODY)).isEqualTo(new OtherKind());
  }
}

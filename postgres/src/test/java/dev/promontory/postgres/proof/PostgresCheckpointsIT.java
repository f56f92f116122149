package dev.promontory.postgres.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.app.SealBooks;
import dev.promontory.audit.Checkpoint;
import dev.promontory.audit.Checkpoints.Sealed;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.testkit.Rewards;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresCheckpointsIT {
  private static final Instant T = Rewards.NOW;

  private DataSource source;
  private BooksUnderTest books;
  private PostgresCheckpoints checkpoints;
  private long walletId;

  @BeforeEach
  void open() {
    source = TestDatabase.migrated("checkpoints");
    books = new BooksUnderTest(source);
    checkpoints = new PostgresCheckpoints(source);
    walletId = books.wallet().id();
  }

  @Test
  void l6_a_checkpoint_counts_what_there_is_and_none_is_made_when_nothing_has_grown() {
    assertThat(checkpoints.seal(T)).isEqualTo(new Sealed(Optional.empty(), 0));
    assertThat(checkpoints.newest()).isEmpty();

    credit(1);
    credit(2);
    credit(2);
    var first = checkpoints.seal(T).checkpoint().orElseThrow();
    var idle = checkpoints.seal(T.plusSeconds(1)).checkpoint();
    credit(3);
    var second = checkpoints.seal(T.plusSeconds(2)).checkpoint().orElseThrow();

    assertThat(first)
        .extracting(Checkpoint::number, Checkpoint::at, Checkpoint::balances, Checkpoint::entries)
        .containsExactly(1L, T, 2L, 3L);
    assertThat(idle).isEmpty();
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.hash()).isNotEqualTo(first.hash()).matches("[0-9a-f]{64}");
    assertThat(checkpoints.page(Long.MAX_VALUE, 10)).containsExactly(second, first);
    assertThat(checkpoints.page(2, 10)).containsExactly(first);
    assertThat(checkpoints.page(3, 1)).containsExactly(second);
  }

  @Test
  void l6_a_chain_that_lost_what_was_sealed_is_not_sealed_over() {
    credit(1);
    credit(2);
    checkpoints.seal(T);
    Jdbi.create(source)
        .useTransaction(
            handle -> {
              handle.execute("ALTER TABLE entry DISABLE TRIGGER USER");
              handle.execute("UPDATE entry SET hash = sha256(hash) WHERE user_number = 1");
              handle.execute("ALTER TABLE entry ENABLE TRIGGER USER");
            });
    credit(1);
    credit(2);

    assertThat(checkpoints.seal(T).broken()).isOne();
    assertThat(checkpoints.seal(T).broken()).isOne();
    assertThat(sealedSequences()).containsExactly(1L, 2L);
  }

  @Test
  void l6_checkpoints_are_never_changed_or_removed() {
    credit(1);
    checkpoints.seal(T);

    for (var statement :
        List.of(
            "UPDATE checkpoint SET balances = 0",
            "DELETE FROM checkpoint",
            "TRUNCATE checkpoint")) {
      assertThatThrownBy(() -> Jdbi.create(source).useHandle(handle -> handle.execute(statement)))
          .hasMessageContaining("rows of checkpoint are never changed or removed");
    }
  }

  @Test
  void the_books_are_sealed_at_the_start_and_every_hour() {
    credit(1);
    List<Sealed> published = new ArrayList<>();
    var seal = new SealBooks(checkpoints, T, published::add);

    assertThat(seal.nextDueAt()).contains(T);
    assertThat(seal.doDue(T)).isFalse();
    assertThat(seal.nextDueAt()).contains(T.plus(SealBooks.EVERY));
    seal.doDue(T.plusSeconds(1));
    assertThat(published).hasSize(1);
    seal.doDue(T.plus(SealBooks.EVERY));
    assertThat(published)
        .extracting(each -> each.checkpoint().isPresent())
        .containsExactly(true, false);
  }

  private void credit(long user) {
    var head = books.head(new BalanceKey(walletId, user), Source.API, Note.NONE);
    books.post(new Credit(head, Rewards.points("1"), Validity.OF_WALLET));
  }

  private List<Long> sealedSequences() {
    return Jdbi.create(source)
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT sequence FROM sealed_head ORDER BY user_number")
                    .mapTo(Long.class)
                    .list());
  }
}

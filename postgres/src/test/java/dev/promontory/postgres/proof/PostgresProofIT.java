package dev.promontory.postgres.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.promontory.app.VerifyBooks;
import dev.promontory.audit.Check;
import dev.promontory.audit.Check.Finding;
import dev.promontory.audit.Check.Weight;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.postgres.Privileges;
import dev.promontory.postgres.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the program wrote passes the checks, which are written apart from it; and whatever is
/// tampered with is found and named.
class PostgresProofIT {
  private static final DataSource SOURCE = TestDatabase.migrated("proof");
  private static final Jdbi JDBI = Jdbi.create(SOURCE);
  private static final long USER = 7777;
  private static final List<String> GUARDED =
      List.of("entry", "lot_draw", "entry_note", "checkpoint");

  private static long walletId;

  @BeforeAll
  static void write() {
    var books = new BooksUnderTest(SOURCE);
    var random = new SplittableRandom(20261123);
    var wallet = books.wallet();
    books.writeRandomly(wallet, 60, random);
    walletId = wallet.id();
    new PostgresCheckpoints(SOURCE).seal(books.now());
    books.writeKnown(new BalanceKey(walletId, USER));
    new PostgresCheckpoints(SOURCE).seal(books.now());
  }

  /// Somebody who may do everything has been at the books.
  ///
  /// @param check the check that must find it
  /// @param sequence the entry that must be named; 0 for no entry of the user, -1 for no user
  record Tampering(String check, long sequence, String sql) {}

  private static Tampering at(String check, long sequence, String sql) {
    return new Tampering(check, sequence, sql);
  }

  static List<Tampering> ofEntries() {
    return List.of(
        at("chains", 8, "UPDATE entry SET active_change = active_change + 1 WHERE $8"),
        at("running balances", 8, "UPDATE entry SET active_change = active_change + 1 WHERE $8"),
        at("sums", 12, "UPDATE entry SET active_change = active_change + 1 WHERE $8"),
        at("chains", 5, "UPDATE entry SET at = at + interval '1 microsecond' WHERE $5"),
        at("times", 5, "UPDATE entry SET at = at - interval '1 day' WHERE $5"),
        at("chains", 3, "UPDATE entry SET source = 4 WHERE $3"),
        at("sums", 12, "UPDATE entry SET source = 3 WHERE $3"),
        at("chains", 1, "UPDATE entry SET campaign_id = 9 WHERE $1"),
        at("chains", 3, "UPDATE entry SET note_hash = NULL WHERE $3"),
        at("transactions", 2, "UPDATE entry SET id = (SELECT id FROM entry WHERE $1) WHERE $2"),
        at("chains", 9, "DELETE FROM entry WHERE $8"),
        at("sequences", 9, "DELETE FROM entry WHERE $8"),
        at("credits", 0, "DELETE FROM entry WHERE $8"),
        at("chains", 1, SWAP),
        at("chains", 2, SWAP),
        at("balances", 13, INSERT),
        at("chains", 13, INSERT),
        at("sealed entries", 12, CUT),
        at("sealed entries", 12, FORGE),
        at("related entries", 7, "UPDATE entry SET related_id = 1 WHERE $7"),
        at("refunds", 3, "UPDATE lot_draw SET points = 30001 WHERE transaction_id = #7"),
        at("reversals", 8, "UPDATE entry SET shortfall = 1 WHERE $9"));
  }

  /// The same entries in another order.
  private static final String SWAP =
      """
      UPDATE entry SET sequence = 1000 WHERE $1;
      UPDATE entry SET sequence = 1 WHERE $2;
      UPDATE entry SET sequence = 2 WHERE $1000
      """;

  private static final String INSERT =
      """
      INSERT INTO entry (id, wallet_id, user_number, sequence, type, source, at, active_change, promised_change,
                         active_after, promised_after, held_after, hash)
      SELECT 1, wallet_id, user_number, 13, 2, 1, at, -1, 0, active_after - 1, promised_after, held_after, hash
        FROM entry
       WHERE $12
      """;

  /// The last entry goes, with all that it did, and the balance is what it was before.
  private static final String CUT =
      """
      UPDATE lot
         SET remaining = remaining + d.points
        FROM lot_draw AS d
       WHERE d.lot_id = lot.id AND d.transaction_id = #12;
      DELETE FROM lot_draw WHERE transaction_id = #12;
      DELETE FROM hold WHERE id = #12;
      DELETE FROM entry WHERE $12;
      UPDATE balance AS b
         SET sequence = 11, head = e.hash, last_at = e.at, active = e.active_after, held = e.held_after
        FROM entry AS e
       WHERE (b.wallet_id, b.user_number) = (e.wallet_id, e.user_number) AND e.$11
      """;

  /// The last entry is written anew, with hashes that fit.
  private static final String FORGE =
      """
      UPDATE entry SET at = at + interval '1 second' WHERE $12;
      UPDATE entry AS e
         SET hash = entry_hash((SELECT hash FROM entry WHERE $11), e, e.note_hash,
                               (SELECT draws FROM drawn WHERE transaction_id = e.id))
       WHERE e.$12;
      UPDATE balance AS b
         SET head = e.hash, last_at = e.at
        FROM entry AS e
       WHERE (b.wallet_id, b.user_number) = (e.wallet_id, e.user_number) AND e.$12
      """;

  static List<Tampering> ofTheRest() {
    return List.of(
        at("notes", 1, "UPDATE entry_note SET description = 'other' WHERE $1"),
        at("notes", 3, "UPDATE entry_note SET sale_amount_micros = 1 WHERE $3"),
        at("notes", 5, "DELETE FROM entry_note WHERE $5"),
        at("notes", 13, "UPDATE entry_note SET sequence = 13 WHERE $5"),
        at("chains", 3, "UPDATE lot_draw SET points = points - 1 WHERE transaction_id = #3"),
        at("draws", 3, "UPDATE lot_draw SET points = points - 1 WHERE transaction_id = #3"),
        at("draws", 7, "DELETE FROM lot_draw WHERE transaction_id = #7"),
        at("lots", 0, "DELETE FROM lot_draw WHERE transaction_id = #7"),
        at("draws", 0, "INSERT INTO lot_draw VALUES (1, #1, 5)"),
        at("chains", 3, "INSERT INTO lot_draw VALUES (#3, #8, 5)"),
        at("lots", 0, "UPDATE lot SET remaining = remaining - 1 WHERE id = #1"),
        at("lots", 0, "UPDATE lot SET expired = expired + 1 WHERE id = #1"),
        at("lots", 0, "UPDATE lot SET reversed = reversed - 1 WHERE id = #8"),
        at("sums", 12, "UPDATE lot SET remaining = remaining - 1 WHERE id = #1"),
        at("credits", 2, "UPDATE lot SET granted = granted + 1 WHERE id = #2"),
        at("credits", 8, "DELETE FROM lot WHERE id = #8"),
        at(
            "balances",
            12,
            "UPDATE balance SET active = active + 1, credited = credited + 1 WHERE $"),
        at("sums", 12, "UPDATE balance SET redeemed = redeemed - 1, removed = removed + 1 WHERE $"),
        at("balances", 12, "UPDATE balance SET last_at = last_at - interval '1 second' WHERE $"),
        at("balances", 12, "DELETE FROM balance WHERE $"),
        at("due work", 12, "UPDATE balance SET next_due_at = NULL WHERE $"),
        at(
            "due work",
            12,
            "UPDATE balance SET next_due_at = next_due_at + interval '1 year' WHERE $"),
        at("holds", 12, "UPDATE hold SET points = points + 1 WHERE id = #12"),
        at("holds", 4, "UPDATE hold SET captured = captured + 1 WHERE id = #4"),
        at(
            "holds",
            4,
            "UPDATE hold SET closed_as = NULL, closed_at = NULL, captured = 0 WHERE id = #4"),
        at("holds", 12, "DELETE FROM hold WHERE id = #12"),
        at("sums", 12, "DELETE FROM hold WHERE id = #12"));
  }

  static List<Tampering> ofTheInstallation() {
    return List.of(
        at("grants", -1, "UPDATE reward_grant SET points = 1 WHERE points > 1"),
        at("grants", -1, "DELETE FROM reward_grant WHERE points > 0"),
        at("grants", -1, "UPDATE reward_grant SET user_number = 9000 + user_number"),
        at("budgets", -1, "UPDATE campaign_budget SET granted = granted - 1"),
        at("sealed entries", -1, "UPDATE sealed_head SET hash = sha256(hash)"),
        at("checkpoints", -1, "UPDATE sealed_head SET hash = sha256(hash)"),
        at("checkpoints", -1, "DELETE FROM sealed_head WHERE user_number = 7777"),
        at("checkpoints", -1, "DELETE FROM checkpoint WHERE number = 1"),
        at("checkpoints", -1, "DELETE FROM checkpoint WHERE number = 2"),
        at("checkpoints", -1, "DELETE FROM checkpoint"),
        at("checkpoints", -1, "UPDATE checkpoint SET at = at + interval '1 day' WHERE number = 1"),
        at("checkpoints", -1, "UPDATE checkpoint SET entries = entries + 1 WHERE number = 2"),
        at("triggers", -1, "ALTER TABLE entry DISABLE TRIGGER tr_entry_immutable"),
        at("triggers", -1, "ALTER TABLE lot_draw ENABLE REPLICA TRIGGER tr_lot_draw_immutable"),
        at("triggers", -1, "DROP TRIGGER tr_entry_note_kept ON entry_note"));
  }

  @Test
  void l5_l6_what_the_program_wrote_passes_every_check() {
    List<Check> checks = new ArrayList<>();

    long faults = new VerifyBooks(new PostgresProof(SOURCE)).verify(checks::add);

    assertThat(checks).filteredOn(Check::isFault).isEmpty();
    assertThat(faults).isZero();
    assertThat(checks).hasSameSizeAs(Checks.ALL).allMatch(check -> check.rows() > 0);
    assertThat(typesWritten()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  @ParameterizedTest
  @MethodSource({"ofEntries", "ofTheRest"})
  void l1_l6_what_was_tampered_with_is_named(Tampering tampering) {
    var check = after(tampering);

    assertThat(check.isFault()).isTrue();
    assertThat(check.findings())
        .extracting(Finding::walletId, Finding::user, Finding::sequence)
        .contains(tuple(walletId, USER, tampering.sequence() == 0 ? null : tampering.sequence()));
    assertThat(check.findings()).allMatch(finding -> !finding.problem().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("ofTheInstallation")
  void g1_l6_what_was_tampered_with_is_found(Tampering tampering) {
    assertThat(after(tampering).isFault()).isTrue();
  }

  @Test
  void only_the_first_findings_are_told_and_all_are_counted() {
    var check = after(at("chains", 0, "UPDATE entry SET shortfall = 0, campaign_id = 3"));

    assertThat(check.findings()).hasSize(Check.MAX_FINDINGS);
    assertThat(check.found()).isEqualTo(check.rows()).isGreaterThan(Check.MAX_FINDINGS);
  }

  @Test
  void the_owner_is_warned_and_a_plain_user_is_not() {
    var plain = TestDatabase.asRole(SOURCE, "teller");
    Privileges.grant(SOURCE, plain);

    assertThat(role(SOURCE).isClean()).isFalse();
    assertThat(role(SOURCE).weight()).isEqualTo(Weight.WARNING);
    assertThat(role(plain).isClean()).isTrue();
  }

  private static Check role(DataSource source) {
    List<Check> checks = new ArrayList<>();
    assertThat(new VerifyBooks(new PostgresProof(source)).verify(checks::add)).isZero();
    return checks.getLast();
  }

  /// The check, of books that are tampered with and then put right again.
  private static Check after(Tampering tampering) {
    List<Check> checks = new ArrayList<>();
    JDBI.useTransaction(
        handle -> {
          guard(handle, "DISABLE");
          boolean ofTriggers = tampering.check().equals("triggers");
          if (!ofTriggers) {
            handle.createScript(sql(tampering)).execute();
          }
          guard(handle, "ENABLE");
          if (ofTriggers) {
            handle.execute(tampering.sql());
          }
          PostgresProof.verify(handle, checks::add);
          handle.rollback();
        });
    return checks.stream()
        .filter(check -> check.name().equals(tampering.check()))
        .findFirst()
        .orElseThrow();
  }

  private static void guard(Handle handle, String change) {
    GUARDED.forEach(
        table -> handle.execute("ALTER TABLE %s %s TRIGGER USER".formatted(table, change)));
  }

  /// `$3` is the place of the third entry, `$` the user's balance, `#3` the entry's transaction.
  private static String sql(Tampering tampering) {
    var user = "wallet_id = %d AND user_number = %d".formatted(walletId, USER);
    return tampering
        .sql()
        .replaceAll("#(\\d+)", "(SELECT id FROM entry WHERE \\$$1)")
        .replaceAll(
            "e\\.\\$(\\d+)",
            "e.wallet_id = %d AND e.user_number = %d AND e.sequence = $1".formatted(walletId, USER))
        .replaceAll("\\$(\\d+)", user + " AND sequence = $1")
        .replace("$", user);
  }

  private static List<Integer> typesWritten() {
    return JDBI.withHandle(
        handle ->
            handle
                .createQuery("SELECT DISTINCT type FROM entry ORDER BY type")
                .mapTo(Integer.class)
                .list());
  }
}

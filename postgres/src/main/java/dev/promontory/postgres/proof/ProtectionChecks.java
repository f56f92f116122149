package dev.promontory.postgres.proof;

import dev.promontory.audit.Check.Weight;
import java.util.List;

/// Whether the database itself refuses to change the books (L1).
final class ProtectionChecks {
  private static final CheckQuery TRIGGERS =
      CheckQuery.of(
          "triggers",
          "the triggers that keep the books from being changed are there and enabled (L1)",
          "(VALUES ('entry'), ('lot_draw'), ('checkpoint'), ('entry_note'), ('entry_note')) AS guarded",
          """
          SELECT NULL::bigint AS wallet_id, NULL::bigint AS user_number, NULL::bigint AS sequence,
                 format('trigger %s of %s is %s', wanted.name, wanted.of,
                        CASE WHEN t.tgname IS NULL THEN 'missing' ELSE 'disabled' END) AS problem
            FROM (VALUES ('entry', 'tr_entry_immutable', 'refuse_change'),
                         ('lot_draw', 'tr_lot_draw_immutable', 'refuse_change'),
                         ('checkpoint', 'tr_checkpoint_immutable', 'refuse_change'),
                         ('entry_note', 'tr_entry_note_immutable', 'refuse_change_of_note'),
                         ('entry_note', 'tr_entry_note_kept', 'refuse_change')) AS wanted (of, name, calls)
            LEFT JOIN pg_trigger AS t
              ON t.tgrelid = wanted.of::regclass AND t.tgname = wanted.name AND t.tgfoid = wanted.calls::regproc
           WHERE t.tgenabled IS NULL OR t.tgenabled NOT IN ('O', 'A')
          """);

  private static final CheckQuery ROLE =
      new CheckQuery(
          "role",
          "the application's user cannot change the books: it owns none of their tables and may not write them anew",
          Weight.WARNING,
          "(VALUES ('entry'), ('lot_draw'), ('checkpoint')) AS guarded",
          """
          SELECT NULL::bigint AS wallet_id, NULL::bigint AS user_number, NULL::bigint AS sequence,
                 format('user %s can change %s; see docs/operations.md on PROMONTORY_DATABASE_OWNER_URL',
                        current_user, c.relname) AS problem
            FROM pg_class AS c
           WHERE c.oid IN ('entry'::regclass, 'lot_draw'::regclass, 'checkpoint'::regclass)
             AND (pg_has_role(current_user, c.relowner, 'USAGE')
                  OR has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER'))
          """);

  static final List<CheckQuery> ALL = List.of(TRIGGERS, ROLE);

  private ProtectionChecks() {}
}

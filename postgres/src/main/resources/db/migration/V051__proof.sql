-- Books that prove themselves: the chains of hashes in SQL, checkpoints over all of them, reconciliation.

-- These functions are a second implementation of what the program computes when it writes an entry.
CREATE FUNCTION noted_text(value text) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN value IS NULL THEN int4send(-1)
            ELSE int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') END;
COMMENT ON FUNCTION noted_text IS 'A text as the hash of a note has it: the length of its UTF-8 bytes and these, or -1.';

CREATE FUNCTION note_hash(note entry_note) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN note.wallet_id IS NULL THEN NULL
            ELSE sha256(noted_text(note.description) || noted_text(note.order_id)
                        || noted_text(note.sale_amount_micros::text) || noted_text(note.sale_channel)
                        || noted_text(note.location_id) || noted_text(note.metadata)) END;
COMMENT ON FUNCTION note_hash IS 'What entry.note_hash must be for a note; null for none.';

CREATE FUNCTION epoch_micros(instant timestamptz) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN (extract(epoch FROM instant) * 1000000)::bigint;
COMMENT ON FUNCTION epoch_micros IS 'Microseconds since 1970, exact.';

CREATE FUNCTION entry_hash(before bytea, line entry, noted bytea, draws bytea)
    RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256(coalesce(before, decode(repeat('00', 32), 'hex'))
              || int8send(line.id) || int8send(line.wallet_id) || int8send(line.user_number)
              || int8send(line.sequence) || int8send(line.type) || int8send(line.source)
              || int8send(epoch_micros(line.at))
              || int8send(line.active_change) || int8send(line.promised_change) || int8send(line.held_change)
              || int8send(line.active_after) || int8send(line.promised_after) || int8send(line.held_after)
              || int8send(coalesce(line.campaign_id, 0)) || int8send(coalesce(line.related_id, 0))
              || int8send(line.shortfall)
              || coalesce(noted, decode(repeat('00', 32), 'hex')) || coalesce(draws, ''));
COMMENT ON FUNCTION entry_hash IS 'L5: what entry.hash must be, given the hash before (null for the first entry), the hash of the note and the draws.';

-- The lots of each entry as its hash has them: lot and points, in the order of the lots.
CREATE VIEW drawn AS
SELECT transaction_id, string_agg(int8send(lot_id) || int8send(points), '' ORDER BY lot_id) AS draws, sum(points) AS points
  FROM lot_draw
 GROUP BY transaction_id;
COMMENT ON VIEW drawn IS 'The draws of each entry that has some: as its hash has them, and their sum.';

-- Entries of before are chained now: one pass in the order of the chains, which an aggregate follows.
CREATE AGGREGATE chain_of_entries(entry, bytea, bytea) (SFUNC = entry_hash, STYPE = bytea);
ALTER TABLE entry DISABLE TRIGGER tr_entry_immutable;
UPDATE entry
   SET note_hash = chained.note_hash,
       hash = chained.hash
  FROM (SELECT wallet_id, user_number, sequence, noted AS note_hash,
               chain_of_entries(line, noted, draws)
                   OVER (PARTITION BY wallet_id, user_number ORDER BY sequence) AS hash
          FROM (SELECT e.wallet_id, e.user_number, e.sequence, e AS line, note_hash(n) AS noted, d.draws
                  FROM entry AS e
                  LEFT JOIN entry_note AS n USING (wallet_id, user_number, sequence)
                  LEFT JOIN drawn AS d ON d.transaction_id = e.id) AS written) AS chained
 WHERE (entry.wallet_id, entry.user_number, entry.sequence)
     = (chained.wallet_id, chained.user_number, chained.sequence);
ALTER TABLE entry ENABLE TRIGGER tr_entry_immutable;
DROP AGGREGATE chain_of_entries(entry, bytea, bytea);
UPDATE balance
   SET head = entry.hash,
       last_at = entry.at
  FROM entry
 WHERE (entry.wallet_id, entry.user_number, entry.sequence)
     = (balance.wallet_id, balance.user_number, balance.sequence);
ALTER TABLE entry ALTER COLUMN hash SET NOT NULL;
ALTER TABLE balance
    ALTER COLUMN head SET NOT NULL,
    ALTER COLUMN last_at SET NOT NULL;

-- L2 and L3: both empty unless something is wrong. They read everything; for reconciliation, tests and audits.
CREATE VIEW entry_sum AS
SELECT wallet_id, user_number,
       sum(active_change) AS active,
       sum(promised_change) AS promised,
       sum(held_change) AS held,
       sum(CASE WHEN type IN (1, 3, 10) THEN active_change ELSE 0 END) AS credited,
       sum(CASE WHEN type = 4 THEN -active_change ELSE 0 END) AS expired,
       sum(CASE WHEN type = 2 AND source <> 3 THEN -active_change
                WHEN type = 7 THEN -held_change
                WHEN type = 8 THEN -active_change ELSE 0 END) AS redeemed,
       sum(CASE WHEN type = 2 AND source = 3 THEN -active_change
                WHEN type = 9 THEN -active_change ELSE 0 END) AS removed,
       count(*) AS entries,
       max(sequence) AS last
  FROM entry
 GROUP BY wallet_id, user_number;
COMMENT ON VIEW entry_sum IS 'What the entries of each balance add up to.';

CREATE VIEW owned_sum AS
SELECT e.wallet_id, coalesce(d.into_user, e.user_number) AS user_number,
       sum(e.credited) AS credited, sum(e.expired) AS expired, sum(e.redeemed) AS redeemed, sum(e.removed) AS removed
  FROM entry_sum AS e
  LEFT JOIN departed_user AS d USING (user_number)
 GROUP BY 1, 2;
COMMENT ON VIEW owned_sum IS 'What came and went by the entries of each user and of whoever was merged into it: a merge moves all totals.';

CREATE VIEW ledger_discrepancy AS
SELECT wallet_id, user_number,
       b.active, b.promised, b.held,
       coalesce(l.active, 0) AS lots_active, coalesce(l.promised, 0) AS lots_promised, coalesce(h.held, 0) AS holds_held,
       e.active AS entries_active, e.promised AS entries_promised, e.held AS entries_held,
       b.credited, b.expired, b.redeemed, b.removed,
       o.credited AS entries_credited, o.expired AS entries_expired, o.redeemed AS entries_redeemed,
       o.removed AS entries_removed,
       b.sequence, e.entries
  FROM balance AS b
  FULL JOIN entry_sum AS e USING (wallet_id, user_number)
  LEFT JOIN owned_sum AS o USING (wallet_id, user_number)
  FULL JOIN (SELECT wallet_id, user_number,
                    coalesce(sum(remaining) FILTER (WHERE bucket = 1), 0) AS active,
                    coalesce(sum(remaining) FILTER (WHERE bucket = 0), 0) AS promised
               FROM lot
              WHERE open
              GROUP BY wallet_id, user_number) AS l USING (wallet_id, user_number)
  FULL JOIN (SELECT wallet_id, user_number, sum(points) AS held
               FROM hold
              WHERE closed_as IS NULL
              GROUP BY wallet_id, user_number) AS h USING (wallet_id, user_number)
 WHERE (b.active, b.promised, b.held)
           IS DISTINCT FROM (coalesce(l.active, 0), coalesce(l.promised, 0), coalesce(h.held, 0))
    OR (b.active, b.promised, b.held) IS DISTINCT FROM (e.active, e.promised, e.held)
    OR (b.credited, b.expired, b.redeemed, b.removed)
           IS DISTINCT FROM (coalesce(o.credited, 0), coalesce(o.expired, 0), coalesce(o.redeemed, 0),
                             coalesce(o.removed, 0))
    OR (b.sequence, b.sequence) IS DISTINCT FROM (e.entries, e.last);
COMMENT ON VIEW ledger_discrepancy IS 'Balances that differ from the sums of their lots, open holds or entries.';

CREATE VIEW lot_discrepancy AS
SELECT l.wallet_id, l.user_number, l.id, l.granted, l.remaining, l.expired, l.reversed,
       coalesce(d.taken, 0) AS taken, coalesce(d.expired, 0) AS drawn_expired, coalesce(r.points, 0) AS asked_back
  FROM lot AS l
  LEFT JOIN (SELECT lot_draw.lot_id,
                    sum(CASE WHEN entry.type IN (2, 4, 5, 10) THEN lot_draw.points
                             WHEN entry.type IN (6, 8, 9) THEN -lot_draw.points ELSE 0 END) AS taken,
                    coalesce(sum(lot_draw.points) FILTER (WHERE entry.type = 4), 0) AS expired
               FROM lot_draw
               JOIN entry ON entry.id = lot_draw.transaction_id
              GROUP BY lot_draw.lot_id) AS d ON d.lot_id = l.id
  LEFT JOIN (SELECT related_id, sum(shortfall - active_change - promised_change) AS points
               FROM entry
              WHERE type = 10
              GROUP BY related_id) AS r ON r.related_id = l.id
 WHERE l.granted - l.remaining <> coalesce(d.taken, 0)
    OR l.expired <> coalesce(d.expired, 0)
    OR l.reversed <> coalesce(r.points, 0)
    OR l.remaining NOT BETWEEN 0 AND l.granted;
COMMENT ON VIEW lot_discrepancy IS 'Lots that differ from what the entries took from them, gave back to them, let expire or asked back.';

-- L6: checkpoints over the heads of all chains.
CREATE TABLE sealed_head (
    wallet_id   bigint NOT NULL,
    user_number bigint NOT NULL,
    sequence    bigint NOT NULL,
    hash        bytea  NOT NULL,
    CONSTRAINT pk_sealed_head PRIMARY KEY (wallet_id, user_number),
    CONSTRAINT ck_sealed_head_hash CHECK (sequence >= 1 AND octet_length(hash) = 32)
);
COMMENT ON TABLE sealed_head IS 'Where each chain of entries stood at the newest checkpoint.';
COMMENT ON COLUMN sealed_head.wallet_id IS 'The wallet.';
COMMENT ON COLUMN sealed_head.user_number IS 'The user.';
COMMENT ON COLUMN sealed_head.sequence IS 'The last entry then.';
COMMENT ON COLUMN sealed_head.hash IS 'Its hash.';

CREATE TABLE checkpoint (
    number   bigint      NOT NULL,
    at       timestamptz NOT NULL,
    balances bigint      NOT NULL,
    entries  bigint      NOT NULL,
    heads    bytea       NOT NULL,
    hash     bytea       NOT NULL,
    CONSTRAINT pk_checkpoint PRIMARY KEY (number),
    CONSTRAINT ck_checkpoint_hash CHECK (
        number >= 1 AND balances >= 0 AND entries >= balances AND octet_length(heads) = 32 AND octet_length(hash) = 32)
);
COMMENT ON TABLE checkpoint IS 'What the books of the installation came to; never changed.';
COMMENT ON COLUMN checkpoint.number IS 'Counts from 1, without gaps.';
COMMENT ON COLUMN checkpoint.at IS 'When.';
COMMENT ON COLUMN checkpoint.balances IS 'How many chains there were.';
COMMENT ON COLUMN checkpoint.entries IS 'How many entries in all of them.';
COMMENT ON COLUMN checkpoint.heads IS 'The digest of the heads of all chains.';
COMMENT ON COLUMN checkpoint.hash IS 'SHA-256 over the hash of the checkpoint before and the other columns.';
CREATE TRIGGER tr_checkpoint_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A digest for every 1024 users of a wallet, so that no string grows with the number of users.
CREATE VIEW sealed_range AS
SELECT wallet_id, user_number / 1024 AS range,
       count(*) AS balances,
       sum(sequence) AS entries,
       sha256(string_agg(int8send(user_number) || int8send(sequence) || hash, '' ORDER BY user_number)) AS hash
  FROM sealed_head
 GROUP BY wallet_id, user_number / 1024;
COMMENT ON VIEW sealed_range IS 'Digests of the sealed heads, one for every 1024 users of a wallet.';

CREATE VIEW sealed_books AS
SELECT coalesce(sum(balances), 0)::bigint AS balances,
       coalesce(sum(entries), 0)::bigint AS entries,
       sha256(coalesce(string_agg(int8send(wallet_id) || int8send(range) || hash, '' ORDER BY wallet_id, range), '')) AS hash
  FROM sealed_range;
COMMENT ON VIEW sealed_books IS 'One row: how many chains and entries are sealed, and the digest of all heads.';

CREATE FUNCTION checkpoint_hash(before bytea, number bigint, at timestamptz, balances bigint, entries bigint, heads bytea)
    RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256(coalesce(before, decode(repeat('00', 32), 'hex')) || int8send(number) || int8send(epoch_micros(at))
              || int8send(balances) || int8send(entries) || heads);
COMMENT ON FUNCTION checkpoint_hash IS 'L6: what checkpoint.hash must be, given the hash before (null for the first) and the digest of all heads.';

-- Results of reconciliation.
CREATE TABLE reconciliation (
    number        bigint      GENERATED ALWAYS AS IDENTITY,
    at            timestamptz NOT NULL,
    took_millis   bigint      NOT NULL,
    balances      bigint      NOT NULL,
    discrepancies bigint      NOT NULL,
    CONSTRAINT pk_reconciliation PRIMARY KEY (number),
    CONSTRAINT ck_reconciliation_counts CHECK (took_millis >= 0 AND balances >= 0 AND discrepancies >= 0)
);
COMMENT ON TABLE reconciliation IS 'The newest reconciliations of the books of the installation.';
COMMENT ON COLUMN reconciliation.number IS 'Grows with time.';
COMMENT ON COLUMN reconciliation.at IS 'When it began.';
COMMENT ON COLUMN reconciliation.took_millis IS 'How long it took.';
COMMENT ON COLUMN reconciliation.balances IS 'How many balances were compared.';
COMMENT ON COLUMN reconciliation.discrepancies IS 'How many balances, lots and wallets do not add up.';

CREATE TABLE reconciled_wallet (
    wallet_id     bigint NOT NULL,
    balances      bigint NOT NULL,
    issued        bigint NOT NULL,
    redeemed      bigint NOT NULL,
    removed       bigint NOT NULL,
    expired       bigint NOT NULL,
    held          bigint NOT NULL,
    active        bigint NOT NULL,
    promised      bigint NOT NULL,
    discrepancies bigint NOT NULL,
    CONSTRAINT pk_reconciled_wallet PRIMARY KEY (wallet_id),
    CONSTRAINT fk_reconciled_wallet_wallet FOREIGN KEY (wallet_id) REFERENCES wallet (id)
);
COMMENT ON TABLE reconciled_wallet IS 'What the newest reconciliation found in each wallet. Points are thousandths.';
COMMENT ON COLUMN reconciled_wallet.wallet_id IS 'The wallet.';
COMMENT ON COLUMN reconciled_wallet.balances IS 'How many balances were compared.';
COMMENT ON COLUMN reconciled_wallet.issued IS 'By its entries: all that became active, less what was reversed.';
COMMENT ON COLUMN reconciled_wallet.redeemed IS 'By its entries: what was spent, less what was refunded.';
COMMENT ON COLUMN reconciled_wallet.removed IS 'By its entries: what people took away, less what was reinstated.';
COMMENT ON COLUMN reconciled_wallet.expired IS 'By its entries: what ran out.';
COMMENT ON COLUMN reconciled_wallet.held IS 'By its open holds.';
COMMENT ON COLUMN reconciled_wallet.active IS 'By its lots.';
COMMENT ON COLUMN reconciled_wallet.promised IS 'By its lots.';
COMMENT ON COLUMN reconciled_wallet.discrepancies IS 'How many of its balances and lots do not add up.';

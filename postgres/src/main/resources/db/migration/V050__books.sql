-- Books that can be proven: what was held, what an entry undoes, chains of hashes; notes apart from the ledger.

CREATE TABLE entry_note (
    wallet_id          bigint NOT NULL,
    user_number        bigint NOT NULL,
    sequence           bigint NOT NULL,
    description        text,
    order_id           text,
    sale_amount_micros bigint,
    sale_channel       text,
    location_id        text,
    metadata           text,
    CONSTRAINT pk_entry_note PRIMARY KEY (wallet_id, user_number, sequence),
    CONSTRAINT ck_entry_note_some CHECK (
        num_nonnulls(description, order_id, sale_amount_micros, sale_channel, location_id, metadata) > 0)
);
COMMENT ON TABLE entry_note IS 'What is written beside an entry; never changed. Goes only when its user is deleted: the entry keeps its hash.';
COMMENT ON COLUMN entry_note.wallet_id IS 'The wallet.';
COMMENT ON COLUMN entry_note.user_number IS 'The user.';
COMMENT ON COLUMN entry_note.sequence IS 'Of the entry.';
COMMENT ON COLUMN entry_note.description IS 'As sent; null where a standing text applies.';
COMMENT ON COLUMN entry_note.order_id IS 'The caller''s order; not unique.';
COMMENT ON COLUMN entry_note.sale_amount_micros IS 'The value of the order in millionths.';
COMMENT ON COLUMN entry_note.sale_channel IS 'As sent.';
COMMENT ON COLUMN entry_note.location_id IS 'As sent.';
COMMENT ON COLUMN entry_note.metadata IS 'A JSON object as sent.';
INSERT INTO entry_note (wallet_id, user_number, sequence, description, order_id, sale_amount_micros, sale_channel,
                        location_id, metadata)
SELECT wallet_id, user_number, sequence, description, order_id, sale_amount_micros, sale_channel, location_id, metadata
  FROM entry
 WHERE num_nonnulls(description, order_id, sale_amount_micros, sale_channel, location_id, metadata) > 0;
-- Only those with an order cost anything.
CREATE INDEX ix_entry_note_order ON entry_note (wallet_id, order_id) WHERE order_id IS NOT NULL;

ALTER TABLE entry
    DROP CONSTRAINT ck_entry_after,
    DROP CONSTRAINT ck_entry_change,
    DROP CONSTRAINT ck_entry_type,
    DROP COLUMN description,
    DROP COLUMN order_id,
    DROP COLUMN sale_amount_micros,
    DROP COLUMN sale_channel,
    DROP COLUMN location_id,
    DROP COLUMN metadata,
    ADD COLUMN held_change bigint NOT NULL DEFAULT 0,
    ADD COLUMN held_after  bigint NOT NULL DEFAULT 0,
    ADD COLUMN related_id  bigint,
    ADD COLUMN shortfall   bigint NOT NULL DEFAULT 0,
    ADD COLUMN note_hash   bytea,
    ADD COLUMN hash        bytea,
    -- L2: what an entry leads to is never negative.
    ADD CONSTRAINT ck_entry_after CHECK (active_after >= 0 AND promised_after >= 0 AND held_after >= 0),
    ADD CONSTRAINT ck_entry_change CHECK (
        CASE type
            WHEN 1 THEN active_change >= 0 AND promised_change >= 0 AND active_change + promised_change > 0 AND held_change = 0
            WHEN 2 THEN active_change < 0 AND promised_change = 0 AND held_change = 0
            WHEN 3 THEN active_change > 0 AND promised_change = -active_change AND held_change = 0
            WHEN 4 THEN active_change < 0 AND promised_change = 0 AND held_change = 0
            WHEN 5 THEN active_change < 0 AND promised_change = 0 AND held_change = -active_change
            WHEN 6 THEN active_change > 0 AND promised_change = 0 AND held_change = -active_change
            WHEN 7 THEN active_change = 0 AND promised_change = 0 AND held_change < 0
            WHEN 8 THEN active_change > 0 AND promised_change = 0 AND held_change = 0
            WHEN 9 THEN active_change > 0 AND promised_change = 0 AND held_change = 0
            WHEN 10 THEN active_change <= 0 AND promised_change <= 0 AND held_change = 0
                         AND active_change + promised_change - shortfall < 0
            WHEN 11 THEN active_change <= 0 AND promised_change <= 0 AND held_change <= 0
            WHEN 12 THEN active_change >= 0 AND promised_change >= 0 AND held_change >= 0
            ELSE false
        END),
    ADD CONSTRAINT ck_entry_shortfall CHECK (shortfall >= 0 AND (shortfall = 0 OR type = 10)),
    -- A capture, a release and whatever undoes something say what.
    ADD CONSTRAINT ck_entry_related CHECK ((related_id IS NOT NULL) = (type BETWEEN 6 AND 12)),
    ADD CONSTRAINT ck_entry_source CHECK (source BETWEEN 1 AND 5),
    ADD CONSTRAINT ck_entry_hash CHECK (octet_length(hash) = 32 AND octet_length(note_hash) = 32);
COMMENT ON COLUMN entry.type IS '1 credit, 2 debit, 3 activation, 4 expiry, 5 hold, 6 release, 7 capture, 8 refund, 9 reinstatement, 10 reversal, 11 transfer out, 12 transfer in.';
COMMENT ON COLUMN entry.held_change IS 'What the held bucket gained or lost.';
COMMENT ON COLUMN entry.held_after IS 'The held bucket afterwards.';
COMMENT ON COLUMN entry.related_id IS 'The transaction that it releases, captures, refunds, reinstates or reverses, or the other side of a transfer.';
COMMENT ON COLUMN entry.shortfall IS 'Points that a reversal should have taken and that were not there.';
COMMENT ON COLUMN entry.note_hash IS 'SHA-256 of what is written beside it; null if nothing is.';
COMMENT ON COLUMN entry.hash IS 'SHA-256 over the entry, its draws, its note and the hash of the entry before.';
CREATE INDEX ix_entry_related ON entry (related_id) WHERE related_id IS NOT NULL;

CREATE FUNCTION refuse_change_of_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
            SELECT FROM departed_user WHERE user_number = OLD.user_number AND into_user IS NULL) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'L1: notes of users that are not deleted are never changed or removed'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER tr_entry_note_immutable BEFORE UPDATE OR DELETE ON entry_note
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_note();
CREATE TRIGGER tr_entry_note_kept BEFORE TRUNCATE ON entry_note
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DROP VIEW ledger_discrepancy;

ALTER TABLE balance
    DROP CONSTRAINT ck_balance_buckets,
    ADD COLUMN held    bigint      NOT NULL DEFAULT 0,
    ADD COLUMN last_at timestamptz,
    ADD COLUMN head    bytea;
ALTER TABLE balance
    -- L2: no bucket is negative, and the buckets add up.
    ADD CONSTRAINT ck_balance_buckets CHECK (
        active >= 0 AND promised >= 0 AND held >= 0 AND expired >= 0 AND redeemed >= 0 AND removed >= 0
        AND sequence >= 1 AND active + held = credited - expired - redeemed - removed),
    ADD CONSTRAINT ck_balance_head CHECK (octet_length(head) = 32);
COMMENT ON COLUMN balance.active IS 'Usable points.';
COMMENT ON COLUMN balance.held IS 'Points that are reserved: no longer usable, not spent yet.';
COMMENT ON COLUMN balance.credited IS 'All points that became active, less those taken back by reversals.';
COMMENT ON COLUMN balance.redeemed IS 'Points that were spent, less those refunded.';
COMMENT ON COLUMN balance.removed IS 'Points that a person took away, less those reinstated.';
COMMENT ON COLUMN balance.last_at IS 'When the last entry took effect: the next one is not before.';
COMMENT ON COLUMN balance.head IS 'The hash of the last entry.';

ALTER TABLE lot
    DROP CONSTRAINT ck_lot_remaining,
    ADD COLUMN expired   bigint NOT NULL DEFAULT 0,
    ADD COLUMN reversed  bigint NOT NULL DEFAULT 0,
    ADD COLUMN remind_at timestamptz,
    -- L3.
    ADD CONSTRAINT ck_lot_remaining CHECK (
        remaining >= 0 AND remaining <= granted AND granted > 0 AND bucket IN (0, 1)
        AND expired BETWEEN 0 AND granted AND reversed BETWEEN 0 AND granted
        AND (expires_at IS NULL OR expires_at > activates_at) AND activates_at >= issued_at);
COMMENT ON COLUMN lot.expires_at IS 'The first instant at which they no longer are; null for never. A refund of spent points that have expired since moves it.';
COMMENT ON COLUMN lot.expired IS 'How many of its points ran out.';
COMMENT ON COLUMN lot.reversed IS 'How many of its points a reversal has asked back, whether they were there or not.';
COMMENT ON COLUMN lot.remind_at IS 'When its user is to be told that the points run out soon; null if never, or if told.';
UPDATE lot
   SET expired = drawn.points
  FROM (SELECT lot_id, sum(points) AS points
          FROM lot_draw
          JOIN entry ON entry.id = transaction_id AND entry.type = 4
         GROUP BY lot_id) AS drawn
 WHERE lot.id = drawn.lot_id;

CREATE TABLE hold (
    id          bigint      NOT NULL,
    wallet_id   bigint      NOT NULL,
    user_number bigint      NOT NULL,
    points      bigint      NOT NULL,
    held_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    closed_as   smallint,
    closed_at   timestamptz,
    captured    bigint      NOT NULL DEFAULT 0,
    CONSTRAINT pk_hold PRIMARY KEY (id),
    CONSTRAINT ck_hold_points CHECK (points > 0 AND captured BETWEEN 0 AND points AND expires_at > held_at),
    CONSTRAINT ck_hold_closed CHECK (
        (closed_as IS NULL) = (closed_at IS NULL) AND closed_as BETWEEN 6 AND 7 AND (captured > 0) = (closed_as = 7 IS TRUE))
);
COMMENT ON TABLE hold IS 'Points reserved for a while. Points are thousandths.';
COMMENT ON COLUMN hold.id IS 'The transaction that reserved them.';
COMMENT ON COLUMN hold.wallet_id IS 'The wallet.';
COMMENT ON COLUMN hold.user_number IS 'The user.';
COMMENT ON COLUMN hold.points IS 'How many.';
COMMENT ON COLUMN hold.held_at IS 'Since when.';
COMMENT ON COLUMN hold.expires_at IS 'When they are released by themselves.';
COMMENT ON COLUMN hold.closed_as IS 'The type of the entry that ended it: 6 release, 7 capture; null as long as it is open.';
COMMENT ON COLUMN hold.closed_at IS 'When it ended.';
COMMENT ON COLUMN hold.captured IS 'How many were spent.';
CREATE INDEX ix_hold_open ON hold (wallet_id, user_number) WHERE closed_as IS NULL;

CREATE TABLE wallet_block (
    wallet_id   bigint      NOT NULL,
    user_number bigint      NOT NULL,
    reason      text        NOT NULL,
    blocked_at  timestamptz NOT NULL,
    CONSTRAINT pk_wallet_block PRIMARY KEY (wallet_id, user_number),
    CONSTRAINT fk_wallet_block_wallet FOREIGN KEY (wallet_id) REFERENCES wallet (id)
);
COMMENT ON TABLE wallet_block IS 'Users who may neither get nor spend points of a wallet.';
COMMENT ON COLUMN wallet_block.wallet_id IS 'The wallet.';
COMMENT ON COLUMN wallet_block.user_number IS 'The user.';
COMMENT ON COLUMN wallet_block.reason IS 'Why, for people.';
COMMENT ON COLUMN wallet_block.blocked_at IS 'Since when.';

CREATE TABLE departed_user (
    user_number bigint      NOT NULL,
    account     integer     NOT NULL,
    into_user   bigint,
    departed_at timestamptz NOT NULL,
    CONSTRAINT pk_departed_user PRIMARY KEY (user_number),
    CONSTRAINT fk_departed_user_account FOREIGN KEY (account) REFERENCES account (number),
    CONSTRAINT ck_departed_user_into CHECK (into_user <> user_number)
);
COMMENT ON TABLE departed_user IS 'Users who were merged into another one, or deleted.';
COMMENT ON COLUMN departed_user.user_number IS 'Who.';
COMMENT ON COLUMN departed_user.account IS 'Whose user.';
COMMENT ON COLUMN departed_user.into_user IS 'Who has the points now and gets those to come, never a departed user; null for a deleted user.';
COMMENT ON COLUMN departed_user.departed_at IS 'When.';
CREATE INDEX ix_departed_user_into ON departed_user (into_user);

ALTER TABLE wallet
    ADD COLUMN remind_days integer,
    ADD COLUMN grace_days  integer NOT NULL DEFAULT 7,
    ADD CONSTRAINT ck_wallet_days CHECK (remind_days BETWEEN 1 AND 365 AND grace_days BETWEEN 0 AND 365);
COMMENT ON COLUMN wallet.remind_days IS 'How many days before points expire their user is told; null for never.';
COMMENT ON COLUMN wallet.grace_days IS 'How long refunded points live whose lot has expired since they were spent.';

-- Wallets, balances, lots and the ledger.
--
-- The tables that every reward writes to have no foreign keys: each would cost a look-up and a row
-- lock per row, and their rows are written by one program, in one transaction with what they refer to.

CREATE TABLE wallet (
    id               bigint      GENERATED ALWAYS AS IDENTITY (START WITH 1000),
    account          integer     NOT NULL,
    name             text        NOT NULL,
    name_key         text        NOT NULL,
    points_name      text        NOT NULL,
    expiry           text        NOT NULL,
    expiry_amount    integer,
    expiry_unit      text,
    count_issue_year boolean,
    expires_on       date,
    consumption      text        NOT NULL,
    decimals         smallint    NOT NULL,
    rounding         text        NOT NULL,
    status           text        NOT NULL,
    created_at       timestamptz NOT NULL,
    CONSTRAINT pk_wallet PRIMARY KEY (id),
    CONSTRAINT fk_wallet_account FOREIGN KEY (account) REFERENCES account (number),
    CONSTRAINT uq_wallet_name UNIQUE (account, name_key),
    CONSTRAINT ck_wallet_expiry CHECK (
        CASE expiry
            WHEN 'NEVER' THEN num_nonnulls(expiry_amount, expiry_unit, count_issue_year, expires_on) = 0
            WHEN 'AFTER' THEN num_nonnulls(expiry_amount, expiry_unit) = 2
            WHEN 'CALENDAR_YEARS' THEN num_nonnulls(expiry_amount, count_issue_year) = 2
            WHEN 'ON_DAY' THEN expires_on IS NOT NULL
            ELSE false
        END),
    CONSTRAINT ck_wallet_consumption CHECK (consumption IN ('EARLIEST_EXPIRY', 'EARLIEST_ISSUANCE')),
    CONSTRAINT ck_wallet_decimals CHECK (decimals BETWEEN 0 AND 3),
    CONSTRAINT ck_wallet_rounding CHECK (rounding IN ('UP', 'DOWN')),
    CONSTRAINT ck_wallet_status CHECK (status IN ('ACTIVE', 'PAUSED', 'ARCHIVED'))
);
COMMENT ON TABLE wallet IS 'One kind of points of an account.';
COMMENT ON COLUMN wallet.id IS 'Unique over all accounts, 1000 and up.';
COMMENT ON COLUMN wallet.account IS 'Whose.';
COMMENT ON COLUMN wallet.name IS 'As written.';
COMMENT ON COLUMN wallet.name_key IS 'The name in lower case, under which it is unique.';
COMMENT ON COLUMN wallet.points_name IS 'What a point is called.';
COMMENT ON COLUMN wallet.expiry IS 'When credits expire that have no expiry of their own; decides which of the next four columns are set.';
COMMENT ON COLUMN wallet.expiry_amount IS 'AFTER: how many units after activation. CALENDAR_YEARS: how many years.';
COMMENT ON COLUMN wallet.expiry_unit IS 'AFTER: MINUTE to YEAR.';
COMMENT ON COLUMN wallet.count_issue_year IS 'CALENDAR_YEARS: whether the year of activation is the first.';
COMMENT ON COLUMN wallet.expires_on IS 'ON_DAY: the last usable day, in the account''s zone.';
COMMENT ON COLUMN wallet.consumption IS 'Which lots a debit draws on first.';
COMMENT ON COLUMN wallet.decimals IS 'Decimal places of its points.';
COMMENT ON COLUMN wallet.rounding IS 'Ceiling or floor of calculated points.';
COMMENT ON COLUMN wallet.status IS 'Whether points may come and go.';
COMMENT ON COLUMN wallet.created_at IS 'When it was created.';

-- Transaction ids are handed out by the program from blocks of 10,000, so that a batch of any size knows its
-- ids without asking.
CREATE SEQUENCE transaction_block AS bigint INCREMENT BY 10000 START WITH 10000;
COMMENT ON SEQUENCE transaction_block IS 'The first id of the next block of 10,000 transaction ids.';

CREATE TABLE balance (
    wallet_id   bigint NOT NULL,
    user_number bigint NOT NULL,
    sequence    bigint NOT NULL,
    active      bigint NOT NULL,
    promised    bigint NOT NULL,
    credited    bigint NOT NULL,
    expired     bigint NOT NULL,
    redeemed    bigint NOT NULL,
    removed     bigint NOT NULL,
    next_due_at timestamptz,
    CONSTRAINT pk_balance PRIMARY KEY (wallet_id, user_number),
    -- L2: no bucket is negative, and the buckets add up.
    CONSTRAINT ck_balance_buckets CHECK (
        active >= 0 AND promised >= 0 AND expired >= 0 AND redeemed >= 0 AND removed >= 0 AND sequence >= 1
        AND active = credited - expired - redeemed - removed)
) WITH (fillfactor = 85);
COMMENT ON TABLE balance IS 'What a user has in a wallet, as last posted; its row is the lock of all lots and entries. Points are thousandths.';
COMMENT ON COLUMN balance.wallet_id IS 'The wallet.';
COMMENT ON COLUMN balance.user_number IS 'The user.';
COMMENT ON COLUMN balance.sequence IS 'How many entries there are.';
COMMENT ON COLUMN balance.active IS 'Usable points.';
COMMENT ON COLUMN balance.promised IS 'Points whose activation is still to come.';
COMMENT ON COLUMN balance.credited IS 'All points that ever became active.';
COMMENT ON COLUMN balance.expired IS 'Active points that ran out.';
COMMENT ON COLUMN balance.redeemed IS 'Active points that were spent.';
COMMENT ON COLUMN balance.removed IS 'Active points that a person took away.';
COMMENT ON COLUMN balance.next_due_at IS 'When the next lot activates or expires; null if none will.';
-- Most updates leave next_due_at as it is and stay within their page.
CREATE INDEX ix_balance_next_due_at ON balance (next_due_at) WHERE next_due_at IS NOT NULL;

CREATE TABLE lot (
    id           bigint      NOT NULL,
    wallet_id    bigint      NOT NULL,
    user_number  bigint      NOT NULL,
    issued_at    timestamptz NOT NULL,
    activates_at timestamptz NOT NULL,
    expires_at   timestamptz,
    granted      bigint      NOT NULL,
    remaining    bigint      NOT NULL,
    bucket       smallint    NOT NULL,
    open         boolean     NOT NULL GENERATED ALWAYS AS (remaining > 0) STORED,
    CONSTRAINT pk_lot PRIMARY KEY (id),
    -- L3.
    CONSTRAINT ck_lot_remaining CHECK (
        remaining >= 0 AND remaining <= granted AND granted > 0 AND bucket IN (0, 1)
        AND (expires_at IS NULL OR expires_at > activates_at) AND activates_at >= issued_at)
) WITH (fillfactor = 90);
COMMENT ON TABLE lot IS 'The points of one credit, with a life of their own. Points are thousandths.';
COMMENT ON COLUMN lot.id IS 'The transaction that credited it.';
COMMENT ON COLUMN lot.wallet_id IS 'The wallet.';
COMMENT ON COLUMN lot.user_number IS 'The user.';
COMMENT ON COLUMN lot.issued_at IS 'When it was credited.';
COMMENT ON COLUMN lot.activates_at IS 'When its points become usable.';
COMMENT ON COLUMN lot.expires_at IS 'The first instant at which they no longer are; null for never.';
COMMENT ON COLUMN lot.granted IS 'What was credited.';
COMMENT ON COLUMN lot.remaining IS 'What is neither spent nor expired.';
COMMENT ON COLUMN lot.bucket IS 'Where the rest is booked: 0 promised, 1 active.';
COMMENT ON COLUMN lot.open IS 'Whether anything remains.';
-- Holds open lots only; spending a part of a lot changes neither this index nor the key.
CREATE INDEX ix_lot_open ON lot (wallet_id, user_number) WHERE open;

CREATE TABLE entry (
    id                 bigint      NOT NULL,
    wallet_id          bigint      NOT NULL,
    user_number        bigint      NOT NULL,
    sequence           bigint      NOT NULL,
    type               smallint    NOT NULL,
    source             smallint    NOT NULL,
    at                 timestamptz NOT NULL,
    active_change      bigint      NOT NULL,
    promised_change    bigint      NOT NULL,
    active_after       bigint      NOT NULL,
    promised_after     bigint      NOT NULL,
    campaign_id        bigint,
    description        text,
    order_id           text,
    sale_amount_micros bigint,
    sale_channel       text,
    location_id        text,
    metadata           text,
    CONSTRAINT pk_entry PRIMARY KEY (wallet_id, user_number, sequence),
    -- L2: what an entry leads to is never negative.
    CONSTRAINT ck_entry_after CHECK (active_after >= 0 AND promised_after >= 0),
    CONSTRAINT ck_entry_change CHECK (
        CASE type
            WHEN 1 THEN active_change >= 0 AND promised_change >= 0 AND active_change + promised_change > 0
            WHEN 3 THEN active_change > 0 AND promised_change = -active_change
            ELSE active_change < 0 AND promised_change = 0
        END),
    CONSTRAINT ck_entry_type CHECK (type BETWEEN 1 AND 4 AND source BETWEEN 1 AND 5)
);
COMMENT ON TABLE entry IS 'The ledger: one line per transaction on a balance, never changed. Points are thousandths.';
COMMENT ON COLUMN entry.id IS 'The transaction id; nearly ascending in time.';
COMMENT ON COLUMN entry.wallet_id IS 'The wallet.';
COMMENT ON COLUMN entry.user_number IS 'The user.';
COMMENT ON COLUMN entry.sequence IS 'Counts the entries of a balance from 1, without gaps.';
COMMENT ON COLUMN entry.type IS '1 credit, 2 debit, 3 activation, 4 expiry.';
COMMENT ON COLUMN entry.source IS '1 API, 2 campaign, 3 manual, 4 cashback coupon, 5 system.';
COMMENT ON COLUMN entry.at IS 'When it took effect; for activations and expiries, when they were due.';
COMMENT ON COLUMN entry.active_change IS 'What the active bucket gained or lost.';
COMMENT ON COLUMN entry.promised_change IS 'What the promised bucket gained or lost.';
COMMENT ON COLUMN entry.active_after IS 'The active bucket afterwards.';
COMMENT ON COLUMN entry.promised_after IS 'The promised bucket afterwards.';
COMMENT ON COLUMN entry.campaign_id IS 'The campaign that gave the points, if one did.';
COMMENT ON COLUMN entry.description IS 'As sent; null where a standing text applies.';
COMMENT ON COLUMN entry.order_id IS 'The caller''s order; not unique.';
COMMENT ON COLUMN entry.sale_amount_micros IS 'The value of the order in millionths.';
COMMENT ON COLUMN entry.sale_channel IS 'As sent.';
COMMENT ON COLUMN entry.location_id IS 'As sent.';
COMMENT ON COLUMN entry.metadata IS 'A JSON object as sent.';
-- Ids ascend with the place in the table, so a few bytes per hundred pages find any transaction.
CREATE INDEX ix_entry_id ON entry USING brin (id) WITH (pages_per_range = 32, autosummarize = on);

-- L1.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'L1: rows of % are never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER tr_entry_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE lot_draw (
    transaction_id bigint NOT NULL,
    lot_id         bigint NOT NULL,
    points         bigint NOT NULL,
    CONSTRAINT pk_lot_draw PRIMARY KEY (transaction_id, lot_id),
    CONSTRAINT ck_lot_draw_points CHECK (points > 0)
);
COMMENT ON TABLE lot_draw IS 'Which lots an entry spent, expired or activated; never changed. Points are thousandths.';
COMMENT ON COLUMN lot_draw.transaction_id IS 'The entry.';
COMMENT ON COLUMN lot_draw.lot_id IS 'The lot.';
COMMENT ON COLUMN lot_draw.points IS 'How many of its points.';
CREATE TRIGGER tr_lot_draw_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON lot_draw
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- L2: empty unless something is wrong. Reads everything; for tests and audits.
CREATE VIEW ledger_discrepancy AS
SELECT coalesce(b.wallet_id, l.wallet_id, e.wallet_id) AS wallet_id,
       coalesce(b.user_number, l.user_number, e.user_number) AS user_number,
       b.active, b.promised,
       l.active AS lots_active, l.promised AS lots_promised,
       e.active AS entries_active, e.promised AS entries_promised
  FROM balance AS b
  FULL JOIN (SELECT wallet_id, user_number,
                    coalesce(sum(remaining) FILTER (WHERE bucket = 1), 0) AS active,
                    coalesce(sum(remaining) FILTER (WHERE bucket = 0), 0) AS promised
               FROM lot
              GROUP BY wallet_id, user_number) AS l USING (wallet_id, user_number)
  FULL JOIN (SELECT wallet_id, user_number,
                    sum(active_change) AS active,
                    sum(promised_change) AS promised,
                    count(*) AS entries,
                    max(sequence) AS last
               FROM entry
              GROUP BY wallet_id, user_number) AS e USING (wallet_id, user_number)
 WHERE (b.active, b.promised) IS DISTINCT FROM (l.active, l.promised)
    OR (b.active, b.promised) IS DISTINCT FROM (e.active, e.promised)
    OR (b.sequence, b.sequence) IS DISTINCT FROM (e.entries, e.last);
COMMENT ON VIEW ledger_discrepancy IS 'Balances that differ from the sum of their lots or of their entries.';

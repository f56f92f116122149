-- Grants, what limits them, the outbox, and idempotency keys.

CREATE TABLE reward_grant (
    campaign_id    bigint      NOT NULL,
    occurrence     bigint      NOT NULL,
    user_number    bigint      NOT NULL,
    revision       integer     NOT NULL,
    wallet_id      bigint      NOT NULL,
    points         bigint      NOT NULL,
    asked          bigint      NOT NULL,
    transaction_id bigint,
    refusal        smallint,
    decided_at     timestamptz NOT NULL,
    -- G1.
    CONSTRAINT pk_reward_grant PRIMARY KEY (campaign_id, occurrence, user_number),
    CONSTRAINT ck_reward_grant_outcome CHECK (
        CASE WHEN transaction_id IS NULL THEN points = 0 ELSE points > 0 AND refusal IS NULL END
        AND asked >= points)
);
COMMENT ON TABLE reward_grant IS 'Every decided grant request: granted, a zero award, or refused. Points are thousandths.';
COMMENT ON COLUMN reward_grant.campaign_id IS 'Whose offer.';
COMMENT ON COLUMN reward_grant.occurrence IS 'The run, or the log position of the trigger.';
COMMENT ON COLUMN reward_grant.user_number IS 'For whom.';
COMMENT ON COLUMN reward_grant.revision IS 'Of the campaign that decided it.';
COMMENT ON COLUMN reward_grant.wallet_id IS 'Where the points went or would have gone.';
COMMENT ON COLUMN reward_grant.points IS 'What was given.';
COMMENT ON COLUMN reward_grant.asked IS 'What the award would have been before budgets.';
COMMENT ON COLUMN reward_grant.transaction_id IS 'The entry that credited the points; null if there were none.';
COMMENT ON COLUMN reward_grant.refusal IS 'The code of the refusal; null if it was granted or a zero award.';
COMMENT ON COLUMN reward_grant.decided_at IS 'When.';
CREATE INDEX ix_reward_grant_user_number ON reward_grant (user_number, campaign_id);

CREATE TABLE campaign_budget (
    campaign_id bigint NOT NULL,
    budget      bigint NOT NULL,
    granted     bigint NOT NULL,
    CONSTRAINT pk_campaign_budget PRIMARY KEY (campaign_id),
    -- G2.
    CONSTRAINT ck_campaign_budget_granted CHECK (granted >= 0 AND granted <= budget)
) WITH (fillfactor = 50);
COMMENT ON TABLE campaign_budget IS 'What campaigns with a budget have given. Points are thousandths.';
COMMENT ON COLUMN campaign_budget.campaign_id IS 'The campaign.';
COMMENT ON COLUMN campaign_budget.budget IS 'Its budget when it last gave something.';
COMMENT ON COLUMN campaign_budget.granted IS 'What it has given so far.';

CREATE TABLE outbox (
    id      bigint  GENERATED ALWAYS AS IDENTITY,
    number  bigint,
    events  integer NOT NULL,
    payload bytea   NOT NULL,
    CONSTRAINT pk_outbox PRIMARY KEY (id),
    CONSTRAINT ck_outbox_events CHECK (events BETWEEN 1 AND 5000)
);
-- The payload is compressed already.
ALTER TABLE outbox ALTER COLUMN payload SET STORAGE EXTERNAL;
COMMENT ON TABLE outbox IS 'Reward events that are not in the log yet.';
COMMENT ON COLUMN outbox.id IS 'For two rows about one user, in the order in which they were committed.';
COMMENT ON COLUMN outbox.number IS 'The batch in which the row is relayed, given when the relay first sees it.';
COMMENT ON COLUMN outbox.events IS 'How many events the payload holds.';
COMMENT ON COLUMN outbox.payload IS 'The events, compressed.';

CREATE TABLE outbox_relay (
    last_number bigint NOT NULL,
    only_row    boolean NOT NULL DEFAULT true,
    CONSTRAINT pk_outbox_relay PRIMARY KEY (only_row),
    CONSTRAINT ck_outbox_relay_only_row CHECK (only_row)
);
COMMENT ON TABLE outbox_relay IS 'One row: how far batches of the outbox are numbered.';
COMMENT ON COLUMN outbox_relay.last_number IS 'The newest number given; survives the rows it was given to.';
COMMENT ON COLUMN outbox_relay.only_row IS 'Keeps it one row.';
INSERT INTO outbox_relay (last_number) VALUES (0);

CREATE TABLE idempotency_key (
    account    integer     NOT NULL,
    scope      text        NOT NULL,
    key        text        NOT NULL,
    body_hash  text        NOT NULL,
    answer     text,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_idempotency_key PRIMARY KEY (account, scope, key)
);
COMMENT ON TABLE idempotency_key IS 'The idempotency keys that callers sent.';
COMMENT ON COLUMN idempotency_key.account IS 'Whose.';
COMMENT ON COLUMN idempotency_key.scope IS 'What was called.';
COMMENT ON COLUMN idempotency_key.key IS 'As sent.';
COMMENT ON COLUMN idempotency_key.body_hash IS 'SHA-256 of what came with the key, hexadecimal.';
COMMENT ON COLUMN idempotency_key.answer IS 'The first answer; null only within the transaction that works it out.';
COMMENT ON COLUMN idempotency_key.created_at IS 'When the key first came.';

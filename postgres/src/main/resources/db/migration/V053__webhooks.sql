-- Webhooks: who is told of what happens, and what was sent to them.

CREATE TABLE webhook (
    id               bigint      GENERATED ALWAYS AS IDENTITY,
    account          integer     NOT NULL,
    name             text        NOT NULL,
    name_key         text        NOT NULL,
    url              text        NOT NULL,
    method           text        NOT NULL,
    auth             text        NOT NULL,
    auth_name        text,
    auth_secret      text,
    header_names     text[]      NOT NULL,
    header_values    text[]      NOT NULL,
    events           text[]      NOT NULL,
    secret           text        NOT NULL,
    old_secret       text,
    old_secret_until timestamptz,
    status           smallint    NOT NULL,
    failing_since    timestamptz,
    dropped          bigint      NOT NULL DEFAULT 0,
    dropped_at       timestamptz,
    since            bigint      NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    CONSTRAINT pk_webhook PRIMARY KEY (id),
    CONSTRAINT fk_webhook_account FOREIGN KEY (account) REFERENCES account (number),
    CONSTRAINT ck_webhook_method CHECK (method IN ('POST', 'PUT')),
    CONSTRAINT ck_webhook_auth CHECK (
        CASE auth
            WHEN 'NONE' THEN num_nonnulls(auth_name, auth_secret) = 0
            WHEN 'BEARER' THEN auth_name IS NULL AND auth_secret IS NOT NULL
            WHEN 'BASIC' THEN num_nonnulls(auth_name, auth_secret) = 2
            WHEN 'HEADER' THEN num_nonnulls(auth_name, auth_secret) = 2
            ELSE false
        END),
    CONSTRAINT ck_webhook_headers CHECK (cardinality(header_names) = cardinality(header_values)),
    CONSTRAINT ck_webhook_old_secret CHECK (num_nonnulls(old_secret, old_secret_until) IN (0, 2)),
    CONSTRAINT ck_webhook_status CHECK (status BETWEEN 1 AND 4),
    CONSTRAINT ck_webhook_dropped CHECK (dropped >= 0 AND (dropped = 0) = (dropped_at IS NULL))
);
COMMENT ON TABLE webhook IS 'A receiver outside that is told of events of an account.';
COMMENT ON COLUMN webhook.id IS 'Unique over all accounts.';
COMMENT ON COLUMN webhook.account IS 'Whose.';
COMMENT ON COLUMN webhook.name IS 'As written.';
COMMENT ON COLUMN webhook.name_key IS 'In lower case: what names are compared by.';
COMMENT ON COLUMN webhook.url IS 'Where it is called.';
COMMENT ON COLUMN webhook.method IS 'How.';
COMMENT ON COLUMN webhook.auth IS 'How it is told who calls, besides the signature; decides which of the next two are set.';
COMMENT ON COLUMN webhook.auth_name IS 'The user, or the name of the header.';
COMMENT ON COLUMN webhook.auth_secret IS 'The password, the token, or the header''s value; never shown.';
COMMENT ON COLUMN webhook.header_names IS 'Further headers, in order.';
COMMENT ON COLUMN webhook.header_values IS 'Their values, in the same order.';
COMMENT ON COLUMN webhook.events IS 'The names of the events it is told of.';
COMMENT ON COLUMN webhook.secret IS 'What calls are signed with, whsec_ and base64; shown when it is made.';
COMMENT ON COLUMN webhook.old_secret IS 'The one before, which still signs beside it; null for none.';
COMMENT ON COLUMN webhook.old_secret_until IS 'Until when it does.';
COMMENT ON COLUMN webhook.status IS '1 active, 2 paused, 3 suspended since it failed for days, 4 deleted: its deliveries are being removed, then the row is.';
COMMENT ON COLUMN webhook.failing_since IS 'The first failed attempt since the last one that did not fail; null while it works.';
COMMENT ON COLUMN webhook.dropped IS 'Deliveries that were given up without a try, as too many were waiting, or for too long.';
COMMENT ON COLUMN webhook.dropped_at IS 'The last time that happened; null for never.';
COMMENT ON COLUMN webhook.since IS 'The last record of the log that it is not told of.';
COMMENT ON COLUMN webhook.created_at IS 'When it was created.';
COMMENT ON COLUMN webhook.updated_at IS 'When somebody changed it last.';
CREATE UNIQUE INDEX uq_webhook_name_key ON webhook (account, name_key) WHERE status <> 4;

CREATE TABLE webhook_feed (
    position bigint  NOT NULL,
    only_row boolean NOT NULL DEFAULT true,
    CONSTRAINT pk_webhook_feed PRIMARY KEY (only_row),
    CONSTRAINT ck_webhook_feed_only_row CHECK (only_row)
);
COMMENT ON TABLE webhook_feed IS 'One row: its lock is held by whoever adds deliveries or creates a webhook.';
COMMENT ON COLUMN webhook_feed.position IS 'The last record of the log whose deliveries are made. Stands still while there is no webhook.';
COMMENT ON COLUMN webhook_feed.only_row IS 'Keeps it one row.';
INSERT INTO webhook_feed (position) VALUES (0);

CREATE TABLE webhook_delivery (
    webhook_id  bigint      NOT NULL,
    position    bigint      NOT NULL,
    event       text        NOT NULL,
    user_number bigint      NOT NULL,
    payload     text        NOT NULL,
    created_at  timestamptz NOT NULL,
    status      smallint    NOT NULL,
    attempts    integer     NOT NULL,
    due_at      timestamptz,
    last_at     timestamptz,
    last_millis bigint,
    last_status integer,
    last_note   text,
    CONSTRAINT pk_webhook_delivery PRIMARY KEY (webhook_id, position),
    CONSTRAINT fk_webhook_delivery_webhook_id FOREIGN KEY (webhook_id) REFERENCES webhook (id),
    CONSTRAINT ck_webhook_delivery_status CHECK (status BETWEEN 1 AND 3 AND (status = 1) = (due_at IS NOT NULL)),
    CONSTRAINT ck_webhook_delivery_last CHECK (num_nonnulls(last_at, last_millis, last_status, last_note) IN (0, 4))
);
COMMENT ON TABLE webhook_delivery IS 'An event that a webhook is, or was, told of. WH1: one row for each, by the key.';
COMMENT ON COLUMN webhook_delivery.webhook_id IS 'Who is told.';
COMMENT ON COLUMN webhook_delivery.position IS 'The record of the log.';
COMMENT ON COLUMN webhook_delivery.event IS 'The name of the event.';
COMMENT ON COLUMN webhook_delivery.user_number IS 'Whom it is about.';
COMMENT ON COLUMN webhook_delivery.payload IS 'What is sent: JSON in ASCII.';
COMMENT ON COLUMN webhook_delivery.created_at IS 'When it was added.';
COMMENT ON COLUMN webhook_delivery.status IS '1 waiting, 2 delivered, 3 failed.';
COMMENT ON COLUMN webhook_delivery.attempts IS 'How often it was sent since it was added or replayed, as far as the outcome was recorded.';
COMMENT ON COLUMN webhook_delivery.due_at IS 'When it is to be sent next; while it is being sent, when that is taken for lost. Null unless it waits.';
COMMENT ON COLUMN webhook_delivery.last_at IS 'When it was sent last; null for not yet.';
COMMENT ON COLUMN webhook_delivery.last_millis IS 'How long that took, in milliseconds.';
COMMENT ON COLUMN webhook_delivery.last_status IS 'The HTTP status of the answer, 0 for none.';
COMMENT ON COLUMN webhook_delivery.last_note IS 'The beginning of the answer''s body, or why there was no answer.';
CREATE INDEX ix_webhook_delivery_due ON webhook_delivery (webhook_id, due_at, position) WHERE status = 1;
CREATE INDEX ix_webhook_delivery_waiting ON webhook_delivery (created_at) WHERE status = 1;
CREATE INDEX ix_webhook_delivery_failed ON webhook_delivery (webhook_id, position) WHERE status = 3;
CREATE INDEX ix_webhook_delivery_created_at ON webhook_delivery (created_at);

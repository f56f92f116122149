-- The journal of live campaigns: what changed at which place in the log.

CREATE TABLE live_journal (
    last_number bigint  NOT NULL,
    only_row    boolean NOT NULL DEFAULT true,
    CONSTRAINT pk_live_journal PRIMARY KEY (only_row),
    CONSTRAINT ck_live_journal_only_row CHECK (only_row)
);
COMMENT ON TABLE live_journal IS 'One row: its lock is held by whoever adds a change, or reads them, until the end of the transaction.';
COMMENT ON COLUMN live_journal.last_number IS 'The number of the newest change.';
COMMENT ON COLUMN live_journal.only_row IS 'Keeps it one row.';
INSERT INTO live_journal (last_number) VALUES (0);

CREATE TABLE live_change (
    number      bigint      NOT NULL,
    account     integer     NOT NULL,
    campaign_id bigint      NOT NULL,
    position    bigint      NOT NULL,
    at          timestamptz NOT NULL,
    kind        smallint    NOT NULL,
    revision    integer,
    zone        text,
    since       bigint,
    starts_at   timestamptz,
    ends_at     timestamptz,
    CONSTRAINT pk_live_change PRIMARY KEY (number),
    CONSTRAINT fk_live_change_account FOREIGN KEY (account) REFERENCES account (number),
    CONSTRAINT fk_live_change_campaign FOREIGN KEY (campaign_id) REFERENCES campaign (id),
    CONSTRAINT ck_live_change_kind CHECK (
        CASE kind
            WHEN 1 THEN num_nonnulls(revision, zone, since, starts_at) = 4 AND since BETWEEN 0 AND position
            WHEN 2 THEN num_nonnulls(revision, zone, since, starts_at, ends_at) = 0
            WHEN 3 THEN num_nonnulls(revision, zone, since, starts_at, ends_at) = 0
            WHEN 4 THEN num_nonnulls(revision, zone, since, starts_at, ends_at) = 0
            ELSE false
        END)
);
COMMENT ON TABLE live_change IS 'A change of a live campaign. Once it is removed, only the removal is kept.';
COMMENT ON COLUMN live_change.number IS 'Counts the changes of all accounts from 1; gaps are removed campaigns.';
COMMENT ON COLUMN live_change.account IS 'Whose.';
COMMENT ON COLUMN live_change.campaign_id IS 'The campaign.';
COMMENT ON COLUMN live_change.position IS 'The last record of the log before it.';
COMMENT ON COLUMN live_change.at IS 'The time there.';
COMMENT ON COLUMN live_change.kind IS '1 it is live or has another revision, 2 paused, 3 resumed, 4 over; decides which of the next columns are set.';
COMMENT ON COLUMN live_change.revision IS 'The revision from then on.';
COMMENT ON COLUMN live_change.zone IS 'The account''s zone at the time.';
COMMENT ON COLUMN live_change.since IS 'The last record that the campaign does not see.';
COMMENT ON COLUMN live_change.starts_at IS 'From when it is live.';
COMMENT ON COLUMN live_change.ends_at IS 'From when it no longer is; null for never.';
CREATE INDEX ix_live_change_campaign_id ON live_change (campaign_id, number);

CREATE TABLE live_change_segment (
    number     bigint NOT NULL,
    segment_id bigint NOT NULL,
    rule       text   NOT NULL,
    CONSTRAINT pk_live_change_segment PRIMARY KEY (number, segment_id),
    CONSTRAINT fk_live_change_segment_number FOREIGN KEY (number) REFERENCES live_change (number) ON DELETE CASCADE
);
COMMENT ON TABLE live_change_segment IS 'The rules that segments had at a change: a live campaign keeps to them.';
COMMENT ON COLUMN live_change_segment.number IS 'The change.';
COMMENT ON COLUMN live_change_segment.segment_id IS 'The segment.';
COMMENT ON COLUMN live_change_segment.rule IS 'Its rule as written, a JSON object.';

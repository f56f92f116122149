-- The event log, and who and what it speaks of. E1 to E7 are the invariants of dev.promontory.log.

CREATE TABLE user_identity (
    user_number bigint   NOT NULL,
    account     integer  NOT NULL,
    kind        smallint NOT NULL,
    key_hash    uuid     NOT NULL,
    value       text     COLLATE "C" NOT NULL,
    folded      text     COLLATE "C",
    CONSTRAINT pk_user_identity PRIMARY KEY (user_number), -- E7: no two identities share a number
    CONSTRAINT uq_user_identity_key UNIQUE (account, kind, key_hash), -- E7: one number for ever
    -- No foreign key on account: the appender checks accounts once per transaction; a check per row would take longer than the row.
    CONSTRAINT ck_user_identity_number CHECK (user_number >= 1),
    CONSTRAINT ck_user_identity_kind CHECK (kind BETWEEN 0 AND 3)
);
COMMENT ON TABLE user_identity IS 'Which user an identifier means. Written by the appender of the log alone.';
COMMENT ON COLUMN user_identity.user_number IS 'The number used inside, 1 and up over all accounts, without gaps.';
COMMENT ON COLUMN user_identity.account IS 'Whose user.';
COMMENT ON COLUMN user_identity.kind IS '0 identity, 1 objectId, 2 FBID, 3 GPID.';
COMMENT ON COLUMN user_identity.key_hash IS 'The first 16 bytes of the SHA-256 of the value: a long value would not fit into an index.';
COMMENT ON COLUMN user_identity.value IS 'The identifier as sent; what SQL text cannot hold is escaped behind U+FFFF.';
COMMENT ON COLUMN user_identity.folded IS 'The value in lower case, if that differs: what a search box looks through.';

CREATE TABLE event_type (
    account integer NOT NULL,
    no      integer NOT NULL,
    key     text    COLLATE "C" NOT NULL,
    name    text    COLLATE "C" NOT NULL,
    CONSTRAINT pk_event_type PRIMARY KEY (account, no),
    CONSTRAINT uq_event_type_key UNIQUE (account, key),
    CONSTRAINT fk_event_type_account FOREIGN KEY (account) REFERENCES account (number),
    CONSTRAINT ck_event_type_no CHECK (no BETWEEN 1 AND 512)
);
COMMENT ON TABLE event_type IS 'The event names of each account, at most 512.';
COMMENT ON COLUMN event_type.account IS 'Whose.';
COMMENT ON COLUMN event_type.no IS 'Counts the names of an account in order of first use, from 1, without gaps.';
COMMENT ON COLUMN event_type.key IS 'The name in lower case, without spaces: what names are compared by (S3.8). Escaped like an identity.';
COMMENT ON COLUMN event_type.name IS 'The name as first written. Escaped like an identity.';

CREATE TABLE log_block (
    last_position  bigint  NOT NULL,
    first_position bigint  NOT NULL,
    record_count   integer NOT NULL,
    raw_bytes      integer NOT NULL,
    payload        bytea   NOT NULL,
    CONSTRAINT pk_log_block PRIMARY KEY (last_position),
    CONSTRAINT uq_log_block_first UNIQUE (first_position), -- E2: a position is never used again
    CONSTRAINT ck_log_block_first CHECK (first_position >= 1),
    CONSTRAINT ck_log_block_count CHECK (record_count >= 1 AND last_position - first_position + 1 = record_count)
);
ALTER TABLE log_block ALTER COLUMN payload SET STORAGE EXTERNAL;
COMMENT ON TABLE log_block IS 'Consecutive records of the event log. Rows are added at the end and never changed.';
COMMENT ON COLUMN log_block.last_position IS 'The position of the last record.';
COMMENT ON COLUMN log_block.first_position IS 'The position of the first record: one more than the last of the block before.';
COMMENT ON COLUMN log_block.record_count IS 'How many records.';
COMMENT ON COLUMN log_block.raw_bytes IS 'Size of the payload before compression.';
COMMENT ON COLUMN log_block.payload IS 'The records as dev.promontory.log.BlockCodec writes them, in a zstd frame with a checksum.';

CREATE TABLE log_event_id (
    user_number        bigint NOT NULL,
    event_id           text   COLLATE "C" NOT NULL,
    received_at_millis bigint NOT NULL,
    CONSTRAINT pk_log_event_id PRIMARY KEY (user_number, event_id)
);
CREATE INDEX ix_log_event_id_received ON log_event_id (received_at_millis);
COMMENT ON TABLE log_event_id IS 'The event ids of the last seven days, by which repeats are known (E5). Older rows are purged as new ones come.';
COMMENT ON COLUMN log_event_id.user_number IS 'Whose event.';
COMMENT ON COLUMN log_event_id.event_id IS 'The id that the sender gave it. Escaped like an identity.';
COMMENT ON COLUMN log_event_id.received_at_millis IS 'When the first of its kind was received, epoch milliseconds.';

CREATE TABLE log_producer (
    name     text   NOT NULL,
    sequence bigint NOT NULL,
    CONSTRAINT pk_log_producer PRIMARY KEY (name),
    CONSTRAINT ck_log_producer_name CHECK (char_length(name) BETWEEN 1 AND 64)
);
COMMENT ON TABLE log_producer IS 'How far each source that numbers its batches has come (E6).';
COMMENT ON COLUMN log_producer.name IS 'The source.';
COMMENT ON COLUMN log_producer.sequence IS 'The number of its last batch in the log.';

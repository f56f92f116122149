-- Segments and lists. S1 and S2 are the invariants of dev.promontory.segment.

CREATE TABLE segment (
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    account    integer     NOT NULL,
    name       text        NOT NULL,
    name_key   text        COLLATE "C" NOT NULL,
    rule       text,
    size       integer,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT pk_segment PRIMARY KEY (id),
    CONSTRAINT uq_segment_name UNIQUE (account, name_key),
    CONSTRAINT fk_segment_account FOREIGN KEY (account) REFERENCES account (number),
    CONSTRAINT ck_segment_name CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT ck_segment_document CHECK (num_nonnulls(rule, size) = 1),
    CONSTRAINT ck_segment_size CHECK (size BETWEEN 0 AND 1000000)
);
CREATE INDEX ix_segment_account ON segment (account, id);
COMMENT ON TABLE segment IS 'A saved segment: users that a rule describes, or a list of users.';
COMMENT ON COLUMN segment.id IS 'Unique over all accounts, 1 and up.';
COMMENT ON COLUMN segment.account IS 'Whose.';
COMMENT ON COLUMN segment.name IS 'As written.';
COMMENT ON COLUMN segment.name_key IS 'The name in lower case, under which it is unique.';
COMMENT ON COLUMN segment.rule IS 'The rule as written, a JSON object; null for a list.';
COMMENT ON COLUMN segment.size IS 'How many users a list has; null for a rule.';
COMMENT ON COLUMN segment.created_at IS 'When it was created.';
COMMENT ON COLUMN segment.updated_at IS 'When its name or document was last changed.';

CREATE TABLE segment_reference (
    segment_id    bigint NOT NULL,
    referenced_id bigint NOT NULL,
    CONSTRAINT pk_segment_reference PRIMARY KEY (segment_id, referenced_id),
    CONSTRAINT fk_segment_reference_segment FOREIGN KEY (segment_id) REFERENCES segment (id) ON DELETE CASCADE,
    -- S1: what is referred to is not deleted.
    CONSTRAINT fk_segment_reference_referenced FOREIGN KEY (referenced_id) REFERENCES segment (id),
    -- S2, the shortest circle; longer ones are kept out under the account's lock.
    CONSTRAINT ck_segment_reference_circle CHECK (segment_id <> referenced_id)
);
CREATE INDEX ix_segment_reference_referenced ON segment_reference (referenced_id);
COMMENT ON TABLE segment_reference IS 'Which segments the rules of segments name.';
COMMENT ON COLUMN segment_reference.segment_id IS 'Whose rule.';
COMMENT ON COLUMN segment_reference.referenced_id IS 'The segment that it names.';

CREATE TABLE segment_members (
    segment_id bigint  NOT NULL,
    no         integer NOT NULL,
    users      bytea   NOT NULL,
    CONSTRAINT pk_segment_members PRIMARY KEY (segment_id, no),
    CONSTRAINT fk_segment_members_segment FOREIGN KEY (segment_id) REFERENCES segment (id) ON DELETE CASCADE
);
ALTER TABLE segment_members ALTER COLUMN users SET STORAGE EXTERNAL;
COMMENT ON TABLE segment_members IS 'The users of lists, in pieces.';
COMMENT ON COLUMN segment_members.segment_id IS 'The list.';
COMMENT ON COLUMN segment_members.no IS 'Counts the pieces of a list from 0; users ascend from piece to piece.';
COMMENT ON COLUMN segment_members.users IS 'Ascending user numbers as dev.promontory.postgres.campaign.UserSetCodec writes them.';

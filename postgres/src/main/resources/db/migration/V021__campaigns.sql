-- Campaigns, their revisions and runs. C1 to C3 are the invariants of dev.promontory.campaign.

CREATE TABLE campaign (
    id            bigint      GENERATED ALWAYS AS IDENTITY (START WITH 1500),
    account       integer     NOT NULL,
    name          text        NOT NULL,
    status        text        NOT NULL,
    revision      integer     NOT NULL,
    qualification text,
    reward        text,
    wallet_id     bigint,
    document      text        NOT NULL,
    created_by    text        NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    published_at  timestamptz,
    starts_at     timestamptz,
    CONSTRAINT pk_campaign PRIMARY KEY (id),
    CONSTRAINT fk_campaign_account FOREIGN KEY (account) REFERENCES account (number),
    CONSTRAINT ck_campaign_name CHECK (char_length(name) <= 100),
    CONSTRAINT ck_campaign_status CHECK (
        status IN ('DRAFT', 'SCHEDULED', 'RUNNING', 'PAUSED', 'COMPLETED', 'STOPPED', 'ARCHIVED')),
    CONSTRAINT ck_campaign_revision CHECK (revision >= 1),
    CONSTRAINT ck_campaign_published CHECK (status IN ('DRAFT', 'ARCHIVED') OR published_at IS NOT NULL)
);
CREATE INDEX ix_campaign_account ON campaign (account, id);
COMMENT ON TABLE campaign IS 'A campaign in its present revision.';
COMMENT ON COLUMN campaign.id IS 'Unique over all accounts, 1500 and up.';
COMMENT ON COLUMN campaign.account IS 'Whose.';
COMMENT ON COLUMN campaign.name IS 'As written; empty if a draft has none yet.';
COMMENT ON COLUMN campaign.status IS 'Where it is in its life (S5).';
COMMENT ON COLUMN campaign.revision IS 'Counts the published documents from 1; a draft is its first to be.';
COMMENT ON COLUMN campaign.qualification IS 'How users qualify, a word of the contract; null if a draft does not say.';
COMMENT ON COLUMN campaign.reward IS 'What is given, a word of the contract; null if a draft does not say.';
COMMENT ON COLUMN campaign.wallet_id IS 'The wallet that the document names, or null.';
COMMENT ON COLUMN campaign.document IS 'The document as written, a JSON object.';
COMMENT ON COLUMN campaign.created_by IS 'An e-mail, or api.';
COMMENT ON COLUMN campaign.created_at IS 'When the draft was created.';
COMMENT ON COLUMN campaign.updated_at IS 'When document or status last changed.';
COMMENT ON COLUMN campaign.published_at IS 'When it was published; null for a draft.';
COMMENT ON COLUMN campaign.starts_at IS 'When its first run is or was planned to start; null for a draft.';

CREATE TABLE campaign_revision (
    campaign_id bigint      NOT NULL,
    revision    integer     NOT NULL,
    document    text        NOT NULL,
    created_by  text        NOT NULL,
    created_at  timestamptz NOT NULL,
    CONSTRAINT pk_campaign_revision PRIMARY KEY (campaign_id, revision),
    CONSTRAINT fk_campaign_revision_campaign FOREIGN KEY (campaign_id) REFERENCES campaign (id)
);
COMMENT ON TABLE campaign_revision IS 'The published documents of campaigns. Rows are added and never changed (C1).';
COMMENT ON COLUMN campaign_revision.campaign_id IS 'The campaign.';
COMMENT ON COLUMN campaign_revision.revision IS 'Counts from 1.';
COMMENT ON COLUMN campaign_revision.document IS 'The document as written, a JSON object.';
COMMENT ON COLUMN campaign_revision.created_by IS 'Who published or changed it: an e-mail, or api.';
COMMENT ON COLUMN campaign_revision.created_at IS 'When.';

CREATE FUNCTION campaign_revision_is_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'C1: a published revision never changes' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER tr_campaign_revision_is_for_ever -- C1
    BEFORE UPDATE OR DELETE ON campaign_revision
    FOR EACH ROW EXECUTE FUNCTION campaign_revision_is_for_ever();

CREATE TABLE campaign_segment (
    campaign_id bigint NOT NULL,
    segment_id  bigint NOT NULL,
    CONSTRAINT pk_campaign_segment PRIMARY KEY (campaign_id, segment_id),
    CONSTRAINT fk_campaign_segment_campaign FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE CASCADE,
    -- S1: what is in use is not deleted.
    CONSTRAINT fk_campaign_segment_segment FOREIGN KEY (segment_id) REFERENCES segment (id)
);
CREATE INDEX ix_campaign_segment_segment ON campaign_segment (segment_id);
COMMENT ON TABLE campaign_segment IS 'Which segments the documents of campaigns name. An archived campaign has no rows.';
COMMENT ON COLUMN campaign_segment.campaign_id IS 'Whose document.';
COMMENT ON COLUMN campaign_segment.segment_id IS 'The segment that it names.';

CREATE TABLE campaign_run (
    id          bigint      GENERATED ALWAYS AS IDENTITY,
    campaign_id bigint      NOT NULL,
    revision    integer     NOT NULL,
    planned_at  timestamptz NOT NULL,
    started_at  timestamptz,
    members     bigint      NOT NULL,
    done        bigint      NOT NULL,
    finished_at timestamptz,
    status      text        NOT NULL,
    failure     text,
    CONSTRAINT pk_campaign_run PRIMARY KEY (id),
    CONSTRAINT fk_campaign_run_campaign FOREIGN KEY (campaign_id) REFERENCES campaign (id),
    CONSTRAINT ck_campaign_run_status CHECK (
        CASE status
            WHEN 'PLANNED' THEN started_at IS NULL AND finished_at IS NULL
            WHEN 'RUNNING' THEN started_at IS NOT NULL AND finished_at IS NULL
            WHEN 'FINISHED' THEN started_at IS NOT NULL AND finished_at IS NOT NULL AND done = members -- C3
            WHEN 'STOPPED' THEN finished_at IS NOT NULL
            ELSE false
        END),
    CONSTRAINT ck_campaign_run_done CHECK (done BETWEEN 0 AND members)
);
CREATE UNIQUE INDEX uq_campaign_run_open ON campaign_run (campaign_id) WHERE status IN ('PLANNED', 'RUNNING');
CREATE INDEX ix_campaign_run_campaign ON campaign_run (campaign_id, id);
CREATE INDEX ix_campaign_run_open ON campaign_run (planned_at) WHERE status IN ('PLANNED', 'RUNNING');
COMMENT ON TABLE campaign_run IS 'One execution of a campaign on past behaviour or a list; at most one of a campaign is open.';
COMMENT ON COLUMN campaign_run.id IS 'The occurrence of its grants.';
COMMENT ON COLUMN campaign_run.campaign_id IS 'Whose.';
COMMENT ON COLUMN campaign_run.revision IS 'Of the campaign when the run started; before, when it was planned.';
COMMENT ON COLUMN campaign_run.planned_at IS 'When it was to start.';
COMMENT ON COLUMN campaign_run.started_at IS 'When its members were computed; null before.';
COMMENT ON COLUMN campaign_run.members IS 'How many members it has; 0 before it started.';
COMMENT ON COLUMN campaign_run.done IS 'How many were decided; kept up to date only once it is finished or stopped.';
COMMENT ON COLUMN campaign_run.finished_at IS 'When all were decided, or it was cut short; null before.';
COMMENT ON COLUMN campaign_run.status IS 'Where it is.';
COMMENT ON COLUMN campaign_run.failure IS 'Why it was cut short, a sentence; null unless it could not be carried out.';

CREATE TABLE campaign_run_chunk (
    run_id     bigint  NOT NULL,
    no         integer NOT NULL,
    size       integer NOT NULL,
    done       boolean NOT NULL DEFAULT false,
    first_user bigint  NOT NULL,
    last_user  bigint  NOT NULL,
    users      bytea   NOT NULL,
    CONSTRAINT pk_campaign_run_chunk PRIMARY KEY (run_id, no),
    CONSTRAINT fk_campaign_run_chunk_run FOREIGN KEY (run_id) REFERENCES campaign_run (id),
    CONSTRAINT ck_campaign_run_chunk_size CHECK (size BETWEEN 1 AND 5000)
) WITH (fillfactor = 90);
ALTER TABLE campaign_run_chunk ALTER COLUMN users SET STORAGE EXTERNAL;
COMMENT ON TABLE campaign_run_chunk IS 'The members of runs as they were when the run started (C3), in the pieces in which they are decided.';
COMMENT ON COLUMN campaign_run_chunk.run_id IS 'The run.';
COMMENT ON COLUMN campaign_run_chunk.no IS 'Counts the pieces of a run from 0; users ascend from piece to piece.';
COMMENT ON COLUMN campaign_run_chunk.size IS 'How many users.';
COMMENT ON COLUMN campaign_run_chunk.done IS 'Whether they were decided; set in the transaction that decides them.';
COMMENT ON COLUMN campaign_run_chunk.first_user IS 'The lowest of the users.';
COMMENT ON COLUMN campaign_run_chunk.last_user IS 'The highest of the users.';
COMMENT ON COLUMN campaign_run_chunk.users IS 'Ascending user numbers as dev.promontory.postgres.campaign.UserSetCodec writes them.';

-- Which log this is: what is derived from it elsewhere can tell it from the log of another database (E8).

CREATE TABLE log_identity (
    only_row boolean NOT NULL DEFAULT true,
    id       uuid    NOT NULL,
    CONSTRAINT pk_log_identity PRIMARY KEY (only_row),
    CONSTRAINT ck_log_identity_only_row CHECK (only_row)
);
COMMENT ON TABLE log_identity IS 'One row, which never changes. A restored backup has that of its original.';
COMMENT ON COLUMN log_identity.only_row IS 'True: there is no second row.';
COMMENT ON COLUMN log_identity.id IS 'Drawn when the log came into being.';

INSERT INTO log_identity (id) VALUES (gen_random_uuid());

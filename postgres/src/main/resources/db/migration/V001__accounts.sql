-- Accounts, their credentials, and the people who use the console.

CREATE TABLE account (
    number     integer  GENERATED ALWAYS AS IDENTITY,
    id         text     NOT NULL,
    zone       text     NOT NULL,
    week_start smallint NOT NULL DEFAULT 1,
    CONSTRAINT pk_account PRIMARY KEY (number),
    CONSTRAINT uq_account_id UNIQUE (id),
    CONSTRAINT ck_account_number CHECK (number >= 1),
    CONSTRAINT ck_account_id CHECK (char_length(id) BETWEEN 1 AND 64),
    CONSTRAINT ck_account_week_start CHECK (week_start BETWEEN 1 AND 7)
);
COMMENT ON TABLE account IS 'A tenant. Every other row belongs to exactly one.';
COMMENT ON COLUMN account.number IS 'The number used inside, 1 and up.';
COMMENT ON COLUMN account.id IS 'The public identifier that callers send.';
COMMENT ON COLUMN account.zone IS 'IANA zone of days, weeks, months and written dates.';
COMMENT ON COLUMN account.week_start IS 'First day of a calendar week, ISO: 1 is Monday.';

CREATE TABLE account_passcode (
    account integer NOT NULL,
    no      integer NOT NULL,
    hash    text    NOT NULL,
    CONSTRAINT pk_account_passcode PRIMARY KEY (account, no),
    CONSTRAINT fk_account_passcode_account FOREIGN KEY (account) REFERENCES account (number),
    CONSTRAINT ck_account_passcode_no CHECK (no >= 1)
);
COMMENT ON TABLE account_passcode IS 'The API credentials of an account; several while one is being replaced.';
COMMENT ON COLUMN account_passcode.account IS 'Whose.';
COMMENT ON COLUMN account_passcode.no IS 'Counts the passcodes of an account, from 1.';
COMMENT ON COLUMN account_passcode.hash IS 'The encoded hash of the passcode, never the passcode.';

CREATE TABLE console_user (
    id            bigint  GENERATED ALWAYS AS IDENTITY,
    account       integer NOT NULL,
    email         text    NOT NULL,
    password_hash text    NOT NULL,
    CONSTRAINT pk_console_user PRIMARY KEY (id),
    CONSTRAINT uq_console_user_email UNIQUE (email),
    CONSTRAINT fk_console_user_account FOREIGN KEY (account) REFERENCES account (number),
    CONSTRAINT ck_console_user_email CHECK (char_length(email) BETWEEN 3 AND 254)
);
COMMENT ON TABLE console_user IS 'A person who may sign in to the console.';
COMMENT ON COLUMN console_user.id IS 'Counts the console users.';
COMMENT ON COLUMN console_user.account IS 'The account that they see.';
COMMENT ON COLUMN console_user.email IS 'Their e-mail address in lower case; the name they sign in with.';
COMMENT ON COLUMN console_user.password_hash IS 'The encoded hash of the password, never the password.';

-- For SQLite and PostgreSQL alike. Two words differ and are filled in by dev.assayer.storage.sql.Schema:
-- row_id is the type of a 64-bit key that SQLite stores as the row's own number, clustered makes SQLite store a table
-- in the order of its primary key. Times are epoch milliseconds. docs/ledger.md describes every column.

-- What decisions refer to, once per content. content is gzip; null while only a decision has named the hash.
CREATE TABLE basis (
    id      ${row_id} PRIMARY KEY,
    hash    TEXT NOT NULL,
    kind    TEXT,
    content BYTEA
);

-- No foreign keys here or below: attempts may outlive a dropped decision, and a reference to an unindexed column makes
-- every deletion from basis read all decisions.
CREATE TABLE decision (
    id           ${row_id} PRIMARY KEY,
    at_millis    BIGINT NOT NULL,
    table_basis  BIGINT NOT NULL,
    health_basis BIGINT NOT NULL,
    request      TEXT   NOT NULL,
    chosen       TEXT,
    category     TEXT   NOT NULL,
    policy       TEXT   NOT NULL,
    session      TEXT
);

CREATE TABLE attempt (
    decision            BIGINT  NOT NULL,
    ordinal             INTEGER NOT NULL,
    offer               TEXT    NOT NULL,
    result              TEXT    NOT NULL,
    status              INTEGER,
    input_tokens        BIGINT,
    cached_input_tokens BIGINT,
    output_tokens       BIGINT,
    reasoning_tokens    BIGINT,
    cost_picos          BIGINT,
    started_millis      BIGINT  NOT NULL,
    first_byte_micros   BIGINT,
    total_micros        BIGINT  NOT NULL,
    PRIMARY KEY (decision, ordinal)
) ${clustered};

CREATE TABLE request_text (
    decision ${row_id} PRIMARY KEY,
    body     TEXT NOT NULL
);

CREATE TABLE snapshot (
    hash          TEXT   NOT NULL PRIMARY KEY,
    stored_millis BIGINT NOT NULL,
    content       BYTEA  NOT NULL
);

-- One row: the snapshot in force.
CREATE TABLE current_snapshot (
    slot         INTEGER NOT NULL PRIMARY KEY CHECK (slot = 1),
    hash         TEXT    NOT NULL REFERENCES snapshot (hash),
    since_millis BIGINT  NOT NULL
);

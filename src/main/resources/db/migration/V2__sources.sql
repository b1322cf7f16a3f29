-- What each source of evidence said last, and how asking it went. findings is gzip; null until it has said anything.
CREATE TABLE evidence_source (
    id               TEXT    NOT NULL PRIMARY KEY,
    attempted_millis BIGINT  NOT NULL,
    succeeded_millis BIGINT,
    failures         INTEGER NOT NULL,
    problem          TEXT,
    usage_day        BIGINT  NOT NULL,
    usage_requests   INTEGER NOT NULL,
    content_hash     TEXT,
    reader_version   INTEGER,
    lines            INTEGER,
    changed_millis   BIGINT,
    validators       TEXT,
    findings         BYTEA
);

-- One row: of what the evidence in force was put together, so that what was said and not yet put together is noticed.
CREATE TABLE evidence_assembled (
    slot   INTEGER NOT NULL PRIMARY KEY CHECK (slot = 1),
    inputs TEXT    NOT NULL
);

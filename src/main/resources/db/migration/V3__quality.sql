-- How good the evidence of a snapshot is, as its last examination found: gzip of the report's text.
CREATE TABLE evidence_quality (
    snapshot TEXT  NOT NULL PRIMARY KEY,
    report   BYTEA NOT NULL
);

-- 1 where a person said that this content counts, although it would not be believed.
ALTER TABLE evidence_source ADD COLUMN accepted INTEGER NOT NULL DEFAULT 0;

-- The address where this content was had instead of the source's own.
ALTER TABLE evidence_source ADD COLUMN place TEXT NOT NULL DEFAULT '';

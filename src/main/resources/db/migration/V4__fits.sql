-- What scoring makes of a snapshot, so that it need not be worked out at every start: the last few. id names method,
-- snapshot and tables; content has its own checksum.
CREATE TABLE ability_fit (
    id             TEXT   NOT NULL PRIMARY KEY,
    written_millis BIGINT NOT NULL,
    content        BYTEA  NOT NULL
);

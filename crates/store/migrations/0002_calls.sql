-- The request log of each connection, and what its dialect has let pass.

ALTER TABLE connections ADD COLUMN logs_calls BOOLEAN NOT NULL DEFAULT TRUE;

-- token is missing where the caller was refused at the door.
CREATE TABLE calls (
    org_id {key} NOT NULL,
    connection_id {key} NOT NULL,
    id {key} NOT NULL,
    at BIGINT NOT NULL,
    micros BIGINT NOT NULL,
    token {key},
    method TEXT NOT NULL,
    target TEXT NOT NULL,
    status BIGINT NOT NULL,
    why TEXT NOT NULL,
    cut BOOLEAN NOT NULL,
    bytes BIGINT NOT NULL,
    tolerated TEXT NOT NULL,
    request TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (org_id, connection_id, id)
);

-- What the calls of a connection come to, so that nobody has to count them; dropped are those that were never written.
CREATE TABLE call_totals (
    org_id {key} NOT NULL,
    connection_id {key} NOT NULL,
    kept BIGINT NOT NULL,
    strangers BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    dropped BIGINT NOT NULL,
    PRIMARY KEY (org_id, connection_id)
);

CREATE TABLE tolerated (
    org_id {key} NOT NULL,
    connection_id {key} NOT NULL,
    tolerance {key} NOT NULL,
    place {key} NOT NULL,
    times BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    example TEXT NOT NULL,
    PRIMARY KEY (org_id, connection_id, tolerance, place)
);

-- Whom providers took out lately, and about whom an administrator has to decide.
CREATE TABLE departures (
    org_id {key} NOT NULL,
    user_id {key} NOT NULL,
    connection_id {key} NOT NULL,
    at BIGINT NOT NULL,
    wish TEXT NOT NULL,
    before TEXT NOT NULL,
    held BOOLEAN NOT NULL,
    PRIMARY KEY (org_id, user_id)
);

CREATE INDEX departures_by_time ON departures (org_id, connection_id, at, held, wish, user_id);
CREATE INDEX departures_held ON departures (org_id, connection_id, user_id) WHERE held;

-- When a connection took out too many at once: when it did so the last time, and how many were removed before it was noticed.
CREATE TABLE masses (
    org_id {key} NOT NULL,
    connection_id {key} NOT NULL,
    last BIGINT NOT NULL,
    removed BIGINT NOT NULL,
    PRIMARY KEY (org_id, connection_id)
);

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

CREATE INDEX departures_by_time ON departures (org_id, connection_id, at, held, user_id);
CREATE INDEX departures_held ON departures (org_id, connection_id, user_id) WHERE held;

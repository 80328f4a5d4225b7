-- The words in braces differ between the engines; engine.rs explains them.
-- All keys of a table that grows with an organization begin with org_id, so that it can be spread over several nodes.

CREATE TABLE organizations (
    id {key} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key {key} NOT NULL UNIQUE,
    created BIGINT NOT NULL,
    resync_since BIGINT
);

-- Apart from organizations, which are hardly ever written; this is, with every change.
CREATE TABLE sequences (
    org_id {key} NOT NULL PRIMARY KEY,
    event_sequence BIGINT NOT NULL,
    audit_sequence BIGINT NOT NULL
);

CREATE TABLE connections (
    id {key} NOT NULL PRIMARY KEY,
    org_id {key} NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL,
    name_key {key} NOT NULL,
    provider TEXT NOT NULL,
    dialect TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    created BIGINT NOT NULL,
    UNIQUE (org_id, name_key)
);

CREATE TABLE tokens (
    id {key} NOT NULL PRIMARY KEY,
    connection_id {key} NOT NULL REFERENCES connections (id),
    org_id {key} NOT NULL,
    hash {bytes} NOT NULL,
    active BOOLEAN NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    last_used BIGINT
);

CREATE INDEX tokens_by_connection ON tokens (org_id, connection_id, id);

-- source is the id of a connection, or empty for the organization's own people.
-- What ends in _key is folded; display is what lists of members show.
CREATE TABLE users (
    org_id {key} NOT NULL,
    id {key} NOT NULL,
    source {key} NOT NULL,
    user_name_key {key} NOT NULL,
    external_id {key},
    display_name_key {key},
    manager_key {key},
    active BOOLEAN,
    version BIGINT NOT NULL,
    created BIGINT NOT NULL,
    last_modified BIGINT NOT NULL,
    display TEXT NOT NULL,
    resource TEXT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, user_name_key)
);

-- Look-ups are answered in the order of ids. An index that ends with the id gives that order itself; without, it may
-- lose against users_by_source, which means a walk through everybody.
CREATE INDEX users_by_source ON users (org_id, source, id);
CREATE INDEX users_by_external_id ON users (org_id, source, external_id, id)
    WHERE external_id IS NOT NULL;
CREATE INDEX users_by_display_name ON users (org_id, source, display_name_key, id)
    WHERE display_name_key IS NOT NULL;
CREATE INDEX users_by_manager ON users (org_id, source, manager_key, id)
    WHERE manager_key IS NOT NULL;
CREATE INDEX users_by_last_modified ON users (org_id, source, last_modified);

CREATE TABLE user_emails (
    org_id {key} NOT NULL,
    user_id {key} NOT NULL,
    email_key {key} NOT NULL,
    PRIMARY KEY (org_id, user_id, email_key),
    FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
) {clustered};

CREATE INDEX user_emails_by_email ON user_emails (org_id, email_key, user_id);

-- "groups" alone is a keyword.
CREATE TABLE directory_groups (
    org_id {key} NOT NULL,
    id {key} NOT NULL,
    source {key} NOT NULL,
    display_name_key {key} NOT NULL,
    external_id {key},
    version BIGINT NOT NULL,
    created BIGINT NOT NULL,
    last_modified BIGINT NOT NULL,
    display TEXT NOT NULL,
    resource TEXT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, source, display_name_key)
);

CREATE INDEX directory_groups_by_source ON directory_groups (org_id, source, id);
CREATE INDEX directory_groups_by_external_id ON directory_groups (org_id, source, external_id, id)
    WHERE external_id IS NOT NULL;
CREATE INDEX directory_groups_by_last_modified ON directory_groups (org_id, source, last_modified);

-- How many users or groups of a source have an id from first_id on and before the first_id of the next range.
CREATE TABLE id_ranges (
    org_id {key} NOT NULL,
    kind {key} NOT NULL,
    source {key} NOT NULL,
    first_id {key} NOT NULL,
    size BIGINT NOT NULL,
    PRIMARY KEY (org_id, kind, source, first_id)
) {clustered};

CREATE TABLE members (
    org_id {key} NOT NULL,
    group_id {key} NOT NULL,
    member_id {key} NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (org_id, group_id, member_id),
    FOREIGN KEY (org_id, group_id) REFERENCES directory_groups (org_id, id)
) {clustered};

CREATE INDEX members_by_member ON members (org_id, member_id, group_id);

CREATE TABLE events (
    org_id {key} NOT NULL,
    sequence BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    at BIGINT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (org_id, sequence)
);

-- Ids are in order only to the millisecond; the sequence is that of the commits.
CREATE TABLE audit (
    org_id {key} NOT NULL,
    sequence BIGINT NOT NULL,
    id {key} NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (org_id, sequence)
);

-- At most one row: where the data of this database was moved to. It is the one table that a move leaves behind.
CREATE TABLE moved (
    place {key} NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);

-- At most one row, with the number 1: where the servers of this database are reached, as the one that was started last
-- said. It belongs to the place, not to the data: no move and no restore takes it along.
CREATE TABLE public_url (
    number BIGINT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL
);

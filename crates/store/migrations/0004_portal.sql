-- Administrators, who sign in to the portal, and what the portal looks things up by.

-- A person signs in with one address and one password, wherever they are administrator.
CREATE TABLE administrators (
    id {key} NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    email_key {key} NOT NULL UNIQUE,
    password TEXT,
    language TEXT,
    created BIGINT NOT NULL,
    signed_in BIGINT
);

-- Of what somebody is administrator: of organizations, or of the installation, whose id is all zeros.
CREATE TABLE appointments (
    org_id {key} NOT NULL,
    administrator_id {key} NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    created BIGINT NOT NULL,
    PRIMARY KEY (org_id, administrator_id)
);

CREATE INDEX appointments_by_administrator ON appointments (administrator_id, org_id);

-- A browser in which somebody has signed in, by the hash of its cookie.
CREATE TABLE sessions (
    ticket {key} NOT NULL PRIMARY KEY,
    administrator_id {key} NOT NULL,
    created BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    confirmed BIGINT NOT NULL
);

CREATE INDEX sessions_by_administrator ON sessions (administrator_id);

-- Links that work once and let somebody choose a password, by their hash. Without an administrator, a link makes the first.
CREATE TABLE password_links (
    ticket {key} NOT NULL PRIMARY KEY,
    administrator_id {key} NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);

CREATE INDEX password_links_by_administrator ON password_links (administrator_id);

-- Mails to administrators: the last one of each kind, which waits to be sent or was. claimed_until is set while a server is
-- sending it.
CREATE TABLE notices (
    id {key} NOT NULL PRIMARY KEY,
    administrator_id {key} NOT NULL,
    org_id {key} NOT NULL,
    kind TEXT NOT NULL,
    language TEXT,
    created BIGINT NOT NULL,
    due BIGINT NOT NULL,
    claimed_until BIGINT,
    attempts BIGINT NOT NULL,
    error TEXT,
    sent BIGINT
);

CREATE INDEX notices_by_due ON notices (due);
CREATE INDEX notices_by_administrator ON notices (administrator_id, id);

-- How many events of a kind an organization had on a day; days are counted from 1970-01-01, in UTC.
CREATE TABLE activity (
    org_id {key} NOT NULL,
    day BIGINT NOT NULL,
    kind {key} NOT NULL,
    events BIGINT NOT NULL,
    PRIMARY KEY (org_id, day, kind)
);

-- The history of one user or group, and all entries of one kind.
CREATE INDEX audit_by_target ON audit (org_id, target, sequence);
CREATE INDEX audit_by_action ON audit (org_id, action, sequence);

-- Calls that were refused, and mails that could not be sent, are asked for wherever an organization is shown.
CREATE INDEX calls_refused ON calls (org_id, connection_id, id, at) WHERE status >= 400;
CREATE INDEX mails_failed ON mails (org_id, due) WHERE error IS NOT NULL;

-- Most people are confirmed; the others are looked for.
CREATE INDEX users_by_status ON users (org_id, status, source, id) WHERE status <> 'confirmed';

INSERT INTO activity (org_id, day, kind, events)
SELECT org_id, at / 86400000, kind, count(*) FROM events GROUP BY org_id, at / 86400000, kind;

-- What the lists of people and groups show, sort and search.
-- search_key is all that somebody is looked for by, folded and a line each: name, userName, e-mail addresses. It begins
-- with the name, so its order is that of names. login_key is the userName for the order alone. Both are cut where an
-- index could not hold them, and then end with the id, so that they differ in any case.
ALTER TABLE users ADD COLUMN search_key {key} NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN login_key {key} NOT NULL DEFAULT '';
UPDATE users SET login_key = user_name_key, search_key = COALESCE(NULLIF(display_name_key, ''), user_name_key)
    || CASE WHEN display_name_key = '' OR COALESCE(display_name_key, user_name_key) = user_name_key THEN ''
        ELSE '
' || user_name_key END
    || COALESCE((SELECT string_agg('
' || e.email_key, '' ORDER BY e.email_key) FROM user_emails e
        WHERE e.org_id = users.org_id AND e.user_id = users.id AND e.email_key <> users.user_name_key
        AND e.email_key <> COALESCE(users.display_name_key, '') AND e.email_key <> ''), '');
UPDATE users SET search_key = substr(search_key, 1, 400) || id WHERE length(search_key) > 400;
UPDATE users SET login_key = substr(login_key, 1, 100) || id WHERE length(login_key) > 100;

-- All that a list is filtered and sorted by stands in the index, so that nobody's row is read who is not shown.
CREATE INDEX users_listed ON users
    (org_id, search_key, login_key, source, status, protected, created, last_modified);

-- How many members a group has, which may be a million.
ALTER TABLE directory_groups ADD COLUMN member_count BIGINT NOT NULL DEFAULT 0;
UPDATE directory_groups SET member_count = (SELECT count(*) FROM members m
    WHERE m.org_id = directory_groups.org_id AND m.group_id = directory_groups.id);

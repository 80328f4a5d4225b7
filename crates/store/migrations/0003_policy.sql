-- What the product wants to happen with what a provider pushes, and what follows from it.

ALTER TABLE connections ADD COLUMN policy TEXT NOT NULL DEFAULT 'standard';
ALTER TABLE connections ADD COLUMN attributes TEXT NOT NULL DEFAULT '[]';

-- A provider could only disable until now, and whoever came in was there at once.
ALTER TABLE users ADD COLUMN status TEXT NOT NULL DEFAULT 'confirmed';
ALTER TABLE users ADD COLUMN protected BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE users SET status = 'disabled:confirmed' WHERE active IS NULL OR NOT active;

ALTER TABLE directory_groups ADD COLUMN adopted BOOLEAN NOT NULL DEFAULT FALSE;

-- Whoever writes in an organization reads this row first, and mostly writes it: what is asked for with every change, and
-- may change with it, stands here.
ALTER TABLE sequences ADD COLUMN seats BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sequences ADD COLUMN seats_max BIGINT;
ALTER TABLE sequences ADD COLUMN configurations BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sequences ADD COLUMN local_users BIGINT NOT NULL DEFAULT 0;
UPDATE sequences SET seats = (SELECT count(*) FROM users u WHERE u.org_id = sequences.org_id AND u.status = 'confirmed');
UPDATE sequences SET local_users = (SELECT count(*) FROM users u WHERE u.org_id = sequences.org_id AND u.source = '');

CREATE TABLE invitations (
    org_id {key} NOT NULL,
    user_id {key} NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    links TEXT NOT NULL,
    sent BIGINT,
    reminders BIGINT NOT NULL,
    next_reminder BIGINT,
    PRIMARY KEY (org_id, user_id),
    FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);

-- Whoever sends mails looks for what is due in all organizations.
CREATE INDEX invitations_by_reminder ON invitations (next_reminder)
    WHERE next_reminder IS NOT NULL;

-- Mails that wait to be sent; claimed_until is set while a server is sending one.
CREATE TABLE mails (
    org_id {key} NOT NULL,
    id {key} NOT NULL,
    user_id {key} NOT NULL,
    kind TEXT NOT NULL,
    created BIGINT NOT NULL,
    due BIGINT NOT NULL,
    claimed_until BIGINT,
    attempts BIGINT NOT NULL,
    error TEXT,
    PRIMARY KEY (org_id, id)
);

CREATE INDEX mails_by_user ON mails (org_id, user_id, id);
CREATE INDEX mails_by_due ON mails (due);

-- What an organization says in its mails instead of our words.
CREATE TABLE texts (
    org_id {key} NOT NULL,
    name {key} NOT NULL,
    language {key} NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (org_id, name, language)
);

CREATE TABLE configurations (
    org_id {key} NOT NULL,
    id {key} NOT NULL,
    name TEXT NOT NULL,
    name_key {key} NOT NULL,
    fields TEXT NOT NULL,
    created BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, name_key)
);

-- Custom attributes that are no more, whose values are being removed from the users behind an id.
CREATE TABLE purges (
    org_id {key} NOT NULL,
    connection_id {key} NOT NULL,
    attribute {key} NOT NULL,
    urn TEXT NOT NULL,
    after_id {key} NOT NULL,
    PRIMARY KEY (org_id, connection_id, attribute)
);

-- Whether a group has groups as members is asked with every change of it, and it may have a million members.
CREATE INDEX members_nested ON members (org_id, group_id, member_id) WHERE kind = 'Group';

-- Whether another source of the organization has a group of this name.
CREATE INDEX directory_groups_by_name ON directory_groups (org_id, display_name_key, source);

-- Until when somebody's invitation is good stands with them too, in the index that lists are filtered and sorted by, so that
-- the invitations of all who are invited need not be looked up.
ALTER TABLE users ADD COLUMN invited_until BIGINT;
UPDATE users SET invited_until = (SELECT i.expires FROM invitations i WHERE i.org_id = users.org_id AND i.user_id = users.id)
WHERE EXISTS (SELECT 1 FROM invitations i WHERE i.org_id = users.org_id AND i.user_id = users.id);
DROP INDEX invitations_by_expiry;
DROP INDEX users_listed;
CREATE INDEX users_listed ON users
    (org_id, search_key, login_key, source, status, protected, created, last_modified, invited_until);

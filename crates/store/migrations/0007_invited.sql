-- Until when somebody's invitation is good stands with them too, in the index that lists are filtered and sorted by, so that
-- the invitations of all who are invited need not be looked up.
ALTER TABLE users ADD COLUMN invited_until BIGINT;
UPDATE users SET invited_until = (SELECT i.expires FROM invitations i WHERE i.org_id = users.org_id AND i.user_id = users.id)
WHERE EXISTS (SELECT 1 FROM invitations i WHERE i.org_id = users.org_id AND i.user_id = users.id);
-- The userName is always the second line of a search key, so that no two are the same: lists go from key to key.
UPDATE users SET search_key = CASE
    WHEN length(user_name_key) + 1 + length(search_key) <= 400 THEN user_name_key || '
' || search_key
    ELSE substr(user_name_key || '
' || search_key, 1, 400) || id END
WHERE search_key = user_name_key OR substr(search_key, 1, length(user_name_key) + 1) = user_name_key || '
';
-- Texts of several lines could be taken for several texts.
UPDATE users SET search_key = substr(search_key, 1, 360) || '
' || id
WHERE user_name_key LIKE '%
%' OR display_name_key LIKE '%
%';
DROP INDEX invitations_by_expiry;
DROP INDEX users_listed;
CREATE INDEX users_listed ON users
    (org_id, search_key, login_key, source, status, protected, created, last_modified, invited_until);

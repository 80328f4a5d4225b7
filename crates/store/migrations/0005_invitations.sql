-- Of the many who are invited, those are looked for whose invitations have expired. Time goes on, so that a new row is the
-- last one.
CREATE INDEX invitations_by_expiry ON invitations (org_id, expires, user_id);

-- When somebody first came to what they are administrator of, in the last session in which they did. Where they come
-- otherwise is not for that organization to know.
ALTER TABLE appointments ADD COLUMN entered BIGINT;

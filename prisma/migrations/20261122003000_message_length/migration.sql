-- A message is bounded as it is sent (5,000 characters); a special token of three characters that becomes `[removed]` makes
-- what is stored longer.
ALTER TABLE messages DROP CONSTRAINT messages_content_check;
ALTER TABLE messages ADD CONSTRAINT messages_content_check CHECK (length(content) BETWEEN 1 AND 20000);

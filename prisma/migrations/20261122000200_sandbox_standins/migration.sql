-- What the embedded stand-ins remember (spec: sandbox.md). It lives in the database, so that several processes agree.
-- None of these tables is part of the market's own data model; in production they stay empty.
CREATE SCHEMA IF NOT EXISTS sandbox;

-- The mailbox behind Resend's API.
CREATE TABLE sandbox.mails (
  id         uuid PRIMARY KEY,
  seq        bigint GENERATED ALWAYS AS IDENTITY,
  sender     text NOT NULL,
  recipients text[] NOT NULL CHECK (cardinality(recipients) BETWEEN 1 AND 50),
  -- The bare addresses of all recipients in lower case: what the mailbox is searched by.
  addresses  text[] NOT NULL,
  subject    text NOT NULL,
  html       text,
  text       text,
  created_at timestamptz NOT NULL DEFAULT app_now(),
  CHECK (html IS NOT NULL OR text IS NOT NULL)
);
CREATE UNIQUE INDEX mails_seq ON sandbox.mails (seq DESC);
CREATE INDEX mails_addresses ON sandbox.mails USING gin (addresses);

-- Resend answers a repeated idempotency key with the first answer for 24 hours.
CREATE TABLE sandbox.mail_idempotency (
  key          text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 256),
  request_hash text NOT NULL,
  mail_id      uuid NOT NULL REFERENCES sandbox.mails (id),
  created_at   timestamptz NOT NULL DEFAULT app_now()
);

-- One fault a service at most; `remaining` NULL lasts until it is changed, 0 is used up.
CREATE TABLE sandbox.faults (
  service   text PRIMARY KEY CHECK (service IN ('stripe', 'resend', 'r2', 'llm')),
  mode      text NOT NULL CHECK (mode IN ('down', 'timeout', 'error_once', 'lost_response')),
  remaining integer CHECK (remaining >= 0)
);

-- Files behind UploadThing's API; their bytes are on disk.
CREATE TABLE sandbox.uploadthing_files (
  key         text PRIMARY KEY,
  name        text NOT NULL,
  type        text NOT NULL,
  size        bigint NOT NULL CHECK (size >= 0),
  hash        text NOT NULL,
  acl         text NOT NULL CHECK (acl IN ('public-read', 'private')),
  disposition text NOT NULL CHECK (disposition IN ('inline', 'attachment')),
  uploaded_at timestamptz NOT NULL DEFAULT app_now()
);

-- What the application's router registered for an upload, and what its completion callback answered.
CREATE TABLE sandbox.uploadthing_uploads (
  key               text PRIMARY KEY,
  callback_url      text NOT NULL,
  callback_slug     text NOT NULL,
  await_server_data boolean NOT NULL,
  metadata          jsonb NOT NULL,
  callback_data     jsonb,
  registered_at     timestamptz NOT NULL DEFAULT app_now()
);

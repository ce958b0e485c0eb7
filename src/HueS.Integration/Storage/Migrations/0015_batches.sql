-- A list of people to check, uploaded by a sister service. Who asked and what was sent is sealed with a key of the list's own.
create table batch (
  id uuid primary key,
  client_id text not null,
  idempotency_key text,
  request_index bytea,
  subject_id uuid not null references subject (id),
  state text not null check (state in ('Receiving', 'Reading', 'Running', 'Paused', 'Cancelled', 'Completed', 'Failed')),
  purpose text not null,
  case_reference text not null,
  officer bytea not null,
  format text not null,
  bytes bigint not null default 0,
  -- The last row that was read and committed: whoever reads on begins behind it.
  last_row int not null default 0,
  accepted int not null default 0,
  rejected int not null default 0,
  read_whole boolean not null default false,
  created_at timestamptz not null,
  touched_at timestamptz not null default clock_timestamp(),
  running_since timestamptz,
  settled_before bigint not null default 0,
  finished_at timestamptz,
  failure text,
  -- Set once nothing of an ended list waits in the queue any more.
  swept boolean not null default false,
  lease_until timestamptz,
  fence bigint not null default 0,
  -- Given with the last byte, so that an upload that tore takes no key.
  constraint batch_idempotency unique (client_id, idempotency_key)
);

create index batch_client on batch (client_id, id);
create index batch_at_work on batch (state) where state in ('Receiving', 'Reading', 'Running') or not swept;

create table batch_chunk (
  batch_id uuid not null references batch (id) on delete cascade,
  no int not null,
  content bytea not null,
  primary key (batch_id, no)
);

create table batch_rejection (
  batch_id uuid not null references batch (id) on delete cascade,
  row_no int not null,
  -- Names and codes of ours, side by side; never what was sent.
  fields text[] not null,
  codes text[] not null,
  primary key (batch_id, row_no)
);

grant select, insert, update, delete on batch, batch_chunk to hues_service;
grant select, insert on batch_rejection to hues_service;

alter table verification
  add column batch_id uuid references batch (id),
  add column row_no int,
  add column row_reference text;

-- A row of a list becomes one check, however often it is read; counting outcomes needs the index alone.
create unique index verification_batch_row on verification (batch_id, row_no) include (outcome) where batch_id is not null;

-- A list shows its own rows; among the checks a client waits for one by one they would be in the way.
drop index verification_pending;
create index verification_pending on verification (client_id, id) where outcome is null and withdrawn_at is null and batch_id is null;

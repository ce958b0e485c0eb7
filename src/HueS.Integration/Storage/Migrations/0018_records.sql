-- A record of another system: what it is and where it stands. What it says of its holder is sealed with a key of its own;
-- content and attachments stay where they are.
create table record (
  id uuid primary key,
  system text not null,
  record_id text not null,
  subject_id uuid not null references subject (id),
  kind text not null,
  status text not null,
  opened_at timestamptz,
  closed_at timestamptz,
  holder text not null check (holder in ('Person', 'Business')),
  claim bytea not null,
  -- A blind index of all that was told: told again, nothing changes.
  told bytea not null,
  told_at timestamptz not null default clock_timestamp(),
  gone_at timestamptz,
  version int not null default 1,
  constraint record_once unique (system, record_id)
);

grant select, insert, update on record to hues_service;

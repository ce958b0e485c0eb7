-- What is done with a record system as a whole.

-- A whole system put in line to be linked again, chunk by chunk; the mark is written in the transaction that puts a chunk in.
create table relink (
  id uuid primary key,
  system text not null,
  client_id text not null,
  -- Only records told with a change since then; none: all.
  since timestamptz,
  state text not null default 'Running' check (state in ('Running', 'Completed', 'Cancelled')),
  -- The last record that was looked at, by its own id in the system; none: from the beginning.
  mark text,
  put_in bigint not null default 0,
  put_in_at timestamptz,
  whole boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  -- How the system's records stood when the last of them had been linked.
  by_rule bigint,
  by_person bigint,
  for_a_person bigint,
  disputed bigint,
  unmatched bigint
);

-- Never two of one system at once.
create unique index relink_once on relink (system) where state = 'Running';

grant select, insert, update on relink to hues_service;

-- Records that a look through all of their system did not meet, and how many looks on end. Who is met again is taken out.
create table record_absence (
  record_id uuid primary key references record (id),
  system text not null,
  looks int not null default 1
);

create index record_absence_system on record_absence (system);

grant select, insert, update, delete on record_absence to hues_service;

-- Numbers about which the register answered with another citizen's data: once stops the route, twice says it is the record.
create table mixed_up_record (
  subject_id uuid primary key,
  route text not null,
  request_id text not null,
  seen_at timestamptz not null,
  times int not null
);

grant select, insert, update, delete on mixed_up_record to hues_service;

-- A list counts the rows that were taken back one by one.
create index verification_batch_withdrawn on verification (batch_id) where batch_id is not null and withdrawn_at is not null;

-- When an item ended, for whoever may see it only at the next even time.
alter table work add column done_at timestamptz;
create index work_done on work (kind, done_at) where done_at is not null;

-- Who is told no detail has its rows counted by when they may be seen; that too needs the index alone.
drop index verification_batch_row;
create unique index verification_batch_row on verification (batch_id, row_no) include (outcome, created_at, settled_at) where batch_id is not null;

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

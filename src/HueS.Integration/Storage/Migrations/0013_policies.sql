-- Who knew less of the birth date, and how the wards compared; absent for cases decided before.
alter table verification
  add column birth_date_less_known text,
  add column ward_grade text;

-- What the register said of a number: that another replaced it. Both are subjects, found by the blind index of their number;
-- the successor's digits, which asking needs, are sealed with the former subject's key.
create table number_replacement (
  former_id uuid primary key references subject (id),
  successor_id uuid not null references subject (id),
  successor bytea not null,
  verification_id uuid not null,
  learnt_at timestamptz not null
);

create index number_replacement_successor on number_replacement (successor_id);
create index number_replacement_learnt on number_replacement (learnt_at);

grant select, insert, update, delete on number_replacement to hues_service;

-- Every number a citizen was verified under, sealed with the citizen's key. A citizen kept before has a row from the next
-- time they are bound.
create table citizen_number (
  subject_id uuid primary key references subject (id),
  citizen_id uuid not null references citizen (id),
  number bytea not null,
  since timestamptz not null,
  verification_id uuid
);

create index citizen_number_citizen on citizen_number (citizen_id);

grant select, insert on citizen_number to hues_service;

-- What a record and its citizen may share, as blind indexes: candidates are found without opening anybody's data.
create table citizen_key (
  key bytea not null,
  citizen_id uuid not null references citizen (id),
  primary key (key, citizen_id)
);

create index citizen_key_citizen on citizen_key (citizen_id);

create table record_key (
  key bytea not null,
  record_id uuid not null references record (id),
  primary key (key, record_id)
);

create index record_key_record on record_key (record_id);

grant select, insert, delete on citizen_key, record_key to hues_service;

-- Citizens kept before there were keys get theirs.
insert into work (id, kind, target, due_at)
select gen_random_uuid(), 'citizen', id, clock_timestamp()
from citizen;

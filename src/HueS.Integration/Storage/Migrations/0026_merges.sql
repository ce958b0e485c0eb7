-- Two citizens who turn out to be one person: the merged one's row, id and key stay, and lead to the survivor.
alter table citizen
  add column merged_into uuid references citizen (id),
  add constraint citizen_not_into_itself check (merged_into <> id);

create table citizen_merge (
  -- Also the id of the task by which it was agreed to.
  id uuid primary key,
  survivor_id uuid not null references citizen (id),
  merged_id uuid not null references citizen (id),
  state text not null default 'Proposed' check (state in ('Proposed', 'Merged', 'Unmerged', 'KeptApart')),
  proposed_at timestamptz not null default clock_timestamp(),
  merged_at timestamptz,
  unmerged_at timestamptz,
  constraint citizen_merge_two check (survivor_id <> merged_id)
);

-- The same two are proposed once at a time, whichever of them is to survive; and who is merged is merged once.
create unique index citizen_merge_open on citizen_merge (least(survivor_id, merged_id), greatest(survivor_id, merged_id))
  where state = 'Proposed';
create unique index citizen_merge_standing on citizen_merge (merged_id) where state = 'Merged';
create index citizen_merge_survivor on citizen_merge (survivor_id);
create index citizen_merge_merged on citizen_merge (merged_id);

-- Everything a merge moved or changed, as it was before: what unmerging stands on. Sealed values stay as they were sealed.
create table citizen_merge_step (
  merge_id uuid not null references citizen_merge (id),
  place int not null,
  part text not null,
  target uuid not null,
  before text,
  sealed bytea,
  version int,
  -- Unmerging left it as it was: it had been changed since.
  left_alone boolean not null default false,
  primary key (merge_id, place)
);

grant select, insert, update on citizen_merge, citizen_merge_step to hues_service;
grant update on citizen_number to hues_service;

-- A merged citizen gets nothing any more. Whoever read who somebody is before a merge, and writes after it, finds that out
-- here, and the whole unit is run again: the row is waited for, and the failure is one that passes.
create function refuse_merged_citizen() returns trigger language plpgsql as $$
declare
  into_other uuid;
begin
  select merged_into into into_other from citizen where id = new.citizen_id for key share;
  if into_other is not null then
    raise exception 'The citizen was merged into another.' using errcode = 'serialization_failure';
  end if;
  return new;
end
$$;

create trigger profile_not_of_merged before insert or update of citizen_id on profile
  for each row execute function refuse_merged_citizen();
create trigger citizen_number_not_of_merged before insert or update of citizen_id on citizen_number
  for each row execute function refuse_merged_citizen();
create trigger link_not_of_merged before insert or update of citizen_id on link
  for each row execute function refuse_merged_citizen();
create trigger citizen_key_not_of_merged before insert on citizen_key
  for each row execute function refuse_merged_citizen();

-- Two links of one record to two citizens who are one: the merged one's is answered by the survivor's.
alter table link drop constraint link_state;
alter table link add constraint link_state check (state in ('Proposed', 'Linked', 'Frozen', 'Unlinked', 'Closed', 'Merged'));

-- A decision may name another candidate than the one the task is about.
alter table review_decision add column candidate_id uuid;

-- Several links of one citizen taken away at once: what was proposed is fixed, link by link and version by version.
create table unlinking (
  -- Also the id of the task by which it was agreed to.
  id uuid primary key,
  citizen_id uuid not null references citizen (id),
  reason text not null,
  case_reference text,
  state text not null default 'Proposed' check (state in ('Proposed', 'Unlinked', 'Undone', 'Kept')),
  proposed_at timestamptz not null default clock_timestamp()
);

create table unlinking_link (
  unlinking_id uuid not null references unlinking (id),
  link_id uuid not null references link (id),
  -- As it was when it was proposed, and as unlinking left it.
  version int not null,
  version_after int,
  primary key (unlinking_id, link_id)
);

grant select, insert, update on unlinking, unlinking_link to hues_service;

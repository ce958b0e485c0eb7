-- A link nobody is asked about any more, neither made nor ruled out: its record is gone, or fits somebody else better. It comes
-- back as it was once that changes.
alter table link drop constraint link_state;
alter table link drop constraint link_by_rule_needs_e1;
alter table link
  add column closed_for text,
  -- What the rules say of it now, where they would not make it any more; what it was made with stays beside it.
  add column doubt_class text,
  add column doubt_reasons text[],
  add column doubt_evidence jsonb,
  add constraint link_state check (state in ('Proposed', 'Linked', 'Frozen', 'Unlinked', 'Closed')),
  add constraint link_by_rule_needs_e1
    check (decided_by = 'Person' or state in ('Proposed', 'Closed') or (state = 'Linked' and class = 'E1')),
  add constraint link_closed_for_something check (state <> 'Closed' or closed_for is not null),
  add constraint link_doubt_whole
    check ((doubt_class is null) = (doubt_reasons is null) and (doubt_class is null) = (doubt_evidence is null));

-- Whether a citizen can be found by what is known of them now. As long as somebody cannot be, who waits for it, nobody can say
-- that a record has no other candidate.
alter table citizen add column findable boolean not null default false;
update citizen set findable = exists (select from citizen_key where citizen_id = citizen.id);
create index citizen_not_findable on citizen (id) where not findable;

-- How far the records that may be a citizen's were put into the queue, where there were too many for one transaction.
create table citizen_walk (
  citizen_id uuid primary key references citizen (id),
  after uuid not null
);

grant select, insert, update, delete on citizen_walk to hues_service;

-- Runs of several kinds. What a run looks at is an item's target: a citizen, a record, a link, a task. Whose it is is written
-- once that is known; where it may be two citizens', both are.
alter table reconciliation_run
  drop constraint reconciliation_run_kind_check,
  add constraint reconciliation_run_kind check (kind in ('RegisterDrift', 'RecordLinks', 'Consistency', 'Duplicates')),
  -- Which part of what is to be selected was being selected last.
  add column planned_part int not null default 0;

alter table reconciliation_item
  add column kind text not null default 'RegisterDrift',
  add column target uuid,
  add column about text not null default 'Citizen',
  add column other_id uuid;
update reconciliation_item set target = citizen_id;
alter table reconciliation_item
  alter column kind drop default,
  alter column about drop default,
  alter column target set not null,
  alter column citizen_id drop not null,
  drop constraint reconciliation_item_once,
  add constraint reconciliation_item_once unique (run_id, target);

drop index reconciliation_item_citizen;
create index reconciliation_item_target on reconciliation_item (target, kind, checked_at);

-- A record that came back under another id is looked for among those that are gone.
create index record_gone on record (system, kind, opened_at) where gone_at is not null and opened_at is not null;

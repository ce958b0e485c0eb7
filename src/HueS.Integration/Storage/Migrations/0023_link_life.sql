-- A link lives: proposed, linked, frozen while it is disputed, unlinked for good. A record is one citizen's at most, disputed
-- or not; an unlinked pair is one that machines never link nor propose again.
drop index link_one_citizen;
alter table link drop constraint link_state_check;
alter table link drop constraint link_by_rule_needs_e1;
update link set state = 'Proposed' where state = 'NeedsPerson';
alter table link add column decided_by text not null default 'Rule' check (decided_by in ('Rule', 'Person'));
alter table link add column version int not null default 1;
alter table link add constraint link_state check (state in ('Proposed', 'Linked', 'Frozen', 'Unlinked'));
-- Whatever the code believes, only the strongest evidence links by rule.
alter table link add constraint link_by_rule_needs_e1
  check (decided_by = 'Person' or state = 'Proposed' or (state = 'Linked' and class = 'E1'));
create unique index link_one_citizen on link (system, record_id) where state in ('Linked', 'Frozen');
create index link_record on link (system, record_id);

-- Every change of a link, by whom and why: what undoing and explaining stand on.
create table link_change (
  link_id uuid not null references link (id),
  version int not null,
  at timestamptz not null default clock_timestamp(),
  action text not null,
  before text,
  after text not null,
  decided_by text not null,
  client_id text not null,
  officer_id uuid,
  reason text,
  case_reference text,
  primary key (link_id, version)
);

insert into link_change (link_id, version, at, action, after, decided_by, client_id)
select id, 1, decided_at, 'Decide', state, 'Rule', 'unknown'
from link;

grant select, insert on link_change to hues_service;

-- People for whom machines link nothing: who asked for it, or whom the law protects.
create table linking_hold (
  citizen_id uuid primary key references citizen (id),
  kind text not null check (kind in ('Frozen', 'Protected')),
  since timestamptz not null default clock_timestamp()
);

grant select, insert, update, delete on linking_hold to hues_service;

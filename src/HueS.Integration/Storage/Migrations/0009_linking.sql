create table link (
  id uuid primary key,
  citizen_id uuid not null references citizen (id),
  system text not null,
  record_id text not null,
  purpose text not null,
  state text not null check (state in ('Linked', 'NeedsPerson')),
  class text not null,
  reasons text[] not null,
  evidence jsonb not null,
  rules_version text not null,
  decided_at timestamptz not null,
  constraint link_once unique (citizen_id, system, record_id),
  -- Whatever the code believes, only the strongest evidence links by rule.
  constraint link_by_rule_needs_e1 check (state <> 'Linked' or class = 'E1')
);

create unique index link_one_citizen on link (system, record_id) where state = 'Linked';

grant select, insert, update on link to hues_service;

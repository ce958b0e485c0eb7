-- What all nodes together may ask of an upstream: one row each, counted by the database's clock.
-- Room is left in its page, so that each update stays there and the row's old versions are dropped on the way.
create table upstream_quota (
  upstream text primary key,
  tokens double precision not null,
  counted_at timestamptz not null,
  pace double precision not null default 1 check (pace > 0 and pace <= 1),
  slowed_at timestamptz,
  paused_until timestamptz,
  day date not null,
  day_count bigint not null default 0,
  day_fee bigint not null default 0,
  counter_waits_until timestamptz,
  deferred_waits_until timestamptz,
  reconciliation_waits_until timestamptz,
  deferred_due double precision not null default 0,
  reconciliation_due double precision not null default 0,
  cap_per_second double precision check (cap_per_second > 0),
  cap_per_day bigint check (cap_per_day > 0),
  cap_until timestamptz,
  cap_version int not null default 0
) with (fillfactor = 20);

grant select, insert, update on upstream_quota to hues_service;

-- A route is stopped by another citizen's data, or by an operator's hand: the two are told apart.
alter table register_route
  add column cause text not null default 'wrong_person' check (cause in ('wrong_person', 'operator')),
  add column reason text,
  alter column operation drop not null,
  alter column request_id drop not null,
  alter column answer_hash drop not null,
  add constraint register_route_cause_whole check (
    case cause
      when 'wrong_person' then operation is not null and request_id is not null and answer_hash is not null and reason is null
      else operation is null and request_id is null and answer_hash is null and reason is not null
    end);

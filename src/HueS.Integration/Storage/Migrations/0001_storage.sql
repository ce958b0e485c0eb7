-- The service's own role. It owns nothing: what it may do to a table is granted table by table.
-- It has no password until the operator gives it one, so that only trusted local sockets can use it at once.
do $$
begin
  create role hues_service login;
exception
  -- Roles belong to the cluster: another database of it may have made this one, even at this moment.
  when duplicate_object or unique_violation then null;
end
$$;

grant usage on schema public to hues_service;
grant select on migration to hues_service;

-- Work that must be done although nodes die: a lease with a fencing token, taken with skip locked.
create table work (
  id uuid primary key,
  kind text not null,
  target uuid not null,
  state text not null default 'new' check (state in ('new', 'done', 'parked')),
  due_at timestamptz not null,
  lease_until timestamptz,
  fence bigint not null default 0,
  attempts int not null default 0,
  failures int not null default 0,
  reason text,
  created_at timestamptz not null default clock_timestamp(),
  unique (kind, target)
);

create index work_due on work (kind, due_at) where state = 'new';

grant select, insert, update, delete on work to hues_service;

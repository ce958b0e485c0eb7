create table officer (
  id uuid primary key references subject (id),
  account bytea not null
);

grant select, insert on officer to hues_service;

create table audit (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  transaction_id xid8 not null default pg_current_xact_id(),
  action text not null,
  client_id text not null,
  officer_id uuid references officer (id),
  purpose text,
  case_reference text,
  subject_id uuid,
  target text,
  note text
);

create index audit_subject on audit (subject_id, at) where subject_id is not null;
create index audit_target on audit (target) where target is not null;

-- Written before a question leaves for an upstream.
create table intent (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  upstream text not null,
  operation text not null,
  request_id text not null unique,
  verification_id uuid,
  subject_id uuid,
  client_id text not null
);

create index intent_verification on intent (verification_id) where verification_id is not null;

-- Insert only, twice over: the service is granted nothing else, and a trigger stops even the owner's slip.
grant select, insert on audit, intent to hues_service;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The table % is append-only.', tg_table_name using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function refuse_change();
create trigger intent_append_only before update or delete or truncate on intent
  for each statement execute function refuse_change();

create table citizen (
  id uuid primary key references subject (id),
  identity bytea not null,
  since timestamptz not null default clock_timestamp()
);

create table profile (
  id uuid primary key,
  account_id text not null,
  citizen_id uuid not null references citizen (id),
  verification_id uuid not null references verification (id),
  phone bytea,
  bound_at timestamptz not null default clock_timestamp(),
  version int not null default 1,
  constraint profile_account unique (account_id)
);

create index profile_citizen on profile (citizen_id);

grant select, insert, update on citizen, profile to hues_service;

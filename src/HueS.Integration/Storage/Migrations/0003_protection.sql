-- A person we hold data about: no name, no number, only a keyed index and a wrapped key.
create table subject (
  id uuid primary key,
  lookup bytea not null,
  wrapping_key_id text not null,
  wrapped_key bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint subject_lookup unique (lookup)
);

grant select, insert, update, delete on subject to hues_service;

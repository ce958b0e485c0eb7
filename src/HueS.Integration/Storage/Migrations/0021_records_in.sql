-- Lists of records that people uploaded: what keeping one changed, so that sent again under its key it is answered the same.
create table record_sheet (
  id uuid primary key,
  client_id text not null,
  idempotency_key text,
  request_index bytea not null,
  created int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  -- Rows, fields and codes of what was left out, side by side; never what was written.
  doubt_rows int[] not null default '{}',
  doubt_fields text[] not null default '{}',
  doubt_codes text[] not null default '{}',
  created_at timestamptz not null default clock_timestamp(),
  constraint record_sheet_once unique (client_id, idempotency_key)
);

grant select, insert, update on record_sheet to hues_service;

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

-- How far the changes of a pulled system were read. The mark is written in the transaction that keeps the records before it.
create table record_mark (
  system text primary key,
  -- The system's own word for where to read on; none: from the beginning.
  mark text,
  due_at timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  fence bigint not null default 0,
  failures int not null default 0,
  reason text,
  -- When the changes were last read to their end.
  whole_at timestamptz
);

grant select, insert, update on record_sheet, record_mark to hues_service;

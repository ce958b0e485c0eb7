-- The outbox. A feed orders rows by (transaction_id, id) below the oldest transaction still running, where no gap can fill later.
create table event (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  transaction_id xid8 not null default pg_current_xact_id(),
  kind text not null,
  client_id text not null,
  target uuid not null
);

create index event_feed on event (client_id, transaction_id, id);

grant select, insert on event to hues_service;

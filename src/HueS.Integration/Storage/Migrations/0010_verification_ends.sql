-- Checks that are being asked for at this moment, so that an equal one waits instead of asking again, on whichever node.
-- Unlogged: after a crash nobody is asking any more, and an empty table says so.
create unlogged table verification_flight (
  claim_index bytea primary key,
  verification_id uuid not null,
  until timestamptz not null
);

grant select, insert, update, delete on verification_flight to hues_service;

-- A question now comes before the row of its check, so the intent says who asked and what for.
alter table intent add column purpose text;
alter table intent add column officer_id uuid references officer (id);

alter table verification add column withdrawn_at timestamptz;
alter table verification add constraint verification_withdrawn_unsettled check (withdrawn_at is null or outcome is null);

create index verification_pending on verification (client_id, id) where outcome is null and withdrawn_at is null;

alter table work drop constraint work_state_check;
alter table work add constraint work_state_check check (state in ('new', 'done', 'parked', 'withdrawn'));

-- The place in a lane: whoever has waited longest comes first, however often they were put off.
create index work_place on work (kind, created_at, id) where state = 'new';

-- Client and purpose are part of what the claim's index stands for, so the index need not repeat them.
drop index verification_reuse;
create index verification_reuse on verification (claim_index, as_of) where source = 'Register';

-- Most requests of some clients come without a key; those need no entry.
alter table verification drop constraint verification_idempotency;
create unique index verification_idempotency on verification (client_id, idempotency_key) where idempotency_key is not null;

-- An intent's own id is the id its question carried.
alter table intent drop constraint intent_request_id_key;

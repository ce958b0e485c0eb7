-- Runs that are made at due times. What is due is judged by this server's clock; the next time is laid down here, so that
-- every node sees the same one.
create table reconciliation_schedule (
  id uuid primary key,
  kind text not null,
  client_id text not null,
  -- Who answers for it as it stands: whoever made it, or changed it last.
  officer_id uuid not null,
  purpose text not null,
  case_reference text not null,
  selection jsonb not null,
  cron text not null,
  time_zone text not null,
  reach text not null check (reach in ('Plan', 'DryRun')),
  state text not null default 'Active' check (state in ('Active', 'Paused', 'Removed')),
  version int not null default 1,
  created_at timestamptz not null,
  -- The first due time nothing was decided about yet; none: it never comes true again.
  next_due_at timestamptz
);

create index reconciliation_schedule_due on reconciliation_schedule (next_due_at) where state = 'Active';

-- A due time and what became of it: this row decides that a run is made once, however many nodes find it due.
create table reconciliation_occurrence (
  schedule_id uuid not null references reconciliation_schedule (id),
  due_at timestamptz not null,
  judged_at timestamptz not null default clock_timestamp(),
  -- The row is written before its run, in one transaction.
  run_id uuid unique references reconciliation_run (id) deferrable initially deferred,
  -- How far the run goes by itself, as the schedule said when it was due.
  reach text check (reach in ('Plan', 'DryRun')),
  missed_because text check (missed_because in ('Overtaken', 'TooLate', 'PurposeWithdrawn', 'Changed')),
  primary key (schedule_id, due_at),
  constraint reconciliation_occurrence_made_or_missed check ((run_id is null) = (missed_because is not null)),
  constraint reconciliation_occurrence_reach_of_made check ((run_id is null) = (reach is null))
);

grant select, insert, update on reconciliation_schedule to hues_service;
grant select, insert on reconciliation_occurrence to hues_service;

-- A reconciliation: who is looked at and why, how far it came, what was agreed to. Its counts always add up: whoever was
-- selected still waits, was checked, could not be looked at, or was left out; nothing else can be written.
create table reconciliation_run (
  id uuid primary key,
  kind text not null check (kind in ('RegisterDrift')),
  client_id text not null,
  officer_id uuid not null,
  purpose text not null,
  case_reference text not null,
  selection jsonb not null,
  state text not null check (state in (
    'Draft', 'Planned', 'DryRun', 'AwaitingApproval', 'Applying', 'Paused', 'Completed', 'Cancelled', 'Undoing', 'Undone')),
  -- Where a paused run goes on.
  paused_from text check (paused_from in ('DryRun', 'Applying')),
  version int not null default 1,
  created_at timestamptz not null,
  -- The last citizen that was selected: whoever plans on begins behind them.
  planned_to uuid,
  looked_at timestamptz,
  applied_at timestamptz,
  ended_at timestamptz,
  selected int not null default 0,
  waiting int not null default 0 check (waiting >= 0),
  checked int not null default 0,
  unreachable int not null default 0 check (unreachable >= 0),
  skipped int not null default 0,
  unchanged int not null default 0,
  findings int not null default 0,
  applied int not null default 0,
  left_alone int not null default 0,
  undone int not null default 0,
  kept int not null default 0,
  -- Of everything that would be applied, fixed when the dry run ended, and what a second person agreed to.
  digest bytea,
  approval_needed boolean,
  approver_id uuid,
  approved_digest bytea,
  constraint reconciliation_run_adds_up check (selected = waiting + checked + unreachable + skipped),
  constraint reconciliation_run_checked check (checked = unchanged + findings),
  constraint reconciliation_run_applied check (applied + left_alone <= findings and undone + kept <= applied),
  constraint reconciliation_run_nobody_waits check (waiting = 0 or state in ('Draft', 'Planned', 'DryRun', 'Paused')),
  constraint reconciliation_run_applied_whole check (state <> 'Completed' or applied + left_alone = findings),
  constraint reconciliation_run_undone_whole check (state <> 'Undone' or undone + kept = applied),
  constraint reconciliation_run_paused_whole check ((state = 'Paused') = (paused_from is not null)),
  constraint reconciliation_run_two_people check (approver_id <> officer_id),
  constraint reconciliation_run_approved_whole check ((approver_id is null) = (approved_digest is null))
);

create index reconciliation_run_at_work on reconciliation_run (state) where state in ('DryRun', 'Applying', 'Undoing');
create index reconciliation_run_ended on reconciliation_run (kind, ended_at) where state in ('Completed', 'Undone');

-- One person of a run: looked at once, and then changed at most once.
create table reconciliation_item (
  id uuid primary key,
  run_id uuid not null references reconciliation_run (id),
  citizen_id uuid not null,
  state text not null default 'Waiting' check (state in ('Waiting', 'Unchanged', 'Finding', 'Unreachable', 'Skipped')),
  category text,
  effect text,
  -- Codes of ours: what the register said, or why nothing could be learnt.
  reasons text[] not null default '{}',
  -- Of the identity the question was asked with: where another one stands by now, nothing is applied.
  basis bytea,
  -- What the register shows instead, sealed with the citizen's key.
  shown bytea,
  first_asked_at timestamptz,
  checked_at timestamptz,
  applied_as text check (applied_as in ('Applied', 'LeftAlone')),
  left_reason text,
  constraint reconciliation_item_once unique (run_id, citizen_id),
  constraint reconciliation_item_finding_whole check ((state = 'Finding') = (category is not null) and (category is null) = (effect is null)),
  constraint reconciliation_item_applied_finding check (applied_as is null or state = 'Finding')
);

create index reconciliation_item_state on reconciliation_item (run_id, state, id);
create index reconciliation_item_category on reconciliation_item (run_id, category, id) where category is not null;
create index reconciliation_item_citizen on reconciliation_item (citizen_id, checked_at);

-- What a run changed, and what stood there before: undoing stands on nothing else.
create table reconciliation_change (
  id uuid primary key,
  run_id uuid not null references reconciliation_run (id),
  item_id uuid not null references reconciliation_item (id),
  effect text not null,
  target uuid not null,
  before bytea,
  after bytea,
  added uuid[] not null default '{}',
  at timestamptz not null default clock_timestamp(),
  undone_at timestamptz,
  -- Why undoing left it as it is.
  kept text,
  constraint reconciliation_change_once unique (item_id),
  constraint reconciliation_change_undone_or_kept check (undone_at is null or kept is null)
);

create index reconciliation_change_run on reconciliation_change (run_id, id);

grant select, insert, update on reconciliation_run, reconciliation_item, reconciliation_change to hues_service;

-- Undoing a recorded number takes the rows away that recording it added.
grant delete on citizen_number to hues_service;

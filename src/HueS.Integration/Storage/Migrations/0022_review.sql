-- Tasks are now taken up, decided and, where the decision weighs more, approved by a second person.
alter table review_task drop constraint review_task_state_check;
alter table review_task
  add constraint review_task_state_check check (state in ('open', 'proposed', 'decided', 'withdrawn')),
  -- What else the doubt is about, such as the verification that did not fit an account.
  add column related uuid,
  add column version int not null default 1,
  add column owner_id uuid,
  -- From when on anybody may take it: the end of its owner's lease.
  add column free_at timestamptz not null default '-infinity',
  add constraint review_task_owner_whole check (owner_id is not null or free_at = '-infinity');

-- A doubt is one task as long as nobody has decided it.
drop index review_task_open;
create unique index review_task_open on review_task (subject, target) where state in ('open', 'proposed');

-- A list by state and kind, the most urgent first, and the next task, are read from this index alone.
create index review_task_urgent on review_task (state, subject, due_at, id)
  include (reasons, owner_id, free_at, waiting_since);

create index review_task_owner on review_task (owner_id, state, subject, due_at, id)
  include (reasons, free_at, waiting_since) where owner_id is not null;

-- What was decided about a task: proposed where a second person has to agree, and in force once decided_at is set.
create table review_decision (
  task_id uuid primary key references review_task (id),
  verdict text not null,
  ground text not null,
  officer_id uuid not null,
  proposed_at timestamptz not null default clock_timestamp(),
  -- What the first person saw: a proposal holds for that and for nothing that changed since.
  basis text not null,
  approver_id uuid,
  decided_at timestamptz,
  constraint review_decision_two_people check (approver_id <> officer_id)
);

-- A decision somebody is still thinking about, sealed with the key of the person it is about.
create table review_draft (
  task_id uuid primary key references review_task (id),
  subject_id uuid not null references subject (id),
  officer_id uuid not null,
  version int not null default 1,
  draft bytea not null,
  saved_at timestamptz not null default clock_timestamp()
);

create table review_note (
  id uuid primary key,
  task_id uuid not null references review_task (id),
  subject_id uuid not null references subject (id),
  officer_id uuid not null,
  note bytea not null,
  written_at timestamptz not null default clock_timestamp()
);

create index review_note_task on review_note (task_id, id);

-- Tasks about nobody, whose right answer is known: they measure how well people decide.
create table review_known_answer (
  task_id uuid primary key references review_task (id),
  subject_id uuid not null references subject (id),
  evidence bytea not null,
  verdict text not null,
  officer_id uuid,
  answer text,
  answered_at timestamptz,
  constraint review_known_answer_whole check ((officer_id is null) = (answer is null) and (answer is null) = (answered_at is null))
);

create index review_known_answer_given on review_known_answer (answered_at, officer_id, answer, verdict) where answered_at is not null;

grant select, insert, update, delete on review_decision, review_draft to hues_service;
grant select, insert on review_note to hues_service;
grant select, insert, update on review_known_answer to hues_service;

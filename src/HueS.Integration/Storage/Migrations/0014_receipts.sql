-- When a task was opened and closed is told on the receipt page.
alter table review_task
  add column opened_at timestamptz default clock_timestamp(),
  add column closed_at timestamptz;

-- Ids of version 7 begin with the millisecond of their making.
update review_task
set opened_at = to_timestamp(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0);

alter table review_task alter column opened_at set not null;

create index review_task_target on review_task (subject, target);

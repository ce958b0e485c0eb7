create table review_task (
  id uuid primary key,
  subject text not null,
  target uuid not null,
  client_id text not null,
  reasons text[] not null,
  waiting_since timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'withdrawn'))
);

create unique index review_task_open on review_task (subject, target) where state = 'open';

grant select, insert, update on review_task to hues_service;

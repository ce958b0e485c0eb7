-- Ways to the register that once returned another citizen's data. Stopped as long as released_at is null.
create table register_route (
  route text primary key,
  quarantined_at timestamptz not null,
  operation text not null,
  request_id text not null,
  answer_hash bytea not null,
  released_at timestamptz
);

grant select, insert, update on register_route to hues_service;

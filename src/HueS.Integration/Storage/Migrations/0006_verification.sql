create table verification (
  id uuid primary key,
  client_id text not null,
  idempotency_key text,
  request_index bytea not null,
  claim_index bytea not null,
  subject_id uuid not null references subject (id),
  purpose text not null,
  case_reference text not null,
  claim bytea not null,
  warnings text[] not null,
  receipt text not null,
  created_at timestamptz not null,
  deadline timestamptz not null,
  outcome text,
  reasons text[],
  name_grade text,
  birth_date_grade text,
  birth_date_precision text,
  sex_agrees boolean,
  registered bytea,
  as_of timestamptz,
  settled_at timestamptz,
  source text,
  rules_version text,
  constraint verification_idempotency unique (client_id, idempotency_key),
  constraint verification_receipt unique (receipt),
  -- Pending is the absence of an outcome, and an outcome always says when, from where and by which rules.
  constraint verification_settled_whole check (
    (outcome is null and reasons is null and settled_at is null and source is null and rules_version is null and registered is null)
    or (outcome is not null and reasons is not null and settled_at is not null and source is not null and rules_version is not null))
);

create index verification_reuse on verification (client_id, purpose, claim_index, as_of) where source = 'Register';

grant select, insert, update on verification to hues_service;

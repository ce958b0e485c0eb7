-- Who flies a check says how urgently: a person at a counter does not wait for one that waits for its own turn.
-- A node of the release before knows no lanes; what it flies is never taken over.
alter table verification_flight add column lane smallint not null default 0;

-- A wish to be asked soon that comes while the item is being worked on holds for the time after.
alter table work add column hastened boolean not null default false;

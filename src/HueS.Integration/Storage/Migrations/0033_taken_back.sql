-- The version a change takes a link back to: what came after that is as if it had never been, however it is undone or opened later.
alter table link_change add column back_to int check (back_to >= 0 and back_to < version);

-- A question that a machine asked about two citizens, and took back before anybody had touched it.
alter table citizen_merge
  drop constraint citizen_merge_state_check,
  add constraint citizen_merge_state_check check (state in ('Proposed', 'Merged', 'Unmerged', 'KeptApart', 'Withdrawn'));

-- The citizen's own wish and the protection of the law hold each by itself: whoever ends one does not end the other.
alter table linking_hold drop constraint linking_hold_pkey;
alter table linking_hold add primary key (citizen_id, kind);

-- Whether the register tied the numbers of the two when a person said that they are two. Then it is no doubt any more.
alter table citizen_merge add column tied boolean not null default false;

-- What every verification writes. The service takes these ids from rows it has just read or made, nothing ever deletes an
-- officer or a subject (erasure destroys a key and keeps the row), and looking each of them up again for every row cost more
-- than writing the row.
alter table audit drop constraint audit_officer_id_fkey;
alter table intent drop constraint intent_officer_id_fkey;
alter table verification drop constraint verification_subject_id_fkey;

-- Rows of this table live for a second: it is swept often, or its dead rows would be most of what is read.
alter table verification_flight set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, fillfactor = 50);
alter table upstream_quota set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, fillfactor = 10);

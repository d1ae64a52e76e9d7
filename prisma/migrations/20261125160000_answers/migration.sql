-- The number of the invitation whose no, from the person's own calendar, ended their coming to all of a series: a yes to the
-- same invitation takes it back. NULL: it was ended in another way, or not at all.
ALTER TABLE series_sign_ups ADD COLUMN declined_sequence integer;
GRANT UPDATE (declined_sequence) ON series_sign_ups TO samkraft_app;

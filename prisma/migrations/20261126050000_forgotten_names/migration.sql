-- First names of walk-ins are forgotten after a while; that somebody came stays.
CREATE INDEX attendance_named ON attendance (marked_at) WHERE first_name IS NOT NULL;
CREATE POLICY program_forgets_reads ON attendance FOR SELECT TO samkraft_app USING (app_system('forgetting') AND person_id IS NULL);
CREATE POLICY program_forgets ON attendance FOR UPDATE TO samkraft_app USING (app_system('forgetting') AND person_id IS NULL)
  WITH CHECK (app_system('forgetting') AND first_name IS NULL);

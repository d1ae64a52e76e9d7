-- Reminders of appointments that were sent. The key is what makes each come once; a new time is a new reminder.
CREATE TABLE appointment_reminders (
  appointment_id uuid NOT NULL,
  person_id uuid NOT NULL,
  which text NOT NULL CHECK (which IN ('day-before', 'two-hours')),
  starts_at timestamptz NOT NULL,
  PRIMARY KEY (appointment_id, person_id, which, starts_at),
  FOREIGN KEY (appointment_id, person_id) REFERENCES appointment_people ON DELETE CASCADE
);
ALTER TABLE appointment_reminders ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointment_reminders FORCE ROW LEVEL SECURITY;
DO $$ BEGIN EXECUTE format('CREATE POLICY owner_all ON appointment_reminders TO %I USING (true) WITH CHECK (true)', current_user); END $$;
GRANT SELECT, INSERT ON appointment_reminders TO samkraft_app;
CREATE POLICY program_claims ON appointment_reminders FOR ALL TO samkraft_app USING (app_system('reminders')) WITH CHECK (app_system('reminders'));
CREATE INDEX appointments_reminded ON appointments (starts_at) WHERE cancelled_at IS NULL;
CREATE POLICY zz_program_reminds ON appointments FOR SELECT TO samkraft_app USING (app_system('reminders'));
CREATE POLICY zz_program_reminds ON appointment_people FOR SELECT TO samkraft_app USING (app_system('reminders'));

-- Who came, and how it was. Both are for those who lead the activity; a no-show is nobody else's business.

-- One row per person (or walk-in) and activity: its last mark by the clock of the device that made it, and by the mark's key
-- when two were made at the same moment. So marks may arrive in any order, and twice, and the list ends up the same.
CREATE TABLE attendance (
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  who uuid NOT NULL, -- the person's id; for a walk-in one that the device made
  person_id uuid REFERENCES people ON DELETE CASCADE,
  first_name text CHECK (length(first_name) <= 400), -- of a walk-in, encrypted
  -- NULL: the mark was taken back, or (with a first name) somebody wrote their name at the door and nobody has looked yet.
  outcome text CHECK (outcome IN ('came', 'absent', 'regrets')),
  from_door boolean NOT NULL DEFAULT false,
  key uuid NOT NULL,
  device_at timestamptz NOT NULL,
  marked_at timestamptz NOT NULL,
  marked_by uuid REFERENCES people ON DELETE SET NULL,
  PRIMARY KEY (activity_id, who),
  CHECK (person_id IS NULL OR (person_id = who AND first_name IS NULL))
);
CREATE INDEX attendance_person ON attendance (person_id, activity_id) WHERE person_id IS NOT NULL;

-- There is a code at the door of this activity.
CREATE TABLE doors (
  activity_id uuid PRIMARY KEY REFERENCES activities ON DELETE CASCADE,
  opened_at timestamptz NOT NULL,
  opened_by uuid REFERENCES people ON DELETE SET NULL
);
-- Names written at doors in the last hour, to stop a flood.
CREATE TABLE door_knocks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  network_hash text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX door_knocks_at ON door_knocks (at);

-- Whom we asked how it was, so that nobody is asked twice, or more than once a week.
CREATE TABLE feedback_requests (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  asked_at timestamptz NOT NULL,
  UNIQUE (activity_id, person_id)
);
CREATE INDEX feedback_requests_person ON feedback_requests (person_id, asked_at);

-- Who does not want to be asked.
CREATE TABLE feedback_silences (
  person_id uuid PRIMARY KEY REFERENCES people ON DELETE CASCADE,
  since timestamptz NOT NULL
);

-- An anonymous answer has no person, and a day instead of a time: nothing here says which of those asked wrote it.
CREATE TABLE feedback (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  person_id uuid REFERENCES people ON DELETE CASCADE,
  how text CHECK (how IN ('good', 'so-so', 'not-good')),
  welcome text CHECK (welcome IN ('yes', 'a-little', 'no')),
  again text CHECK (again IN ('yes', 'maybe', 'no')),
  words text CHECK (length(words) <= 4000), -- encrypted
  created_on date NOT NULL,
  UNIQUE (activity_id, person_id),
  CHECK (how IS NOT NULL OR welcome IS NOT NULL OR again IS NOT NULL OR words IS NOT NULL)
);

-- Which links have been used: a hash, and nothing to join it by. All rows are rewritten together every day, because rows
-- that one transaction wrote can be told from others by their system columns.
CREATE TABLE spent_tokens (
  token_hash text PRIMARY KEY,
  mixed_on date NOT NULL,
  expires_on date NOT NULL
);

-- ── what policies ask ───────────────────────────────────────────────────────────────────────────────────────

-- Whose names the list of attendance shows to those who lead: also those who said no, and those who came unannounced.
CREATE FUNCTION meets(person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sign_ups s WHERE s.person_id = person AND leads(s.activity_id))
    OR EXISTS (SELECT FROM attendance t WHERE t.person_id = person AND leads(t.activity_id))
$$;
-- Only they can be marked: through a mark one would learn a stranger's name.
CREATE FUNCTION is_on_the_list(activity uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sign_ups s WHERE s.activity_id = activity AND s.person_id = person)
    OR EXISTS (SELECT FROM attendance t WHERE t.activity_id = activity AND t.person_id = person)
$$;
CREATE FUNCTION has_a_door(activity uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM doors d WHERE d.activity_id = activity)
$$;

-- ── policies ────────────────────────────────────────────────────────────────────────────────────────────────

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['attendance', 'doors', 'door_knocks', 'feedback_requests', 'feedback_silences', 'feedback', 'spent_tokens'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO samkraft_app', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
GRANT UPDATE (first_name, outcome, key, device_at, marked_at, marked_by) ON attendance TO samkraft_app;
GRANT DELETE ON doors, door_knocks, feedback_requests, feedback_silences, spent_tokens TO samkraft_app;
GRANT UPDATE (mixed_on) ON spent_tokens TO samkraft_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO samkraft_app;

CREATE POLICY leaders ON attendance FOR SELECT TO samkraft_app USING (leads(activity_id));
CREATE POLICY own ON attendance FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY feedback_reads ON attendance FOR SELECT TO samkraft_app USING (app_system('feedback'));
CREATE POLICY leaders_mark ON attendance FOR INSERT TO samkraft_app WITH CHECK (
  leads(activity_id) AND marked_by = app_person() AND NOT from_door AND (person_id IS NULL OR is_on_the_list(activity_id, person_id)));
CREATE POLICY leaders_mark_again ON attendance FOR UPDATE TO samkraft_app USING (leads(activity_id))
  WITH CHECK (leads(activity_id) AND marked_by = app_person());
-- At the door: oneself, or a first name that somebody who leads looks at.
CREATE POLICY own_arrival ON attendance FOR INSERT TO samkraft_app WITH CHECK (
  person_id = app_person() AND outcome = 'came' AND from_door AND marked_by = app_person() AND has_a_door(activity_id));
CREATE POLICY own_late_arrival ON attendance FOR UPDATE TO samkraft_app USING (person_id = app_person())
  WITH CHECK (person_id = app_person() AND outcome = 'came' AND marked_by = app_person() AND has_a_door(activity_id));
CREATE POLICY walk_in ON attendance FOR INSERT TO samkraft_app WITH CHECK (
  app_system('door') AND person_id IS NULL AND first_name IS NOT NULL AND outcome IS NULL AND from_door AND marked_by IS NULL AND has_a_door(activity_id));

CREATE POLICY leaders ON doors FOR SELECT TO samkraft_app USING (leads(activity_id));
CREATE POLICY leaders_open ON doors FOR INSERT TO samkraft_app WITH CHECK (leads(activity_id) AND opened_by = app_person());
CREATE POLICY leaders_close ON doors FOR DELETE TO samkraft_app USING (leads(activity_id));
CREATE POLICY door_only ON door_knocks FOR ALL TO samkraft_app USING (app_system('door'));
CREATE POLICY door_reads ON activities FOR SELECT TO samkraft_app USING (app_system('door') AND has_a_door(id));

CREATE POLICY met ON people FOR SELECT TO samkraft_app USING (meets(id));

CREATE POLICY own ON feedback_requests FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY feedback_only ON feedback_requests FOR ALL TO samkraft_app USING (app_system('feedback'));
CREATE POLICY own ON feedback_silences FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY feedback_only ON feedback_silences FOR ALL TO samkraft_app USING (app_system('feedback'));
CREATE POLICY feedback_only ON spent_tokens FOR ALL TO samkraft_app USING (app_system('feedback'));
CREATE POLICY leaders ON feedback FOR SELECT TO samkraft_app USING (leads(activity_id));
CREATE POLICY own ON feedback FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY answers ON feedback FOR INSERT TO samkraft_app WITH CHECK (app_system('feedback'));
CREATE POLICY feedback_reads ON activities FOR SELECT TO samkraft_app USING (app_system('feedback'));
CREATE POLICY feedback_reads ON sign_ups FOR SELECT TO samkraft_app USING (app_system('feedback'));
CREATE POLICY feedback_reads ON people FOR SELECT TO samkraft_app USING (app_system('feedback'));

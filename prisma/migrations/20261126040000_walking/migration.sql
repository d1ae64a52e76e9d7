-- Walking along: the trial, the plan, what came of meetings, what is asked in private, alarms, and how it ends.

-- When the two were asked how the trial felt, and asked to look back. trial_until: the coordinator gave them more time.
ALTER TABLE pairings ADD COLUMN trial_asked_at timestamptz, ADD COLUMN trial_until date, ADD COLUMN reflect_asked_at timestamptz;

-- Yes or no after the trial meeting. Never for the other one.
CREATE TABLE trial_answers (
  pairing_id uuid NOT NULL REFERENCES pairings ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  yes boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (pairing_id, person_id)
);

-- What the two want to reach, each with a day. The usual ones have a row once somebody has moved or reached them.
CREATE TABLE milestones (
  id uuid PRIMARY KEY,
  pairing_id uuid NOT NULL REFERENCES pairings ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('first-meeting', 'first-activity', 'move', 'halfway', 'landing', 'own')),
  sealed text CHECK (length(sealed) <= 2000), -- its name, when it is their own; encrypted
  due_on date,
  done_on date,
  done_by uuid REFERENCES people ON DELETE SET NULL,
  changed_at timestamptz NOT NULL,
  CHECK ((kind = 'own') = (sealed IS NOT NULL))
);
CREATE UNIQUE INDEX milestones_usual ON milestones (pairing_id, kind) WHERE kind <> 'own';
CREATE INDEX milestones_pairing ON milestones (pairing_id);

-- That there was contact: for the two and the coordinator. How it went and what was written stand apart, for other readers.
CREATE TABLE meeting_logs (
  id uuid PRIMARY KEY,
  pairing_id uuid NOT NULL REFERENCES pairings ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('met', 'talked', 'tried')),
  on_day date NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX meeting_logs_pairing ON meeting_logs (pairing_id, on_day);
CREATE TABLE meeting_ratings (
  log_id uuid PRIMARY KEY REFERENCES meeting_logs ON DELETE CASCADE,
  rating integer NOT NULL CHECK (rating BETWEEN 1 AND 5)
);
CREATE TABLE meeting_lines (
  log_id uuid PRIMARY KEY REFERENCES meeting_logs ON DELETE CASCADE,
  shown_to text NOT NULL CHECK (shown_to IN ('me', 'two', 'coordinator')), -- each includes those before it
  sealed text NOT NULL CHECK (length(sealed) <= 4000)
);

-- What one of the two asks the coordinator for, in private.
CREATE TABLE pairing_wishes (
  id uuid PRIMARY KEY,
  pairing_id uuid NOT NULL REFERENCES pairings ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('talk', 'rematch', 'end')),
  sealed text CHECK (length(sealed) <= 8000),
  asked_at timestamptz NOT NULL,
  handled_at timestamptz,
  handled_by uuid REFERENCES people ON DELETE SET NULL
);
CREATE UNIQUE INDEX pairing_wishes_one_open ON pairing_wishes (pairing_id, person_id) WHERE handled_at IS NULL;
CREATE INDEX pairing_wishes_pairing ON pairing_wishes (pairing_id);

-- Looking back, each for oneself; the coordinator reads it when one wants so.
CREATE TABLE reflections (
  pairing_id uuid NOT NULL REFERENCES pairings ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  sealed text NOT NULL CHECK (length(sealed) <= 16000),
  shared boolean NOT NULL DEFAULT false,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (pairing_id, person_id)
);

-- When the organisation wants to be told; without a row the defaults stand. told_at: the last mail with counts.
CREATE TABLE pairing_limits (
  organisation_id uuid PRIMARY KEY REFERENCES organisations ON DELETE CASCADE,
  silent_days integer NOT NULL CHECK (silent_days BETWEEN 3 AND 120),
  worse_count integer NOT NULL CHECK (worse_count BETWEEN 2 AND 10),
  ending_days integer NOT NULL CHECK (ending_days BETWEEN 7 AND 120),
  start_days integer NOT NULL CHECK (start_days BETWEEN 1 AND 60),
  trial_days integer NOT NULL CHECK (trial_days BETWEEN 3 AND 60),
  contacts_week integer NOT NULL CHECK (contacts_week BETWEEN 1 AND 40),
  told_at timestamptz,
  looked_on date -- the program counts once a day
);
-- An alarm somebody has looked at: it is quiet until a day, or as long as it is about the same thing.
CREATE TABLE alarm_answers (
  pairing_id uuid NOT NULL REFERENCES pairings ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('start', 'trial', 'silent', 'worse', 'ending', 'overloaded', 'away')),
  about text NOT NULL CHECK (length(about) <= 40),
  until date,
  answered_by uuid REFERENCES people ON DELETE SET NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (pairing_id, kind)
);
-- Invitations to an activity that one of the two made for the other: they end with the pairing.
CREATE TABLE pairing_outings (
  together_id uuid PRIMARY KEY REFERENCES together ON DELETE CASCADE,
  pairing_id uuid NOT NULL REFERENCES pairings ON DELETE CASCADE
);
CREATE INDEX pairing_outings_pairing ON pairing_outings (pairing_id);

-- ── what policies ask ───────────────────────────────────────────────────────────────────────────────────────

-- A coordinator who is one of the two is not their coordinator.
CREATE OR REPLACE FUNCTION coordinates_pairing(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM pairings p WHERE p.id = wanted AND app_person() NOT IN (p.participant_id, p.companion_id) AND works_for(p.organisation_id, 'coordinator'))
$$;
DROP POLICY coordinators ON pairings;
DROP POLICY coordinators_change ON pairings;
CREATE POLICY coordinators ON pairings FOR SELECT TO samkraft_app USING (app_person() NOT IN (participant_id, companion_id) AND works_for(organisation_id, 'coordinator'));
CREATE POLICY coordinators_change ON pairings FOR UPDATE TO samkraft_app USING (app_person() NOT IN (participant_id, companion_id) AND works_for(organisation_id, 'coordinator'));
-- The mailer asks whether something has ended before it writes about it.
CREATE POLICY mailer_asks ON pairings FOR SELECT TO samkraft_app USING (app_system('mail'));
GRANT UPDATE (trial_asked_at, trial_until, reflect_asked_at) ON pairings TO samkraft_app;

-- One of the two while it has not ended.
CREATE FUNCTION walks_now(wanted uuid, states text[] DEFAULT '{trial,active}') RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM pairings p WHERE p.id = wanted AND p.state = ANY (states) AND app_person() IN (p.participant_id, p.companion_id))
$$;
CREATE FUNCTION wrote_log(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM meeting_logs l WHERE l.id = wanted AND l.person_id = app_person() AND walks_in(l.pairing_id))
$$;
CREATE FUNCTION coordinates_log(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM meeting_logs l WHERE l.id = wanted AND coordinates_pairing(l.pairing_id))
$$;
-- The participant reads everything that is written about them; what they write themselves is theirs to show.
CREATE FUNCTION reads_line(wanted uuid, shown_to text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM meeting_logs l JOIN pairings p ON p.id = l.pairing_id WHERE l.id = wanted AND (
    p.participant_id = app_person() AND l.person_id <> p.participant_id
    OR shown_to <> 'me' AND walks_in(p.id)
    OR shown_to = 'coordinator' AND coordinates_pairing(p.id)))
$$;
-- Whether and when the two meet, without where: for the coordinator's alarms and the program.
CREATE FUNCTION meetings_of(org uuid, at timestamptz) RETURNS TABLE (pairing_id uuid, last_met timestamptz, planned boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.pairing_id, max(a.ends_at) FILTER (WHERE a.ends_at <= at), bool_or(a.ends_at > at) FROM appointments a JOIN pairings p ON p.id = a.pairing_id
  WHERE a.organisation_id = org AND a.cancelled_at IS NULL AND (app_system('companions') OR coordinates_pairing(p.id)) GROUP BY a.pairing_id
$$;

-- ── policies ────────────────────────────────────────────────────────────────────────────────────────────────

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['trial_answers', 'milestones', 'meeting_logs', 'meeting_ratings', 'meeting_lines', 'pairing_wishes', 'reflections', 'pairing_limits', 'alarm_answers', 'pairing_outings'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO samkraft_app', t);
  END LOOP;
END $$;
GRANT UPDATE (yes, at) ON trial_answers TO samkraft_app;
GRANT UPDATE (due_on, done_on, done_by, changed_at), DELETE ON milestones TO samkraft_app;
GRANT DELETE ON meeting_logs TO samkraft_app;
GRANT UPDATE (shown_to) ON meeting_lines TO samkraft_app;
GRANT UPDATE (handled_at, handled_by) ON pairing_wishes TO samkraft_app;
GRANT UPDATE (sealed, shared, changed_at), DELETE ON reflections TO samkraft_app;
GRANT UPDATE (silent_days, worse_count, ending_days, start_days, trial_days, contacts_week, told_at, looked_on) ON pairing_limits TO samkraft_app;
GRANT UPDATE (about, until, answered_by, answered_at) ON alarm_answers TO samkraft_app;

CREATE POLICY own ON trial_answers FOR SELECT TO samkraft_app USING (person_id = app_person() AND walks_in(pairing_id));
CREATE POLICY coordinators ON trial_answers FOR SELECT TO samkraft_app USING (coordinates_pairing(pairing_id));
CREATE POLICY program_reads ON trial_answers FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY own_answer ON trial_answers FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND walks_now(pairing_id, '{trial}'));
CREATE POLICY own_change ON trial_answers FOR UPDATE TO samkraft_app USING (person_id = app_person() AND walks_now(pairing_id, '{trial}'));

CREATE POLICY two ON milestones FOR SELECT TO samkraft_app USING (walks_in(pairing_id));
CREATE POLICY coordinators ON milestones FOR SELECT TO samkraft_app USING (coordinates_pairing(pairing_id));
CREATE POLICY two_write ON milestones FOR INSERT TO samkraft_app WITH CHECK (walks_now(pairing_id));
CREATE POLICY two_change ON milestones FOR UPDATE TO samkraft_app USING (walks_now(pairing_id));
CREATE POLICY two_remove ON milestones FOR DELETE TO samkraft_app USING (kind = 'own' AND walks_now(pairing_id));

CREATE POLICY two ON meeting_logs FOR SELECT TO samkraft_app USING (walks_in(pairing_id));
CREATE POLICY coordinators ON meeting_logs FOR SELECT TO samkraft_app USING (coordinates_pairing(pairing_id));
CREATE POLICY program_reads ON meeting_logs FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY two_write ON meeting_logs FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND walks_now(pairing_id));
CREATE POLICY own_remove ON meeting_logs FOR DELETE TO samkraft_app USING (person_id = app_person() AND walks_in(pairing_id));

CREATE POLICY own ON meeting_ratings FOR SELECT TO samkraft_app USING (wrote_log(log_id));
CREATE POLICY coordinators ON meeting_ratings FOR SELECT TO samkraft_app USING (coordinates_log(log_id));
CREATE POLICY program_reads ON meeting_ratings FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY own_write ON meeting_ratings FOR INSERT TO samkraft_app WITH CHECK (wrote_log(log_id));

CREATE POLICY own ON meeting_lines FOR SELECT TO samkraft_app USING (wrote_log(log_id));
CREATE POLICY as_agreed ON meeting_lines FOR SELECT TO samkraft_app USING (reads_line(log_id, shown_to));
CREATE POLICY own_write ON meeting_lines FOR INSERT TO samkraft_app WITH CHECK (wrote_log(log_id));
CREATE POLICY own_show ON meeting_lines FOR UPDATE TO samkraft_app USING (wrote_log(log_id));

CREATE POLICY own ON pairing_wishes FOR SELECT TO samkraft_app USING (person_id = app_person() AND walks_in(pairing_id));
CREATE POLICY coordinators ON pairing_wishes FOR SELECT TO samkraft_app USING (coordinates_pairing(pairing_id));
CREATE POLICY program_reads ON pairing_wishes FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY own_ask ON pairing_wishes FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND walks_now(pairing_id));
CREATE POLICY coordinators_handle ON pairing_wishes FOR UPDATE TO samkraft_app USING (coordinates_pairing(pairing_id));
CREATE POLICY program_handles ON pairing_wishes FOR UPDATE TO samkraft_app USING (app_system('companions'));

CREATE POLICY own ON reflections FOR SELECT TO samkraft_app USING (person_id = app_person() AND walks_in(pairing_id));
CREATE POLICY coordinators ON reflections FOR SELECT TO samkraft_app USING (shared AND coordinates_pairing(pairing_id));
CREATE POLICY own_write ON reflections FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND walks_in(pairing_id));
CREATE POLICY own_change ON reflections FOR UPDATE TO samkraft_app USING (person_id = app_person() AND walks_in(pairing_id));
CREATE POLICY own_remove ON reflections FOR DELETE TO samkraft_app USING (person_id = app_person() AND walks_in(pairing_id));

CREATE POLICY coordinators ON pairing_limits FOR ALL TO samkraft_app USING (works_for(organisation_id, 'coordinator'));
CREATE POLICY program ON pairing_limits FOR ALL TO samkraft_app USING (app_system('companions'));
-- How long a trial may take is said to the two.
CREATE FUNCTION trial_days_of(pairing uuid) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.trial_days FROM pairings p JOIN pairing_limits l ON l.organisation_id = p.organisation_id WHERE p.id = pairing AND (walks_in(pairing) OR coordinates_pairing(pairing) OR app_system('companions'))
$$;
-- The day the two first met: an appointment that has been, or what either wrote down.
CREATE FUNCTION trial_met_on(pairing uuid, at timestamptz) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT least(
    (SELECT min((a.ends_at AT TIME ZONE o.zone)::date) FROM appointments a WHERE a.pairing_id = p.id AND a.cancelled_at IS NULL AND a.ends_at <= at),
    (SELECT min(l.on_day) FROM meeting_logs l WHERE l.pairing_id = p.id AND l.kind = 'met'))
  FROM pairings p JOIN organisations o ON o.id = p.organisation_id
  WHERE p.id = pairing AND (walks_in(pairing) OR coordinates_pairing(pairing) OR app_system('companions'))
$$;
CREATE POLICY coordinators ON alarm_answers FOR ALL TO samkraft_app USING (coordinates_pairing(pairing_id));
CREATE POLICY program_reads ON alarm_answers FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY program ON pairing_outings FOR ALL TO samkraft_app USING (app_system('companions'));

-- Whoever made the trial meeting possible sees when it is; later meetings are for the two.
DROP POLICY own ON appointments;
CREATE POLICY own ON appointments FOR SELECT TO samkraft_app USING (
  attends(id) OR (created_by = app_person() AND (pairing_id IS NULL OR walks_in(pairing_id) OR coordinates_pairing(pairing_id))));

-- Reminders, web push and the digest. No row of settings means the defaults below.

CREATE TABLE notification_settings (
  person_id uuid PRIMARY KEY REFERENCES people ON DELETE CASCADE,
  day_before text NOT NULL DEFAULT 'mail' CHECK (day_before IN ('mail', 'push', 'both', 'off')),
  two_hours text NOT NULL DEFAULT 'push' CHECK (two_hours IN ('mail', 'push', 'both', 'off')), -- push reaches whoever has a device
  -- Minutes of the day on the person's own clock; equal: none.
  quiet_from integer NOT NULL DEFAULT 1260 CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_to integer NOT NULL DEFAULT 480 CHECK (quiet_to BETWEEN 0 AND 1439),
  zone text NOT NULL DEFAULT 'Europe/Oslo' CHECK (length(zone) <= 60),
  -- Reminders by mail were turned off from a mail: losing the last device does not bring them back.
  mail_refused_at timestamptz,
  digest text NOT NULL DEFAULT 'off' CHECK (digest IN ('off', 'weekly', 'daily')),
  kinds text[] NOT NULL DEFAULT '{}', -- slugs; none: every kind
  place text NOT NULL DEFAULT '' CHECK (length(place) <= 100), -- as typed
  areas text[] NOT NULL DEFAULT '{}', -- what it meant then: areas of these names, or
  lat double precision CHECK (lat BETWEEN -90 AND 90), -- so far from here
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  within integer CHECK (within BETWEEN 1 AND 2000), -- kilometres
  digest_since timestamptz, -- what is new is what was published after this
  digest_at timestamptz, -- when the next one is due
  CHECK (digest = 'off' OR (digest_since IS NOT NULL AND digest_at IS NOT NULL)),
  CHECK ((lat IS NULL) = (lon IS NULL) AND (lat IS NULL) = (within IS NULL))
);
CREATE INDEX notification_settings_digest ON notification_settings (digest_at) WHERE digest <> 'off';

-- Browsers that show notifications. Whoever knows an endpoint and its keys may write on that screen.
CREATE TABLE push_devices (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  endpoint text NOT NULL UNIQUE CHECK (endpoint LIKE 'https://%' AND length(endpoint) <= 1000),
  p256dh text NOT NULL CHECK (p256dh ~ '^[A-Za-z0-9_-]{87}$'),
  auth text NOT NULL CHECK (auth ~ '^[A-Za-z0-9_-]{22}$'),
  name text NOT NULL DEFAULT '' CHECK (length(name) <= 120),
  -- The session it was switched on in: signing out there ends it. Not a reference: a session that runs out does not.
  session_id text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX push_devices_person ON push_devices (person_id);
CREATE INDEX push_devices_session ON push_devices (session_id) WHERE session_id IS NOT NULL;

-- What has been sent. Claimed in the transaction that owes it, so the key is what makes it once. A new time is a new reminder.
CREATE TABLE reminders_sent (
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  which text NOT NULL CHECK (which IN ('day-before', 'two-hours')),
  starts_at timestamptz NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (activity_id, person_id, which, starts_at)
);
CREATE INDEX reminders_sent_person ON reminders_sent (person_id);
CREATE INDEX reminders_sent_old ON reminders_sent (starts_at);

CREATE INDEX activities_reminded ON activities (starts_at) WHERE published_at IS NOT NULL AND cancelled_at IS NULL;
CREATE INDEX activities_new ON activities (published_at) WHERE visibility = 'public' AND cancelled_at IS NULL;

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['notification_settings', 'push_devices', 'reminders_sent'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON notification_settings TO samkraft_app;
GRANT SELECT, INSERT, DELETE ON push_devices TO samkraft_app;
GRANT UPDATE (session_id, name, p256dh, auth) ON push_devices TO samkraft_app;
GRANT SELECT, INSERT, DELETE ON reminders_sent TO samkraft_app;

-- What everybody chose, defaults included.
CREATE VIEW notification_choices WITH (security_invoker = true) AS
  SELECT p.id AS person_id, p.email, p.language, coalesce(n.day_before, 'mail') AS day_before, coalesce(n.two_hours, 'push') AS two_hours,
    coalesce(n.quiet_from, 1260) AS quiet_from, coalesce(n.quiet_to, 480) AS quiet_to, coalesce(n.zone, 'Europe/Oslo') AS zone,
    n.mail_refused_at IS NOT NULL AS mail_refused
  FROM people p LEFT JOIN notification_settings n ON n.person_id = p.id;
GRANT SELECT ON notification_choices TO samkraft_app;

CREATE POLICY own ON notification_settings FOR ALL TO samkraft_app USING (person_id = app_person()) WITH CHECK (person_id = app_person());
CREATE POLICY program_reads ON notification_settings FOR SELECT TO samkraft_app USING (app_system('reminders', 'digest'));
CREATE POLICY digest_moves_on ON notification_settings FOR UPDATE TO samkraft_app USING (app_system('digest'));

CREATE POLICY own ON push_devices FOR ALL TO samkraft_app USING (person_id = app_person()) WITH CHECK (person_id = app_person());
-- Sends to them, and forgets those that are gone or that somebody else now uses.
CREATE POLICY program_reads ON push_devices FOR SELECT TO samkraft_app USING (app_system('reminders'));
CREATE POLICY program_forgets ON push_devices FOR DELETE TO samkraft_app USING (app_system('reminders'));

CREATE POLICY own ON reminders_sent FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY program_claims ON reminders_sent FOR ALL TO samkraft_app USING (app_system('reminders')) WITH CHECK (app_system('reminders'));

-- PostgreSQL asks policies from the last name to the first and stops at the one that lets a row through: tens of thousands of
-- rows need not ask the costly ones first.
CREATE POLICY zz_program_reminds ON activities FOR SELECT TO samkraft_app USING (
  app_system('reminders') OR (published_at IS NOT NULL AND visibility = 'public' AND app_system('digest')));
CREATE POLICY zz_program_reminds ON sign_ups FOR SELECT TO samkraft_app USING (app_system('reminders', 'digest'));
CREATE POLICY zz_program_reminds ON people FOR SELECT TO samkraft_app USING (app_system('reminders', 'digest'));

-- Signing out of a browser, also from another one, ends its notifications; a session that merely ran out does not.
CREATE FUNCTION forget_devices() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM push_devices WHERE session_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER devices_forgotten AFTER DELETE ON sessions FOR EACH ROW WHEN (OLD.expires_at > now()) EXECUTE FUNCTION forget_devices();

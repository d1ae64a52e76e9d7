-- Companions: who gives time, who asks for somebody to walk with, the two together, and what is agreed in a calendar.

-- One row per person and organisation for the whole story of giving time there. What they tell about themselves is sealed.
CREATE TABLE volunteers (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  kinds text[] NOT NULL CHECK (cardinality(kinds) >= 1 AND kinds <@ ARRAY['companion', 'peer', 'adviser', 'helper']),
  state text NOT NULL CHECK (state IN ('applied', 'talking', 'preparing', 'ready', 'active', 'paused', 'left')),
  resumes text CHECK (resumes IN ('applied', 'talking', 'preparing', 'ready', 'active')), -- where a pause was begun
  capacity integer NOT NULL DEFAULT 1 CHECK (capacity BETWEEN 1 AND 20), -- people to walk with at a time
  sealed text CHECK (length(sealed) <= 40000), -- encrypted; NULL: erased
  reminded integer NOT NULL DEFAULT 0, -- how often somebody was reminded since it last moved
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL, -- when it last moved
  UNIQUE (organisation_id, person_id),
  CHECK ((state = 'paused') = (resumes IS NOT NULL))
);
CREATE INDEX volunteers_person ON volunteers (person_id);
CREATE INDEX volunteers_waiting ON volunteers (changed_at) WHERE state IN ('applied', 'talking', 'preparing');

-- Somebody asks for a companion. One row per person and organisation; what they wish for is sealed.
CREATE TABLE companion_requests (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('waiting', 'paired', 'paused', 'withdrawn')),
  sealed text CHECK (length(sealed) <= 40000),
  starts_on date, -- NULL: as soon as can be
  released_on date, -- leaves treatment or prison; NULL: is not inside
  asked_at timestamptz NOT NULL, -- since when they wait
  changed_at timestamptz NOT NULL,
  UNIQUE (organisation_id, person_id)
);
CREATE INDEX companion_requests_person ON companion_requests (person_id);

-- People and places to keep away from, in the person's own words: for them and the coordinators, never for the other side.
CREATE TABLE match_avoids (
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  sealed text NOT NULL CHECK (length(sealed) <= 8000),
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person_id)
);

-- What the coordinator has decided about two, before any proposal: these two, or never these two.
CREATE TABLE match_holds (
  request_id uuid NOT NULL REFERENCES companion_requests ON DELETE CASCADE,
  volunteer_id uuid NOT NULL REFERENCES volunteers ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('lock', 'forbid')),
  set_by uuid REFERENCES people ON DELETE SET NULL,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (request_id, volunteer_id)
);
CREATE UNIQUE INDEX match_holds_one_lock ON match_holds (request_id) WHERE kind = 'lock';
CREATE INDEX match_holds_volunteer ON match_holds (volunteer_id);

-- Two people walk together. The companion sees it until it has ended, and from then on nothing.
CREATE TABLE pairings (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  request_id uuid NOT NULL REFERENCES companion_requests ON DELETE CASCADE,
  volunteer_id uuid NOT NULL REFERENCES volunteers ON DELETE CASCADE,
  participant_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  companion_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('trial', 'active', 'ended')),
  starts_on date NOT NULL,
  expected_end date NOT NULL CHECK (expected_end >= starts_on),
  created_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL,
  began_at timestamptz, -- both said yes after the trial
  ended_at timestamptz,
  ended_by uuid REFERENCES people ON DELETE SET NULL,
  ended_because text CHECK (ended_because IN ('trial', 'landed', 'rematch', 'moved', 'stopped')),
  CHECK (participant_id <> companion_id),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX pairings_one_open ON pairings (request_id) WHERE state <> 'ended';
CREATE INDEX pairings_volunteer ON pairings (volunteer_id);
CREATE INDEX pairings_participant ON pairings (participant_id);
CREATE INDEX pairings_companion ON pairings (companion_id);
CREATE INDEX pairings_organisation ON pairings (organisation_id);

-- A time that a few people have agreed on, in their calendars: a conversation on the way in, a meeting of two, a supervision.
CREATE TABLE appointments (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('conversation', 'meeting', 'supervision')),
  pairing_id uuid REFERENCES pairings ON DELETE CASCADE,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
  zone text NOT NULL,
  sealed text CHECK (length(sealed) <= 4000), -- where; encrypted
  uid text NOT NULL UNIQUE,
  sequence integer NOT NULL DEFAULT 0,
  created_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  cancelled_at timestamptz,
  cancelled_by uuid REFERENCES people ON DELETE SET NULL,
  CHECK ((kind = 'meeting') = (pairing_id IS NOT NULL))
);
CREATE INDEX appointments_organisation ON appointments (organisation_id, starts_at);
CREATE INDEX appointments_pairing ON appointments (pairing_id);
CREATE TABLE appointment_people (
  appointment_id uuid NOT NULL REFERENCES appointments ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  position integer NOT NULL DEFAULT 0,
  PRIMARY KEY (appointment_id, person_id)
);
CREATE INDEX appointment_people_person ON appointment_people (person_id);

-- ── what policies ask; each looks past RLS to answer one yes or no ──────────────────────────────────────────

-- The two of a pairing: the participant always, the companion until it has ended.
CREATE FUNCTION walks_in(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM pairings p WHERE p.id = wanted
    AND (p.participant_id = app_person() OR (p.companion_id = app_person() AND p.state <> 'ended')))
$$;
CREATE FUNCTION coordinates_pairing(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM pairings p WHERE p.id = wanted AND works_for(p.organisation_id, 'coordinator'))
$$;
-- Nobody coordinates themselves: what was written about one is not one's own to decide.
CREATE FUNCTION coordinates_volunteer(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM volunteers v WHERE v.id = wanted AND v.person_id <> app_person() AND works_for(v.organisation_id, 'coordinator'))
$$;
CREATE FUNCTION gives_time(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM volunteers v WHERE v.id = wanted AND v.person_id = app_person())
$$;
-- Whoever is invited to an appointment; a former companion to none of the pairing's any more.
CREATE FUNCTION attends(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM appointment_people p JOIN appointments a ON a.id = p.appointment_id
    WHERE p.appointment_id = wanted AND p.person_id = app_person() AND (a.pairing_id IS NULL OR walks_in(a.pairing_id)))
$$;
CREATE FUNCTION may_appoint(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM appointments a WHERE a.id = wanted AND
    CASE a.kind WHEN 'meeting' THEN walks_in(a.pairing_id) OR coordinates_pairing(a.pairing_id) ELSE works_for(a.organisation_id, 'coordinator') OR attends(a.id) END)
$$;
-- The names of those at an appointment, for them and for who made it possible.
CREATE FUNCTION people_at(appointment uuid) RETURNS TABLE (person_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.name FROM appointment_people a JOIN people p ON p.id = a.person_id
  WHERE a.appointment_id = appointment AND (attends(appointment) OR may_appoint(appointment)) ORDER BY a.position, p.name
$$;
-- The names of the two, for the two and for coordinators.
CREATE FUNCTION names_in(pairing uuid) RETURNS TABLE (participant text, companion text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.name, b.name FROM pairings p JOIN people a ON a.id = p.participant_id JOIN people b ON b.id = p.companion_id
  WHERE p.id = pairing AND (walks_in(pairing) OR coordinates_pairing(pairing))
$$;
-- Coordinators know by name who gives time or asks, as long as they do.
CREATE FUNCTION known_by_companions(person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM volunteers v WHERE v.person_id = person AND v.sealed IS NOT NULL AND works_for(v.organisation_id, 'coordinator'))
    OR EXISTS (SELECT FROM companion_requests r WHERE r.person_id = person AND r.state <> 'withdrawn' AND works_for(r.organisation_id, 'coordinator'))
    OR EXISTS (SELECT FROM pairings p WHERE person IN (p.participant_id, p.companion_id) AND works_for(p.organisation_id, 'coordinator'))
$$;

-- ── what must hold, whoever writes ──────────────────────────────────────────────────────────────────────────

-- Who may move a volunteer where: they apply, pause, come back and leave; coordinators do the rest, never for themselves.
CREATE FUNCTION keep_volunteer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE was text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state ELSE 'none' END; allowed boolean;
BEGIN
  IF app_person() IS NULL THEN RETURN NEW; END IF; -- the program's purposes are bound by their policies
  IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.person_id) IS DISTINCT FROM (OLD.organisation_id, OLD.person_id) THEN
    RAISE EXCEPTION 'a volunteer stays who they are';
  END IF;
  IF NEW.person_id = app_person() THEN
    -- New kinds mean new requirements: before the conversation one's own to choose, later the coordinator's.
    IF TG_OP = 'UPDATE' AND NEW.kinds <> OLD.kinds AND was NOT IN ('applied', 'talking', 'left') THEN
      RAISE EXCEPTION 'not open to you: kinds';
    END IF;
    allowed := NEW.state = was OR CASE NEW.state
      WHEN 'applied' THEN was IN ('none', 'left')
      WHEN 'paused' THEN was NOT IN ('none', 'left') AND NEW.resumes = was
      WHEN 'left' THEN was <> 'none'
      ELSE was = 'paused' AND NEW.state = OLD.resumes END;
  ELSE
    IF TG_OP <> 'UPDATE' OR (NEW.sealed IS DISTINCT FROM OLD.sealed AND NEW.sealed IS NOT NULL) THEN
      RAISE EXCEPTION 'these words are the volunteer''s';
    END IF;
    allowed := was <> 'left' AND NEW.state <> 'applied' OR NEW.state = was;
  END IF;
  IF NOT allowed THEN RAISE EXCEPTION 'not open to this step: % to %', was, NEW.state; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER volunteers_kept BEFORE INSERT OR UPDATE ON volunteers FOR EACH ROW EXECUTE FUNCTION keep_volunteer();

-- A pairing is made of its own request and volunteer; what has ended stays ended, and who the two are never changes.
CREATE FUNCTION keep_pairing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT FROM companion_requests r JOIN volunteers v ON v.organisation_id = r.organisation_id
      WHERE r.id = NEW.request_id AND v.id = NEW.volunteer_id AND r.organisation_id = NEW.organisation_id AND r.person_id = NEW.participant_id AND v.person_id = NEW.companion_id) THEN
    RAISE EXCEPTION 'these two are not of one organisation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'ended' AND NEW IS DISTINCT FROM OLD THEN RAISE EXCEPTION 'this pairing has ended'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pairings_kept BEFORE INSERT OR UPDATE ON pairings FOR EACH ROW EXECUTE FUNCTION keep_pairing();

-- ── policies ────────────────────────────────────────────────────────────────────────────────────────────────

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['volunteers', 'companion_requests', 'match_avoids', 'match_holds', 'pairings', 'appointments', 'appointment_people'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
GRANT SELECT ON volunteers, companion_requests, match_avoids, match_holds, pairings, appointments, appointment_people TO samkraft_app;
GRANT INSERT (id, organisation_id, person_id, kinds, state, capacity, sealed, created_at, changed_at) ON volunteers TO samkraft_app;
GRANT UPDATE (kinds, state, resumes, capacity, sealed, reminded, changed_at) ON volunteers TO samkraft_app;
GRANT INSERT (id, organisation_id, person_id, state, sealed, starts_on, released_on, asked_at, changed_at) ON companion_requests TO samkraft_app;
GRANT UPDATE (state, sealed, starts_on, released_on, asked_at, changed_at) ON companion_requests TO samkraft_app;
GRANT INSERT, DELETE ON match_avoids, match_holds TO samkraft_app;
GRANT UPDATE (sealed, changed_at) ON match_avoids TO samkraft_app;
GRANT UPDATE (kind, set_by, set_at) ON match_holds TO samkraft_app;
GRANT INSERT (id, organisation_id, request_id, volunteer_id, participant_id, companion_id, state, starts_on, expected_end, created_by, created_at) ON pairings TO samkraft_app;
GRANT UPDATE (state, starts_on, expected_end, began_at, ended_at, ended_by, ended_because) ON pairings TO samkraft_app;
GRANT INSERT (id, organisation_id, kind, pairing_id, starts_at, ends_at, zone, sealed, uid, created_by, created_at, changed_at) ON appointments TO samkraft_app;
GRANT UPDATE (starts_at, ends_at, zone, sealed, sequence, changed_at, cancelled_at, cancelled_by) ON appointments TO samkraft_app;
GRANT INSERT, DELETE ON appointment_people TO samkraft_app;

CREATE POLICY own ON volunteers FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY coordinators ON volunteers FOR SELECT TO samkraft_app USING (works_for(organisation_id, 'coordinator'));
CREATE POLICY program_reads ON volunteers FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY own_apply ON volunteers FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND state = 'applied');
CREATE POLICY own_change ON volunteers FOR UPDATE TO samkraft_app USING (person_id = app_person());
CREATE POLICY coordinators_move ON volunteers FOR UPDATE TO samkraft_app USING (works_for(organisation_id, 'coordinator') AND person_id <> app_person());
CREATE POLICY program_minds ON volunteers FOR UPDATE TO samkraft_app USING (app_system('companions'));

CREATE POLICY own ON companion_requests FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY coordinators ON companion_requests FOR SELECT TO samkraft_app USING (state <> 'withdrawn' AND works_for(organisation_id, 'coordinator'));
CREATE POLICY program_reads ON companion_requests FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY own_ask ON companion_requests FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND state = 'waiting');
CREATE POLICY own_change ON companion_requests FOR UPDATE TO samkraft_app USING (person_id = app_person());
CREATE POLICY coordinators_move ON companion_requests FOR UPDATE TO samkraft_app USING (state <> 'withdrawn' AND works_for(organisation_id, 'coordinator'));
CREATE POLICY program_minds ON companion_requests FOR UPDATE TO samkraft_app USING (app_system('companions'));

CREATE POLICY own ON match_avoids FOR ALL TO samkraft_app USING (person_id = app_person());
CREATE POLICY coordinators ON match_avoids FOR SELECT TO samkraft_app USING (works_for(organisation_id, 'coordinator'));

CREATE POLICY coordinators ON match_holds FOR ALL TO samkraft_app USING (works_for(organisation_id, 'coordinator'))
  WITH CHECK (works_for(organisation_id, 'coordinator')
    AND EXISTS (SELECT FROM companion_requests r WHERE r.id = request_id AND r.organisation_id = match_holds.organisation_id)
    AND EXISTS (SELECT FROM volunteers v WHERE v.id = volunteer_id AND v.organisation_id = match_holds.organisation_id));

CREATE POLICY participant ON pairings FOR SELECT TO samkraft_app USING (participant_id = app_person());
CREATE POLICY companion ON pairings FOR SELECT TO samkraft_app USING (companion_id = app_person() AND state <> 'ended');
CREATE POLICY coordinators ON pairings FOR SELECT TO samkraft_app USING (works_for(organisation_id, 'coordinator'));
CREATE POLICY program_reads ON pairings FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY coordinators_pair ON pairings FOR INSERT TO samkraft_app WITH CHECK (
  works_for(organisation_id, 'coordinator') AND created_by = app_person() AND state = 'trial' AND app_person() NOT IN (participant_id, companion_id));
CREATE POLICY coordinators_change ON pairings FOR UPDATE TO samkraft_app USING (works_for(organisation_id, 'coordinator'));
CREATE POLICY program_minds ON pairings FOR UPDATE TO samkraft_app USING (app_system('companions'));

CREATE POLICY own ON appointments FOR SELECT TO samkraft_app USING (attends(id) OR (created_by = app_person() AND (pairing_id IS NULL OR walks_in(pairing_id))));
-- That two meet, and where, is for the two.
CREATE POLICY coordinators ON appointments FOR SELECT TO samkraft_app USING (kind <> 'meeting' AND works_for(organisation_id, 'coordinator'));
CREATE POLICY program_reads ON appointments FOR SELECT TO samkraft_app USING (app_system('companions', 'mail'));
CREATE POLICY appointers_make ON appointments FOR INSERT TO samkraft_app WITH CHECK (created_by = app_person() AND
  CASE kind WHEN 'meeting' THEN walks_in(pairing_id) OR coordinates_pairing(pairing_id)
    ELSE works_for(organisation_id, 'coordinator') OR EXISTS (SELECT FROM volunteers v WHERE v.organisation_id = appointments.organisation_id AND v.person_id = app_person() AND v.state <> 'left') END);
CREATE POLICY appointers_change ON appointments FOR UPDATE TO samkraft_app USING (may_appoint(id));
CREATE POLICY program_minds ON appointments FOR UPDATE TO samkraft_app USING (app_system('companions'));
CREATE POLICY with_the_appointment ON appointment_people FOR SELECT TO samkraft_app USING (attends(appointment_id) OR may_appoint(appointment_id) OR app_system('companions'));
CREATE POLICY program_invites ON appointment_people FOR INSERT TO samkraft_app WITH CHECK (app_system('companions'));
CREATE POLICY program_removes ON appointment_people FOR DELETE TO samkraft_app USING (app_system('companions'));

-- The program writes to those concerned, and finds out who works where.
CREATE POLICY companions_reads ON people FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY companions_reads ON memberships FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY known_by_companions ON people FOR SELECT TO samkraft_app USING (known_by_companions(id));

-- Whoever has got ready gets the role, without an invitation: they have asked for it themselves.
CREATE POLICY coordinators_welcome ON memberships FOR INSERT TO samkraft_app WITH CHECK (
  role = 'volunteer' AND works_for(organisation_id, 'coordinator')
  AND EXISTS (SELECT FROM volunteers v WHERE v.organisation_id = memberships.organisation_id AND v.person_id = memberships.person_id AND v.state NOT IN ('applied', 'left')));

-- Who gives time, asks and walks with whom is told to coordinators and to those who did it.
CREATE POLICY companions_are_kept ON history AS RESTRICTIVE FOR SELECT TO samkraft_app USING (
  event !~ '^(volunteer|companion|pairing|supervision|school)\.' OR actor = 'person:' || app_person() OR works_for(organisation_id, 'coordinator'));

-- The way in for those who give time: what an organisation asks of each kind, each one's way through it, and the conversation.

-- Which kinds an organisation welcomes and what it asks of them. No row: it does not welcome that kind.
CREATE TABLE volunteer_kinds (
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('companion', 'peer', 'adviser', 'helper')),
  welcome boolean NOT NULL,
  paid boolean NOT NULL DEFAULT false,
  declaration boolean NOT NULL DEFAULT true,
  reference_count integer NOT NULL DEFAULT 0 CHECK (reference_count BETWEEN 0 AND 3),
  minimum_age integer NOT NULL DEFAULT 18 CHECK (minimum_age BETWEEN 0 AND 99),
  certificate_reason text CHECK (length(btrim(certificate_reason)) BETWEEN 1 AND 500), -- NULL: not asked for
  sober_months integer NOT NULL DEFAULT 0 CHECK (sober_months BETWEEN 0 AND 120), -- 0: not asked
  changed_by uuid REFERENCES people ON DELETE SET NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, kind)
);

-- What is promised about keeping things to oneself. A version never changes; the next one may ask everybody again.
CREATE TABLE declarations (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  version integer NOT NULL CHECK (version >= 1),
  texts jsonb NOT NULL, -- language: text
  asks_again boolean NOT NULL, -- whoever signed an earlier one is asked to sign this one
  created_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (organisation_id, version)
);
-- Stays when the person leaves: what was promised holds on.
CREATE TABLE declaration_signatures (
  declaration_id uuid NOT NULL REFERENCES declarations ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')),
  name text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 80),
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (declaration_id, person_id)
);
CREATE INDEX declaration_signatures_person ON declaration_signatures (person_id);

-- Somebody who knows the volunteer: name and how to reach them, sealed. What they said is not written down.
CREATE TABLE volunteer_references (
  id uuid PRIMARY KEY,
  volunteer_id uuid NOT NULL REFERENCES volunteers ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  sealed text NOT NULL CHECK (length(sealed) <= 4000),
  created_at timestamptz NOT NULL,
  spoken_at timestamptz,
  spoken_by uuid REFERENCES people ON DELETE SET NULL
);
CREATE INDEX volunteer_references_volunteer ON volunteer_references (volunteer_id);

-- That something was said or shown, by whom and when; never what it said. A certificate's day is the day it was shown.
CREATE TABLE volunteer_marks (
  volunteer_id uuid NOT NULL REFERENCES volunteers ON DELETE CASCADE,
  what text NOT NULL CHECK (what IN ('sober', 'age', 'certificate-asked', 'certificate-shown')),
  kind text CHECK (kind IN ('companion', 'peer', 'adviser', 'helper')), -- the role the certificate is for
  marked_by uuid REFERENCES people ON DELETE SET NULL,
  marked_at timestamptz NOT NULL,
  PRIMARY KEY (volunteer_id, what)
);

-- The way so far: who moved it when, and what was said to the volunteer.
CREATE TABLE volunteer_steps (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  volunteer_id uuid NOT NULL REFERENCES volunteers ON DELETE CASCADE,
  step text NOT NULL CHECK (step IN ('applied', 'talking', 'preparing', 'ready', 'paused', 'resumed', 'left', 'thanked')),
  person_id uuid REFERENCES people ON DELETE SET NULL,
  at timestamptz NOT NULL,
  sealed text CHECK (length(sealed) <= 20000)
);
CREATE INDEX volunteer_steps_volunteer ON volunteer_steps (volunteer_id, id);

-- Times a coordinator offers for a conversation; who takes one has an appointment.
CREATE TABLE conversation_times (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  offered_by uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
  zone text NOT NULL,
  place text NOT NULL CHECK (length(place) <= 200),
  volunteer_id uuid REFERENCES volunteers ON DELETE SET NULL,
  appointment_id uuid UNIQUE REFERENCES appointments ON DELETE SET NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (offered_by, starts_at)
);
CREATE INDEX conversation_times_organisation ON conversation_times (organisation_id, starts_at);
CREATE INDEX conversation_times_volunteer ON conversation_times (volunteer_id);

-- What a stranger wrote before they signed in: under a secret that only their browser holds.
CREATE TABLE volunteer_drafts (
  secret_hash text PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  sealed text NOT NULL CHECK (length(sealed) <= 40000),
  expires_at timestamptz NOT NULL
);

-- ── what policies ask; each looks past RLS to answer one yes or no ──────────────────────────────────────────

CREATE FUNCTION gives_time_at(org uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM volunteers v WHERE v.organisation_id = org AND v.person_id = app_person())
$$;
-- While they are on their way or there: somebody who has left adds nothing.
CREATE FUNCTION still_gives_time(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM volunteers v WHERE v.id = wanted AND v.person_id = app_person() AND v.state <> 'left')
$$;
CREATE FUNCTION declares_for(declaration uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM declarations d JOIN volunteers v ON v.organisation_id = d.organisation_id
    WHERE d.id = declaration AND v.person_id = app_person() AND v.state <> 'left')
$$;
CREATE FUNCTION coordinates_declaration(declaration uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM declarations d WHERE d.id = declaration AND works_for(d.organisation_id, 'coordinator'))
$$;
-- Coordinators who work there today: whose times may be taken, and who hears of things.
CREATE FUNCTION coordinates_today(org uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.organisation_id = org AND m.person_id = person AND m.role = 'coordinator'
    AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date))
$$;
-- Steps with the names of who took them, to the volunteer and to coordinators.
CREATE FUNCTION volunteer_steps_of(volunteer uuid) RETURNS TABLE (id bigint, step text, at timestamptz, name text, own boolean, sealed text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.step, s.at, p.name, s.person_id IS NOT DISTINCT FROM v.person_id, s.sealed
  FROM volunteer_steps s JOIN volunteers v ON v.id = s.volunteer_id LEFT JOIN people p ON p.id = s.person_id
  WHERE s.volunteer_id = volunteer AND (gives_time(volunteer) OR coordinates_volunteer(volunteer)) ORDER BY s.id
$$;
-- Times that may be taken, with whom, for those who are asked to a conversation and for coordinators.
CREATE FUNCTION free_conversation_times(org uuid, after timestamptz) RETURNS TABLE (id uuid, starts_at timestamptz, ends_at timestamptz, zone text, place text, name text, offered_by uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, t.starts_at, t.ends_at, t.zone, t.place, p.name, t.offered_by
  FROM conversation_times t JOIN people p ON p.id = t.offered_by
  WHERE t.organisation_id = org AND t.volunteer_id IS NULL AND t.starts_at > after AND coordinates_today(org, t.offered_by)
    AND (works_for(org, 'coordinator') OR app_system('companions') OR EXISTS (SELECT FROM volunteers v WHERE v.organisation_id = org AND v.person_id = app_person() AND v.state = 'talking'))
  ORDER BY t.starts_at, t.id
$$;
-- With whom a conversation is agreed.
CREATE FUNCTION conversation_with(booked uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.name FROM conversation_times t JOIN people p ON p.id = t.offered_by
  WHERE t.id = booked AND (gives_time(t.volunteer_id) OR works_for(t.organisation_id, 'coordinator') OR app_system('companions'))
$$;

-- ── policies ────────────────────────────────────────────────────────────────────────────────────────────────

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['volunteer_kinds', 'declarations', 'declaration_signatures', 'volunteer_references', 'volunteer_marks', 'volunteer_steps', 'conversation_times', 'volunteer_drafts'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
CREATE TRIGGER public_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON volunteer_kinds FOR EACH STATEMENT EXECUTE FUNCTION public_pages_changed();

GRANT SELECT ON volunteer_kinds, declarations, declaration_signatures, volunteer_references, volunteer_marks, volunteer_steps, conversation_times TO samkraft_app;
GRANT INSERT ON volunteer_kinds, declarations, declaration_signatures, volunteer_marks TO samkraft_app;
GRANT UPDATE (welcome, paid, declaration, reference_count, minimum_age, certificate_reason, sober_months, changed_by, changed_at) ON volunteer_kinds TO samkraft_app;
GRANT INSERT (id, volunteer_id, organisation_id, sealed, created_at), UPDATE (spoken_at, spoken_by), DELETE ON volunteer_references TO samkraft_app;
GRANT DELETE ON volunteer_marks TO samkraft_app;
GRANT INSERT (volunteer_id, step, person_id, at, sealed), UPDATE (sealed) ON volunteer_steps TO samkraft_app;
GRANT INSERT (id, organisation_id, offered_by, starts_at, ends_at, zone, place, created_at), UPDATE (starts_at, ends_at, place, volunteer_id, appointment_id), DELETE ON conversation_times TO samkraft_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON volunteer_drafts TO samkraft_app;

-- What is asked is open to everybody who thinks of coming, and to whoever is on the way.
CREATE POLICY everyone_reads ON volunteer_kinds FOR SELECT TO samkraft_app USING (welcome OR works_for(organisation_id, 'coordinator') OR gives_time_at(organisation_id) OR app_system('companions'));
CREATE POLICY coordinators_set ON volunteer_kinds FOR INSERT TO samkraft_app WITH CHECK (works_for(organisation_id, 'coordinator'));
CREATE POLICY coordinators_change ON volunteer_kinds FOR UPDATE TO samkraft_app USING (works_for(organisation_id, 'coordinator'));

CREATE POLICY concerned ON declarations FOR SELECT TO samkraft_app USING (works_for(organisation_id, 'coordinator') OR gives_time_at(organisation_id) OR app_system('companions'));
CREATE POLICY coordinators_write ON declarations FOR INSERT TO samkraft_app WITH CHECK (works_for(organisation_id, 'coordinator') AND created_by = app_person());
CREATE POLICY own ON declaration_signatures FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY coordinators ON declaration_signatures FOR SELECT TO samkraft_app USING (coordinates_declaration(declaration_id) OR app_system('companions'));
CREATE POLICY own_sign ON declaration_signatures FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND declares_for(declaration_id));

CREATE POLICY own ON volunteer_references FOR SELECT TO samkraft_app USING (gives_time(volunteer_id));
CREATE POLICY coordinators ON volunteer_references FOR SELECT TO samkraft_app USING (coordinates_volunteer(volunteer_id));
CREATE POLICY own_name ON volunteer_references FOR INSERT TO samkraft_app WITH CHECK (still_gives_time(volunteer_id)
  AND EXISTS (SELECT FROM volunteers v WHERE v.id = volunteer_id AND v.organisation_id = volunteer_references.organisation_id));
CREATE POLICY own_take_back ON volunteer_references FOR DELETE TO samkraft_app USING (gives_time(volunteer_id));
CREATE POLICY coordinators_speak ON volunteer_references FOR UPDATE TO samkraft_app USING (coordinates_volunteer(volunteer_id)) WITH CHECK (coordinates_volunteer(volunteer_id) AND (spoken_by IS NULL OR spoken_by = app_person()));
CREATE POLICY program_reads ON volunteer_references FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY program_erases ON volunteer_references FOR DELETE TO samkraft_app USING (app_system('companions'));

CREATE POLICY own ON volunteer_marks FOR SELECT TO samkraft_app USING (gives_time(volunteer_id));
CREATE POLICY coordinators ON volunteer_marks FOR SELECT TO samkraft_app USING (coordinates_volunteer(volunteer_id));
CREATE POLICY program_reads ON volunteer_marks FOR SELECT TO samkraft_app USING (app_system('companions'));
-- How long one has been sober is one's own to say; what was seen is the coordinator's.
CREATE POLICY own_say ON volunteer_marks FOR INSERT TO samkraft_app WITH CHECK (what = 'sober' AND marked_by = app_person() AND still_gives_time(volunteer_id));
CREATE POLICY own_take_back ON volunteer_marks FOR DELETE TO samkraft_app USING (what = 'sober' AND gives_time(volunteer_id));
CREATE POLICY coordinators_mark ON volunteer_marks FOR INSERT TO samkraft_app WITH CHECK (what <> 'sober' AND marked_by = app_person() AND coordinates_volunteer(volunteer_id));
CREATE POLICY coordinators_take_back ON volunteer_marks FOR DELETE TO samkraft_app USING (what <> 'sober' AND coordinates_volunteer(volunteer_id));
CREATE POLICY program_erases ON volunteer_marks FOR DELETE TO samkraft_app USING (app_system('companions'));

CREATE POLICY concerned ON volunteer_steps FOR SELECT TO samkraft_app USING (gives_time(volunteer_id) OR coordinates_volunteer(volunteer_id) OR app_system('companions'));
CREATE POLICY concerned_take ON volunteer_steps FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND (gives_time(volunteer_id) OR coordinates_volunteer(volunteer_id)));
CREATE POLICY program_erases ON volunteer_steps FOR UPDATE TO samkraft_app USING (app_system('companions'));

CREATE POLICY coordinators ON conversation_times FOR SELECT TO samkraft_app USING (works_for(organisation_id, 'coordinator'));
CREATE POLICY own ON conversation_times FOR SELECT TO samkraft_app USING (gives_time(volunteer_id));
CREATE POLICY coordinators_offer ON conversation_times FOR INSERT TO samkraft_app WITH CHECK (works_for(organisation_id, 'coordinator') AND offered_by = app_person());
CREATE POLICY coordinators_change ON conversation_times FOR UPDATE TO samkraft_app USING (works_for(organisation_id, 'coordinator'));
CREATE POLICY coordinators_take_back ON conversation_times FOR DELETE TO samkraft_app USING (works_for(organisation_id, 'coordinator') AND volunteer_id IS NULL);
CREATE POLICY program_minds ON conversation_times FOR ALL TO samkraft_app USING (app_system('companions')) WITH CHECK (app_system('companions'));

CREATE POLICY program_only ON volunteer_drafts FOR ALL TO samkraft_app USING (app_system('companions'));

-- Whoever leaves holds the role no more, the same moment.
CREATE POLICY companions_end ON memberships FOR UPDATE TO samkraft_app USING (app_system('companions') AND role = 'volunteer');

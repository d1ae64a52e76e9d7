-- The way in, narrowed: what a volunteer may set of their own row, what somebody who has left still attends, and who writes which step.

-- Where a pause leads back to is decided when it begins; how many somebody walks with is the coordinator's to say.
CREATE OR REPLACE FUNCTION keep_volunteer() RETURNS trigger
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
    IF NEW.capacity <> (CASE WHEN TG_OP = 'UPDATE' THEN OLD.capacity ELSE 1 END) THEN
      RAISE EXCEPTION 'not open to you: capacity';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state = was AND NEW.resumes IS DISTINCT FROM OLD.resumes THEN
      RAISE EXCEPTION 'not open to you: resumes';
    END IF;
    allowed := NEW.state = was OR CASE NEW.state
      WHEN 'applied' THEN was IN ('none', 'left') OR (was = 'paused' AND OLD.resumes = 'applied')
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

-- Whoever is invited to an appointment; a former companion to none of the pairing's any more, and a former volunteer to no
-- supervision after they left. What was before stays theirs to read, because it may say something about them.
CREATE OR REPLACE FUNCTION attends(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM appointment_people p JOIN appointments a ON a.id = p.appointment_id
    WHERE p.appointment_id = wanted AND p.person_id = app_person() AND (a.pairing_id IS NULL OR walks_in(a.pairing_id))
      AND (a.kind <> 'supervision' OR a.created_by = app_person() OR NOT EXISTS (SELECT FROM volunteers v
        WHERE v.organisation_id = a.organisation_id AND v.person_id = p.person_id AND v.state = 'left' AND v.changed_at < a.ends_at)))
$$;
-- A supervision is the coordinators' to move and call off; whoever is invited asks them.
CREATE OR REPLACE FUNCTION may_appoint(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM appointments a WHERE a.id = wanted AND
    CASE a.kind WHEN 'meeting' THEN walks_in(a.pairing_id) OR coordinates_pairing(a.pairing_id)
      WHEN 'supervision' THEN works_for(a.organisation_id, 'coordinator')
      ELSE works_for(a.organisation_id, 'coordinator') OR attends(a.id) END)
$$;
DROP POLICY appointers_make ON appointments;
CREATE POLICY appointers_make ON appointments FOR INSERT TO samkraft_app WITH CHECK (created_by = app_person() AND
  CASE kind WHEN 'meeting' THEN walks_in(pairing_id) OR coordinates_pairing(pairing_id)
    WHEN 'supervision' THEN works_for(organisation_id, 'coordinator')
    ELSE works_for(organisation_id, 'coordinator') OR EXISTS (SELECT FROM volunteers v WHERE v.organisation_id = appointments.organisation_id AND v.person_id = app_person() AND v.state <> 'left') END);

-- Each writes down the steps that are theirs.
DROP POLICY concerned_take ON volunteer_steps;
CREATE POLICY concerned_take ON volunteer_steps FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND
  CASE WHEN step IN ('applied', 'paused', 'resumed', 'left') THEN gives_time(volunteer_id) ELSE coordinates_volunteer(volunteer_id) END);

-- When what somebody told is erased, so are the conversations they had.
GRANT DELETE ON appointments TO samkraft_app;
CREATE POLICY program_forgets ON appointments FOR DELETE TO samkraft_app USING (kind = 'conversation' AND app_system('companions'));

-- One network does not fill the place for everybody's drafts; the network is a digest, and goes with the draft within the hour.
ALTER TABLE volunteer_drafts ADD COLUMN network text;

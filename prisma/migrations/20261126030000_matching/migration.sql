-- Matching: what an organisation weighs, what was proposed last, and who sees what has been decided about two.

-- How much each thing counts when two are compared, 0 to 10. No row: the defaults of matching/schema.ts.
CREATE TABLE match_weights (
  organisation_id uuid PRIMARY KEY REFERENCES organisations ON DELETE CASCADE,
  experience integer NOT NULL CHECK (experience BETWEEN 0 AND 10),
  gender integer NOT NULL CHECK (gender BETWEEN 0 AND 10),
  age integer NOT NULL CHECK (age BETWEEN 0 AND 10),
  interests integer NOT NULL CHECK (interests BETWEEN 0 AND 10),
  language integer NOT NULL CHECK (language BETWEEN 0 AND 10),
  distance integer NOT NULL CHECK (distance BETWEEN 0 AND 10),
  times integer NOT NULL CHECK (times BETWEEN 0 AND 10),
  load integer NOT NULL CHECK (load BETWEEN 0 AND 10),
  record integer NOT NULL CHECK (record BETWEEN 0 AND 10),
  waiting integer NOT NULL CHECK (waiting BETWEEN 0 AND 10),
  changed_by uuid REFERENCES people ON DELETE SET NULL,
  changed_at timestamptz NOT NULL
);

-- What was proposed when a coordinator looked last: it counts a little, so that a small change elsewhere does not turn everything around.
CREATE TABLE match_proposals (
  request_id uuid PRIMARY KEY REFERENCES companion_requests ON DELETE CASCADE,
  volunteer_id uuid NOT NULL REFERENCES volunteers ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  proposed_at timestamptz NOT NULL
);
CREATE INDEX match_proposals_organisation ON match_proposals (organisation_id);
CREATE INDEX match_proposals_volunteer ON match_proposals (volunteer_id);

-- Nobody coordinates themselves: neither what they asked for nor what was decided about them and another.
CREATE FUNCTION coordinates_request(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM companion_requests r WHERE r.id = wanted AND r.state <> 'withdrawn' AND r.person_id <> app_person() AND works_for(r.organisation_id, 'coordinator'))
$$;
CREATE FUNCTION of_one_house(request uuid, volunteer uuid, house uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM companion_requests r JOIN volunteers v ON v.organisation_id = r.organisation_id WHERE r.id = request AND v.id = volunteer AND r.organisation_id = house)
$$;

-- Who answers for matching, by name, for somebody who has asked there.
CREATE FUNCTION coordinators_for(request uuid) RETURNS TABLE (name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.name FROM companion_requests r JOIN memberships m ON m.organisation_id = r.organisation_id AND m.role = 'coordinator' JOIN people p ON p.id = m.person_id
  WHERE r.id = request AND r.person_id = app_person() AND r.state <> 'withdrawn' AND p.id <> app_person() AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date)
  GROUP BY p.id, p.name ORDER BY min(m.valid_from), p.name LIMIT 3
$$;

-- A person asks, pauses, takes it back and asks again; that somebody was found is the coordinators' to say. Their words are theirs alone.
CREATE FUNCTION keep_request() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF app_person() IS NULL THEN RETURN NEW; END IF; -- the program's purposes are bound by their policies
  IF NEW.person_id = app_person() THEN
    IF NEW.state = 'paired' AND OLD.state <> 'paired' THEN RAISE EXCEPTION 'not open to this step: % to %', OLD.state, NEW.state; END IF;
  ELSE
    IF NEW.sealed IS DISTINCT FROM OLD.sealed AND NEW.sealed IS NOT NULL THEN RAISE EXCEPTION 'these words are the participant''s'; END IF;
    IF NEW.state = 'withdrawn' THEN RAISE EXCEPTION 'not open to this step: % to %', OLD.state, NEW.state; END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER companion_requests_kept BEFORE UPDATE ON companion_requests FOR EACH ROW EXECUTE FUNCTION keep_request();

-- Somebody who does not wait any more is neither locked to anybody nor proposed; who was forbidden stays so.
CREATE FUNCTION matching_is_over() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM match_proposals WHERE request_id = NEW.id;
  DELETE FROM match_holds WHERE request_id = NEW.id AND kind = 'lock';
  RETURN NULL;
END $$;
CREATE TRIGGER companion_requests_over AFTER UPDATE OF state ON companion_requests FOR EACH ROW
  WHEN (OLD.state = 'waiting' AND NEW.state <> 'waiting') EXECUTE FUNCTION matching_is_over();
CREATE FUNCTION volunteer_is_gone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM match_proposals WHERE volunteer_id = NEW.id;
  DELETE FROM match_holds WHERE volunteer_id = NEW.id AND kind = 'lock';
  RETURN NULL;
END $$;
CREATE TRIGGER volunteers_gone AFTER UPDATE OF state ON volunteers FOR EACH ROW
  WHEN (NEW.state = 'left' AND OLD.state <> 'left') EXECUTE FUNCTION volunteer_is_gone();

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['match_weights', 'match_proposals'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
GRANT SELECT, INSERT ON match_weights TO samkraft_app;
GRANT UPDATE (experience, gender, age, interests, language, distance, times, load, record, waiting, changed_by, changed_at) ON match_weights TO samkraft_app;
GRANT SELECT, INSERT, DELETE ON match_proposals TO samkraft_app;
GRANT UPDATE (volunteer_id, proposed_at) ON match_proposals TO samkraft_app;

CREATE POLICY coordinators ON match_weights FOR ALL TO samkraft_app USING (works_for(organisation_id, 'coordinator')) WITH CHECK (works_for(organisation_id, 'coordinator') AND changed_by = app_person());
CREATE POLICY coordinators ON match_proposals FOR ALL TO samkraft_app USING (coordinates_request(request_id) AND coordinates_volunteer(volunteer_id))
  WITH CHECK (coordinates_request(request_id) AND coordinates_volunteer(volunteer_id) AND of_one_house(request_id, volunteer_id, organisation_id));

-- A coordinator who gives time or asks sees nothing of what others have decided about them.
DROP POLICY coordinators ON match_holds;
CREATE POLICY coordinators ON match_holds FOR ALL TO samkraft_app USING (coordinates_request(request_id) AND coordinates_volunteer(volunteer_id))
  WITH CHECK (coordinates_request(request_id) AND coordinates_volunteer(volunteer_id) AND of_one_house(request_id, volunteer_id, organisation_id) AND set_by = app_person());

-- Whoever walks or has walked beside somebody does not coordinate what that person asks for, here: neither now nor the next time.

CREATE FUNCTION walked_beside(house uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM pairings p WHERE p.companion_id = app_person() AND p.participant_id = person AND p.organisation_id = house)
$$;
DROP POLICY coordinators ON companion_requests;
DROP POLICY coordinators_move ON companion_requests;
CREATE POLICY coordinators ON companion_requests FOR SELECT TO samkraft_app USING (state <> 'withdrawn' AND works_for(organisation_id, 'coordinator') AND NOT walked_beside(organisation_id, person_id));
CREATE POLICY coordinators_move ON companion_requests FOR UPDATE TO samkraft_app USING (state <> 'withdrawn' AND works_for(organisation_id, 'coordinator') AND NOT walked_beside(organisation_id, person_id));
DROP POLICY coordinators ON match_avoids;
CREATE POLICY coordinators ON match_avoids FOR SELECT TO samkraft_app USING (works_for(organisation_id, 'coordinator') AND NOT walked_beside(organisation_id, person_id));

-- What is held and proposed follows, by its policies.
CREATE OR REPLACE FUNCTION coordinates_request(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM companion_requests r WHERE r.id = wanted AND r.state <> 'withdrawn' AND r.person_id <> app_person()
    AND works_for(r.organisation_id, 'coordinator') AND NOT walked_beside(r.organisation_id, r.person_id))
$$;
-- Nor are they named as who looks for somebody.
CREATE OR REPLACE FUNCTION coordinators_for(request uuid) RETURNS TABLE (name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.name FROM companion_requests r JOIN memberships m ON m.organisation_id = r.organisation_id AND m.role = 'coordinator' JOIN people p ON p.id = m.person_id
  WHERE r.id = request AND r.person_id = app_person() AND r.state <> 'withdrawn' AND p.id <> app_person() AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date)
    AND NOT EXISTS (SELECT FROM pairings w WHERE w.organisation_id = r.organisation_id AND w.participant_id = r.person_id AND w.companion_id = p.id)
  GROUP BY p.id, p.name ORDER BY min(m.valid_from), p.name LIMIT 3
$$;
-- That somebody asked again or took it back is done by them, so the journal would say it with their name.
CREATE POLICY companions_do_not_read_on ON history AS RESTRICTIVE FOR SELECT TO samkraft_app USING (
  CASE WHEN subject_kind = 'companion-request' AND actor LIKE 'person:%' THEN NOT walked_beside(organisation_id, substr(actor, 8)::uuid) ELSE true END);

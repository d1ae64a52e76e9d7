-- Attendance names those who stand on its list, to those who lead it, and tells nothing more of them.

-- Whether they once had a place: only then is leaving regrets. Who left the line, or let an offer run out, never said they would come.
ALTER TABLE sign_ups ADD COLUMN had_place boolean NOT NULL DEFAULT false;
UPDATE sign_ups s SET had_place = true WHERE s.state = 'joined'
  OR EXISTS (SELECT FROM history h WHERE h.subject_kind = 'activity' AND h.subject_id = s.activity_id::text
    AND ((h.event IN ('sign-up.joined', 'sign-up.accepted') AND h.actor = 'person:' || s.person_id) OR (h.event = 'sign-up.promoted' AND h.facts->'people' ? s.person_id::text)))
  OR EXISTS (SELECT FROM calendar_entries e JOIN activities a ON a.id = e.activity_id
    WHERE e.activity_id = s.activity_id AND e.person_id = s.person_id AND s.person_id IS DISTINCT FROM a.host_id AND s.person_id IS DISTINCT FROM a.created_by);

CREATE FUNCTION remember_place() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.had_place := true;
  RETURN NEW;
END $$;
CREATE TRIGGER sign_ups_place_remembered BEFORE INSERT OR UPDATE OF state ON sign_ups
  FOR EACH ROW WHEN (NEW.state = 'joined') EXECUTE FUNCTION remember_place();

-- The whole row of people, address included, of whoever ever signed up was open to those who lead. Names are enough.
DROP POLICY met ON people;
DROP FUNCTION meets(uuid);
CREATE FUNCTION names_on_the_list(activity uuid) RETURNS TABLE (person_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.name FROM people p JOIN (
    SELECT s.person_id FROM sign_ups s WHERE s.activity_id = activity AND (s.state <> 'left' OR s.had_place)
    UNION SELECT t.person_id FROM attendance t WHERE t.activity_id = activity) l ON l.person_id = p.id
  WHERE leads(activity)
$$;

-- How every pairing of an organisation is doing, for its coordinators and the program: asked once who asks, not at each of thousands of rows.
-- No line, no place and no word: days, counts and numbers. A coordinator who is one of the two does not find that one here.
CREATE FUNCTION pairing_pulses(org uuid, its_zone text, at timestamptz, wanted uuid DEFAULT NULL) RETURNS TABLE (
  id uuid, state text, starts_on date, expected_end date, began_on date, last_contact date, last_met date, planned boolean, answers integer, wishes integer, contacts integer, ratings json, companion json, answered json)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS (
    SELECT p.* FROM pairings p WHERE p.organisation_id = org AND p.state <> 'ended' AND (wanted IS NULL OR p.id = wanted)
      AND (app_system('companions') OR (works_for(org, 'coordinator') AND app_person() NOT IN (p.participant_id, p.companion_id)))
  ), meetings AS (
    SELECT a.pairing_id, (max(a.ends_at) FILTER (WHERE a.ends_at <= at) AT TIME ZONE its_zone)::date AS last_met, bool_or(a.ends_at > at) AS planned
    FROM appointments a WHERE a.pairing_id IN (SELECT m.id FROM mine m) AND a.cancelled_at IS NULL GROUP BY a.pairing_id
  ), contact AS (
    SELECT l.pairing_id, max(l.on_day) FILTER (WHERE l.kind <> 'tried') AS last, max(l.on_day) FILTER (WHERE l.kind = 'met') AS met, (count(DISTINCT l.on_day) FILTER (WHERE l.kind <> 'tried'))::int AS days,
      json_agg(json_build_object('on', l.on_day, 'rating', r.rating) ORDER BY l.on_day, l.created_at) FILTER (WHERE r.rating IS NOT NULL) AS ratings
    FROM meeting_logs l LEFT JOIN meeting_ratings r ON r.log_id = l.id WHERE l.pairing_id IN (SELECT m.id FROM mine m) GROUP BY l.pairing_id
  ), load AS (
    SELECT p.volunteer_id, count(DISTINCT p.id)::int AS walks_with, (count(DISTINCT (l.pairing_id, l.on_day)) FILTER (WHERE l.id IS NOT NULL))::int AS contacts
    FROM pairings p LEFT JOIN meeting_logs l ON l.pairing_id = p.id AND l.kind <> 'tried' AND l.on_day > (at AT TIME ZONE its_zone)::date - 7
    WHERE p.state <> 'ended' AND p.volunteer_id IN (SELECT m.volunteer_id FROM mine m) GROUP BY p.volunteer_id
  )
  SELECT m.id, m.state, m.starts_on, m.expected_end, (m.began_at AT TIME ZONE its_zone)::date, greatest(c.last, t.last_met), greatest(c.met, t.last_met), coalesce(t.planned, false),
    (SELECT count(*)::int FROM trial_answers a WHERE a.pairing_id = m.id), (SELECT count(*)::int FROM pairing_wishes w WHERE w.pairing_id = m.id AND w.handled_at IS NULL), coalesce(c.days, 0), coalesce(c.ratings, '[]'),
    json_build_object('state', v.state, 'capacity', v.capacity, 'changedOn', (v.changed_at AT TIME ZONE its_zone)::date, 'walksWith', load.walks_with, 'contactsWeek', load.contacts),
    coalesce((SELECT json_agg(json_build_object('kind', a.kind, 'about', a.about, 'until', a.until)) FROM alarm_answers a WHERE a.pairing_id = m.id), '[]')
  FROM mine m JOIN volunteers v ON v.id = m.volunteer_id JOIN load ON load.volunteer_id = m.volunteer_id LEFT JOIN meetings t ON t.pairing_id = m.id LEFT JOIN contact c ON c.pairing_id = m.id
  ORDER BY m.starts_on, m.id
$$;
DROP FUNCTION meetings_of(uuid, timestamptz);

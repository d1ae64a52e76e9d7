-- As before, and: whoever holds an offer stands in nobody's way. Only those who wait without one are passed by somebody who joins.
CREATE OR REPLACE FUNCTION keep_the_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE activity activities;
BEGIN
  IF NEW.state <> 'waiting' THEN NEW.offered_until := NULL; END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'left' AND NEW.state <> 'left' THEN NEW.queue_number := nextval('sign_up_queue'); END IF;
  IF app_person() IS NOT NULL AND NEW.state = 'waiting' AND NEW.offered_until IS DISTINCT FROM OLD.offered_until THEN
    RAISE EXCEPTION 'the line decides who is next';
  END IF;
  IF NEW.state = 'left' OR app_person() IS NULL OR (TG_OP = 'UPDATE' AND OLD.state = NEW.state) THEN RETURN NEW; END IF;
  SELECT * INTO activity FROM activities WHERE id = NEW.activity_id;
  IF activity.published_at IS NULL OR activity.cancelled_at IS NOT NULL
    OR (activity.visibility = 'members' AND activity.host_id IS DISTINCT FROM app_person() AND NOT belongs_to(activity.organisation_id)) THEN
    RAISE EXCEPTION 'this activity is not open';
  END IF;
  IF NEW.state = 'joined' AND (activity.waiting_count > activity.offered_count OR (TG_OP = 'UPDATE' AND OLD.state = 'waiting')) THEN
    RAISE EXCEPTION 'the line decides who is next';
  END IF;
  RETURN NEW;
END $$;

-- Who came with whom is forgotten the day after, and with it where they met.
GRANT DELETE ON together TO samkraft_app;
CREATE POLICY forgets ON together FOR DELETE TO samkraft_app USING (app_system('rides'));
DROP POLICY forgets ON together_meetings;
DROP POLICY forgets_reads ON together_meetings;

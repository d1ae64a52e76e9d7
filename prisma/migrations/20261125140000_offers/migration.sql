-- Waiting lists that ask first. A freed place is offered to whoever is next, who has some hours to answer; the offer holds
-- the place. It is a mark on somebody who waits, so whatever knows of joining and waiting goes on being right.

ALTER TABLE activities
  ADD COLUMN offer_hours integer CHECK (offer_hours BETWEEN 1 AND 168), -- NULL: the next in line is in at once
  ADD COLUMN offered_count integer NOT NULL DEFAULT 0;
ALTER TABLE sign_ups ADD COLUMN offered_until timestamptz; -- NULL: no open offer
ALTER TABLE sign_ups ADD CONSTRAINT offered_waits CHECK (offered_until IS NULL OR state = 'waiting');
CREATE INDEX sign_ups_offered ON sign_ups (offered_until) WHERE offered_until IS NOT NULL;

-- When an offer ends: when it was said to, and an hour before the start at the latest, also when the start was moved.
CREATE FUNCTION offer_ends(offered_until timestamptz, starts_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT least(offered_until, starts_at - interval '1 hour')
$$;

-- An open offer holds its place. Nobody is offered one who does not wait.
ALTER TABLE activities DROP CONSTRAINT never_oversold;
ALTER TABLE activities ADD CONSTRAINT never_oversold CHECK (joined_count + offered_count <= places);
ALTER TABLE activities ADD CONSTRAINT offered_are_waiting CHECK (offered_count BETWEEN 0 AND waiting_count);

CREATE OR REPLACE FUNCTION count_sign_ups() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE joined integer := 0; waiting integer := 0; offered integer := 0; activity uuid;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    activity := OLD.activity_id;
    joined := joined - (OLD.state = 'joined')::int; waiting := waiting - (OLD.state = 'waiting')::int; offered := offered - (OLD.offered_until IS NOT NULL)::int;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    activity := NEW.activity_id;
    joined := joined + (NEW.state = 'joined')::int; waiting := waiting + (NEW.state = 'waiting')::int; offered := offered + (NEW.offered_until IS NOT NULL)::int;
  END IF;
  IF joined <> 0 OR waiting <> 0 OR offered <> 0 THEN
    UPDATE activities SET joined_count = joined_count + joined, waiting_count = waiting_count + waiting, offered_count = offered_count + offered WHERE id = activity;
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER sign_ups_counted ON sign_ups;
CREATE TRIGGER sign_ups_counted AFTER INSERT OR UPDATE OF state, offered_until OR DELETE ON sign_ups
  FOR EACH ROW EXECUTE FUNCTION count_sign_ups();

-- As before, and: an offer is made by the line, to somebody who waits, and ends with the waiting.
CREATE OR REPLACE FUNCTION keep_the_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE activity activities;
BEGIN
  IF NEW.state <> 'waiting' THEN NEW.offered_until := NULL; END IF;
  IF app_person() IS NOT NULL AND NEW.state = 'waiting' AND NEW.offered_until IS DISTINCT FROM OLD.offered_until THEN
    RAISE EXCEPTION 'the line decides who is next';
  END IF;
  IF NEW.state = 'left' OR app_person() IS NULL OR (TG_OP = 'UPDATE' AND OLD.state = NEW.state) THEN RETURN NEW; END IF;
  SELECT * INTO activity FROM activities WHERE id = NEW.activity_id;
  IF activity.published_at IS NULL OR activity.cancelled_at IS NOT NULL
    OR (activity.visibility = 'members' AND activity.host_id IS DISTINCT FROM app_person() AND NOT belongs_to(activity.organisation_id)) THEN
    RAISE EXCEPTION 'this activity is not open';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'left' THEN NEW.queue_number := nextval('sign_up_queue'); END IF;
  IF NEW.state = 'joined' AND (activity.waiting_count > 0 OR (TG_OP = 'UPDATE' AND OLD.state = 'waiting')) THEN
    RAISE EXCEPTION 'the line decides who is next';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER sign_ups_in_line ON sign_ups;
CREATE TRIGGER sign_ups_in_line BEFORE INSERT OR UPDATE OF state, offered_until ON sign_ups FOR EACH ROW EXECUTE FUNCTION keep_the_line();

GRANT UPDATE (offer_hours) ON activities TO samkraft_app;
GRANT UPDATE (offered_until) ON sign_ups TO samkraft_app;

-- The line lets in or offers, nothing else; an offer that ran out ends, and only that.
DROP POLICY promotion ON sign_ups;
CREATE POLICY promotion ON sign_ups FOR UPDATE TO samkraft_app USING (app_system('waiting-list') AND state = 'waiting')
  WITH CHECK (app_system('waiting-list') AND (state = 'joined' OR offered_until IS NOT NULL));
CREATE POLICY lapsing ON sign_ups FOR UPDATE TO samkraft_app USING (app_system('offers') AND offered_until IS NOT NULL)
  WITH CHECK (app_system('offers') AND state = 'left');
CREATE POLICY lapsing_reads ON sign_ups FOR SELECT TO samkraft_app USING (app_system('offers'));
CREATE POLICY lapsing_reads ON activities FOR SELECT TO samkraft_app USING (app_system('offers'));
CREATE POLICY lapsing_reads ON people FOR SELECT TO samkraft_app USING (app_system('offers'));

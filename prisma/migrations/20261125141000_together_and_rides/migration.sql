-- Two who come together, and rides. What people arrange between them is for the two alone: not for those who lead, not for
-- coordinators. First names stand in the rows, so that nobody needs to see more of anybody.

CREATE TABLE together (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  inviter_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  inviter_name text NOT NULL CHECK (length(inviter_name) BETWEEN 1 AND 80),
  invited_id uuid REFERENCES people ON DELETE CASCADE, -- NULL: nobody has said yes yet
  invited_name text CHECK (length(invited_name) BETWEEN 1 AND 80),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  ended_at timestamptz, -- taken back, declined, or they go each their own way
  CHECK (invited_id <> inviter_id),
  CHECK ((accepted_at IS NULL) = (invited_id IS NULL))
);
-- One at a time.
CREATE UNIQUE INDEX together_inviter ON together (activity_id, inviter_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX together_invited ON together (activity_id, invited_id) WHERE ended_at IS NULL;
CREATE INDEX together_by ON together (inviter_id, created_at);

-- Where and when the two meet before it begins.
CREATE TABLE together_meetings (
  together_id uuid PRIMARY KEY REFERENCES together ON DELETE CASCADE,
  place text NOT NULL CHECK (length(place) <= 2000), -- encrypted
  at timestamptz,
  changed_at timestamptz NOT NULL
);

CREATE TABLE rides (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  seats integer CHECK (seats BETWEEN 1 AND 8), -- NULL: needs one
  taken integer NOT NULL DEFAULT 0 CHECK (taken >= 0),
  area text NOT NULL CHECK (length(area) <= 600), -- encrypted; roughly where from, never an address
  created_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  CONSTRAINT no_more_than_seats CHECK (taken <= coalesce(seats, 0))
);
CREATE UNIQUE INDEX rides_one_each ON rides (activity_id, person_id) WHERE withdrawn_at IS NULL;

-- A seat that somebody asked a driver for.
CREATE TABLE ride_seats (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  ride_id uuid NOT NULL REFERENCES rides ON DELETE CASCADE,
  passenger_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  state text NOT NULL CHECK (state IN ('asked', 'yes', 'no', 'withdrawn')),
  asked_at timestamptz NOT NULL,
  answered_at timestamptz
);
CREATE UNIQUE INDEX ride_seats_one_each ON ride_seats (ride_id, passenger_id) WHERE state IN ('asked', 'yes');
CREATE INDEX ride_seats_passenger ON ride_seats (passenger_id);

-- What the two tell each other: where to be picked up, a telephone number if they like. The other reads it after a yes.
CREATE TABLE ride_words (
  seat_id uuid NOT NULL REFERENCES ride_seats ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  place text NOT NULL CHECK (length(place) <= 2000), -- encrypted
  phone text CHECK (length(phone) <= 600), -- encrypted
  PRIMARY KEY (seat_id, person_id)
);

CREATE FUNCTION goes_together(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM together t WHERE t.id = wanted AND t.accepted_at IS NOT NULL AND t.ended_at IS NULL AND app_person() IN (t.inviter_id, t.invited_id))
$$;
-- Whom an open invitation, or a pair, is about: the program may sign nobody else up or off.
CREATE FUNCTION is_in_pair(activity uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT app_system('together') AND EXISTS (SELECT FROM together t WHERE t.activity_id = activity AND t.ended_at IS NULL AND person IN (t.inviter_id, t.invited_id))
$$;
-- Whether the one who invited may come at all: what is for members is for those who belong today, and for its host.
CREATE FUNCTION may_be_taken_along(activity uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT app_system('together') AND EXISTS (SELECT FROM activities a WHERE a.id = activity AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL
    AND (a.visibility <> 'members' OR a.host_id = person OR EXISTS (SELECT FROM memberships m WHERE m.organisation_id = a.organisation_id AND m.person_id = person
      AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date))))
$$;
CREATE FUNCTION drives(ride uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM rides r WHERE r.id = ride AND r.person_id = app_person())
$$;
CREATE FUNCTION shares_ride(seat uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM ride_seats s JOIN rides r ON r.id = s.ride_id WHERE s.id = seat AND s.state = 'yes' AND app_person() IN (s.passenger_id, r.person_id))
$$;

-- Two who wait stand where the last of them stands, as one: nobody behind them is passed.
CREATE FUNCTION stand_as_one() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE sign_ups s SET queue_number = pair.last FROM (
    SELECT max(w.queue_number) AS last, count(*) AS waiting FROM sign_ups w
    WHERE w.activity_id = NEW.activity_id AND w.person_id IN (NEW.inviter_id, NEW.invited_id) AND w.state = 'waiting' AND w.offered_until IS NULL) pair
  WHERE pair.waiting = 2 AND s.activity_id = NEW.activity_id AND s.person_id IN (NEW.inviter_id, NEW.invited_id);
  RETURN NULL;
END $$;
CREATE TRIGGER together_in_line AFTER UPDATE OF accepted_at ON together FOR EACH ROW WHEN (NEW.accepted_at IS NOT NULL AND OLD.accepted_at IS NULL)
  EXECUTE FUNCTION stand_as_one();
CREATE OR REPLACE FUNCTION place_in_line(activity uuid) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(DISTINCT s.queue_number)::int FROM sign_ups s WHERE s.activity_id = activity AND s.state = 'waiting' AND s.queue_number <=
    (SELECT mine.queue_number FROM sign_ups mine WHERE mine.activity_id = activity AND mine.person_id = app_person() AND mine.state = 'waiting')
$$;

-- As before, and: whoever comes back stands at the end, also when somebody takes them along.
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
  IF NEW.state = 'joined' AND (activity.waiting_count > 0 OR (TG_OP = 'UPDATE' AND OLD.state = 'waiting')) THEN
    RAISE EXCEPTION 'the line decides who is next';
  END IF;
  RETURN NEW;
END $$;

-- How many seats are taken is a fact of the table; others see the number, and not who.
CREATE FUNCTION count_seats() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE rides SET taken = taken + (NEW.state = 'yes')::int - (TG_OP = 'UPDATE' AND OLD.state = 'yes')::int WHERE id = NEW.ride_id;
  RETURN NULL;
END $$;
CREATE TRIGGER ride_seats_counted AFTER INSERT OR UPDATE OF state ON ride_seats FOR EACH ROW EXECUTE FUNCTION count_seats();

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['together', 'together_meetings', 'rides', 'ride_seats', 'ride_words'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT ON %I TO samkraft_app', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
GRANT INSERT (id, activity_id, inviter_id, inviter_name, created_at, expires_at), UPDATE (invited_id, invited_name, accepted_at, ended_at) ON together TO samkraft_app;
GRANT INSERT, UPDATE (place, at, changed_at), DELETE ON together_meetings TO samkraft_app;
GRANT INSERT (id, activity_id, person_id, name, seats, area, created_at), UPDATE (withdrawn_at), DELETE ON rides TO samkraft_app;
GRANT INSERT (id, ride_id, passenger_id, name, state, asked_at), UPDATE (state, answered_at) ON ride_seats TO samkraft_app;
GRANT INSERT, DELETE ON ride_words TO samkraft_app;

-- The two, and the line, which must know who stands as one.
CREATE POLICY own ON together FOR SELECT TO samkraft_app USING (app_person() IN (inviter_id, invited_id));
CREATE POLICY program_reads ON together FOR SELECT TO samkraft_app USING (app_system('together', 'waiting-list'));
CREATE POLICY own_invite ON together FOR INSERT TO samkraft_app WITH CHECK (
  inviter_id = app_person() AND EXISTS (SELECT FROM activities a WHERE a.id = activity_id AND a.published_at IS NOT NULL AND a.cancelled_at IS NULL));
CREATE POLICY own_end ON together FOR UPDATE TO samkraft_app USING (app_person() IN (inviter_id, invited_id)) WITH CHECK (
  app_person() IN (inviter_id, invited_id) AND ended_at IS NOT NULL);
-- Whoever says yes has proved it with the invitation's address.
CREATE POLICY answers ON together FOR UPDATE TO samkraft_app USING (app_system('together') AND ended_at IS NULL) WITH CHECK (app_system('together'));

CREATE POLICY the_two ON together_meetings FOR ALL TO samkraft_app USING (goes_together(together_id));
CREATE POLICY forgets ON together_meetings FOR DELETE TO samkraft_app USING (app_system('rides'));
CREATE POLICY forgets_reads ON together_meetings FOR SELECT TO samkraft_app USING (app_system('rides'));
CREATE POLICY forgets_reads ON together FOR SELECT TO samkraft_app USING (app_system('rides'));

CREATE POLICY together_reads ON sign_ups FOR SELECT TO samkraft_app USING (app_system('together'));
CREATE POLICY together_takes_in ON sign_ups FOR INSERT TO samkraft_app WITH CHECK (
  app_system('together') AND is_in_pair(activity_id, person_id) AND may_be_taken_along(activity_id, person_id));
CREATE POLICY together_changes ON sign_ups FOR UPDATE TO samkraft_app USING (app_system('together') AND is_in_pair(activity_id, person_id))
  WITH CHECK (app_system('together') AND offered_until IS NULL AND (state = 'left' OR may_be_taken_along(activity_id, person_id)));
CREATE POLICY together_reads ON activities FOR SELECT TO samkraft_app USING (app_system('together'));

-- Those who come to the same activity see who has a seat or needs one, roughly from where.
CREATE POLICY own ON rides FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY who_comes ON rides FOR SELECT TO samkraft_app USING (withdrawn_at IS NULL AND has_joined(activity_id));
CREATE POLICY own_ride ON rides FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND has_joined(activity_id));
CREATE POLICY own_withdraw ON rides FOR UPDATE TO samkraft_app USING (person_id = app_person() AND withdrawn_at IS NULL) WITH CHECK (
  person_id = app_person() AND withdrawn_at IS NOT NULL);
CREATE POLICY program ON rides FOR ALL TO samkraft_app USING (app_system('rides'));
CREATE POLICY rides_reads ON activities FOR SELECT TO samkraft_app USING (app_system('rides'));

CREATE POLICY the_two ON ride_seats FOR SELECT TO samkraft_app USING (passenger_id = app_person() OR drives(ride_id));
CREATE POLICY asks ON ride_seats FOR INSERT TO samkraft_app WITH CHECK (passenger_id = app_person() AND state = 'asked'
  AND EXISTS (SELECT FROM rides r WHERE r.id = ride_id AND r.withdrawn_at IS NULL AND r.seats IS NOT NULL AND r.person_id <> app_person() AND has_joined(r.activity_id)));
CREATE POLICY gives_up ON ride_seats FOR UPDATE TO samkraft_app USING (passenger_id = app_person() AND state IN ('asked', 'yes')) WITH CHECK (
  passenger_id = app_person() AND state = 'withdrawn');
CREATE POLICY answers ON ride_seats FOR UPDATE TO samkraft_app USING (drives(ride_id) AND state IN ('asked', 'yes')) WITH CHECK (
  drives(ride_id) AND state IN ('yes', 'no'));
CREATE POLICY program_reads ON ride_seats FOR SELECT TO samkraft_app USING (app_system('rides'));
CREATE POLICY program_ends ON ride_seats FOR UPDATE TO samkraft_app USING (app_system('rides')) WITH CHECK (app_system('rides') AND state = 'withdrawn');

CREATE POLICY own ON ride_words FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY after_yes ON ride_words FOR SELECT TO samkraft_app USING (shares_ride(seat_id));
CREATE POLICY own_words ON ride_words FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person()
  AND EXISTS (SELECT FROM ride_seats s WHERE s.id = seat_id AND s.state IN ('asked', 'yes')));
CREATE POLICY forgets ON ride_words FOR DELETE TO samkraft_app USING (app_system('rides'));
CREATE POLICY forgets_reads ON ride_words FOR SELECT TO samkraft_app USING (app_system('rides'));

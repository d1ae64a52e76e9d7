-- The line, the names, the school and supervision, narrowed to what each needs.

-- A person asks, pauses, takes it back and asks again; that somebody was found is the coordinators' to say. Their words and days are
-- theirs alone. The place in the line begins with the asking, and while two walk together the pairing is ended first.
CREATE OR REPLACE FUNCTION keep_request() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF app_person() IS NULL THEN RETURN NEW; END IF; -- the program's purposes are bound by their policies
  IF NEW.person_id = app_person() THEN
    IF NEW.state = 'paired' AND OLD.state <> 'paired' THEN RAISE EXCEPTION 'not open to this step: % to %', OLD.state, NEW.state; END IF;
    IF NEW.state <> OLD.state AND EXISTS (SELECT FROM pairings p WHERE p.request_id = NEW.id AND p.state <> 'ended') THEN
      RAISE EXCEPTION 'not open to this step while two walk together: % to %', OLD.state, NEW.state;
    END IF;
    IF NEW.asked_at <> OLD.asked_at AND NOT (OLD.state = 'withdrawn' AND NEW.state = 'waiting') THEN RAISE EXCEPTION 'not open to you: asked_at'; END IF;
  ELSE
    IF NEW.sealed IS DISTINCT FROM OLD.sealed AND NEW.sealed IS NOT NULL THEN RAISE EXCEPTION 'these words are the participant''s'; END IF;
    IF (NEW.asked_at, NEW.starts_on, NEW.released_on) IS DISTINCT FROM (OLD.asked_at, OLD.starts_on, OLD.released_on) THEN RAISE EXCEPTION 'these days are the participant''s'; END IF;
    IF NEW.state = 'withdrawn' THEN RAISE EXCEPTION 'not open to this step: % to %', OLD.state, NEW.state; END IF;
  END IF;
  RETURN NEW;
END $$;

-- Coordinators know by name who gives time, asks or walks with somebody, as long as they do; the two of what has ended are named where it stands (names_in).
CREATE OR REPLACE FUNCTION known_by_companions(person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM volunteers v WHERE v.person_id = person AND v.sealed IS NOT NULL AND works_for(v.organisation_id, 'coordinator'))
    OR EXISTS (SELECT FROM companion_requests r WHERE r.person_id = person AND r.state <> 'withdrawn' AND works_for(r.organisation_id, 'coordinator') AND NOT walked_beside(r.organisation_id, person))
    OR EXISTS (SELECT FROM pairings p WHERE person IN (p.participant_id, p.companion_id) AND p.state <> 'ended' AND coordinates_pairing(p.id))
$$;

-- The mailer has everything it sends in the mail itself.
DROP POLICY program_reads ON appointments;
CREATE POLICY program_reads ON appointments FOR SELECT TO samkraft_app USING (app_system('companions'));

-- That a quiz was passed stands in what was answered: a learner does not write it down by themselves.
CREATE OR REPLACE FUNCTION keep_progress() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE module school_modules; own boolean := NEW.person_id = app_person();
BEGIN
  SELECT * INTO module FROM school_modules m WHERE m.id = NEW.module_id;
  NEW.course_id := module.course_id;
  NEW.organisation_id := (SELECT c.organisation_id FROM school_courses c WHERE c.id = module.course_id);
  IF app_person() IS NOT NULL THEN
    IF own AND (NEW.signed_at, NEW.signed_by) IS DISTINCT FROM (CASE WHEN TG_OP = 'UPDATE' THEN OLD.signed_at END, CASE WHEN TG_OP = 'UPDATE' THEN OLD.signed_by END) THEN
      RAISE EXCEPTION 'nobody signs off their own practice';
    END IF;
    IF NOT own AND (TG_OP = 'INSERT' OR (NEW.read_at, NEW.answers, NEW.passed_at, NEW.asked_at) IS DISTINCT FROM (OLD.read_at, OLD.answers, OLD.passed_at, OLD.asked_at)) THEN
      RAISE EXCEPTION 'this progress is the learner''s';
    END IF;
    IF NOT own AND NEW.signed_by IS DISTINCT FROM app_person() THEN RAISE EXCEPTION 'signed by who signs'; END IF;
    -- A coordinator may have changed the quiz at this moment: then it is as if it had not been answered right, and nothing breaks.
    IF own AND NOT EXISTS (SELECT FROM jsonb_each(module.quiz) quiz
        WHERE NEW.answers = (SELECT jsonb_agg(question->'right' ORDER BY number) FROM jsonb_array_elements(quiz.value) WITH ORDINALITY AS asked (question, number))) THEN
      NEW.passed_at := NULL;
    END IF;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    NEW.read_at := coalesce(OLD.read_at, NEW.read_at);
    NEW.passed_at := coalesce(OLD.passed_at, NEW.passed_at);
    NEW.signed_by := CASE WHEN OLD.signed_at IS NULL THEN NEW.signed_by ELSE OLD.signed_by END;
    NEW.signed_at := coalesce(OLD.signed_at, NEW.signed_at);
    NEW.done_at := OLD.done_at;
  END IF;
  IF NEW.done_at IS NULL AND (CASE WHEN module.quiz <> '{}' THEN NEW.passed_at ELSE NEW.read_at END) IS NOT NULL AND (NOT module.practice OR NEW.signed_at IS NOT NULL) THEN
    NEW.done_at := greatest(NEW.read_at, NEW.passed_at, NEW.signed_at);
  END IF;
  RETURN NEW;
END $$;

-- Others read what somebody thought only while the writer has the page on which it is taken back; taking it back needs nothing.
CREATE FUNCTION still_learns(module uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM school_modules m JOIN school_courses c ON c.id = m.course_id
    WHERE m.id = module AND m.published_at IS NOT NULL AND m.retired_at IS NULL AND c.published_at IS NOT NULL AND c.retired_at IS NULL AND (
      EXISTS (SELECT FROM volunteers v WHERE v.organisation_id = c.organisation_id AND v.person_id = person AND v.state <> 'left')
      OR EXISTS (SELECT FROM memberships w WHERE w.organisation_id = c.organisation_id AND w.person_id = person AND w.role IN ('volunteer', 'organiser', 'coordinator', 'administrator')
        AND w.valid_from <= current_date AND (w.valid_to IS NULL OR w.valid_to >= current_date))))
$$;
DROP POLICY own ON school_reflections;
CREATE POLICY own ON school_reflections FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY own_write ON school_reflections FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND learns_module(module_id));
CREATE POLICY own_change ON school_reflections FOR UPDATE TO samkraft_app USING (person_id = app_person()) WITH CHECK (person_id = app_person() AND (NOT shared OR learns_module(module_id)));
CREATE POLICY own_remove ON school_reflections FOR DELETE TO samkraft_app USING (person_id = app_person());
DROP POLICY shared_with_supervisors ON school_reflections;
CREATE POLICY shared_with_supervisors ON school_reflections FOR SELECT TO samkraft_app USING (shared AND signs_off_module(module_id) AND still_learns(module_id, person_id));

-- Nobody writes down their own supervision: a coordinator whom another one invited is there as who gives time.
CREATE FUNCTION records_supervision(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM appointments a WHERE a.id = wanted AND a.kind = 'supervision' AND works_for(a.organisation_id, 'coordinator')
    AND (a.created_by = app_person() OR NOT EXISTS (SELECT FROM appointment_people p WHERE p.appointment_id = a.id AND p.person_id = app_person())))
$$;
DROP POLICY coordinators_record ON supervisions;
CREATE POLICY coordinators_record ON supervisions FOR UPDATE TO samkraft_app USING (records_supervision(appointment_id));
DROP POLICY coordinators ON supervision_attendance;
CREATE POLICY coordinators ON supervision_attendance FOR SELECT TO samkraft_app
  USING (EXISTS (SELECT FROM supervisions s WHERE s.appointment_id = supervision_attendance.appointment_id AND works_for(s.organisation_id, 'coordinator')));
CREATE POLICY coordinators_record ON supervision_attendance FOR INSERT TO samkraft_app WITH CHECK (records_supervision(appointment_id) AND invited_to_supervision(appointment_id, person_id));
CREATE POLICY coordinators_mend ON supervision_attendance FOR DELETE TO samkraft_app USING (records_supervision(appointment_id));
DROP POLICY coordinators ON supervision_notes;
CREATE POLICY coordinators ON supervision_notes FOR ALL TO samkraft_app USING (records_supervision(appointment_id));

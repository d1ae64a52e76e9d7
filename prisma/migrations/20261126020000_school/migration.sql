-- The school of those who give time, and supervision of those who walk beside somebody.

-- Texts are kept per language: {"nb": {"title": …, "about": …}}.
CREATE TABLE school_courses (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')), -- which it was written in first
  kinds text[] NOT NULL DEFAULT '{}' CHECK (kinds <@ ARRAY['companion', 'peer', 'adviser', 'helper']), -- whom it makes ready
  texts jsonb NOT NULL CHECK (jsonb_typeof(texts) = 'object' AND texts <> '{}' AND length(texts::text) <= 40000),
  version integer NOT NULL DEFAULT 1,
  published_at timestamptz,
  retired_at timestamptz, -- gates nobody any more; what people have done stays theirs
  created_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX school_courses_organisation ON school_courses (organisation_id);

CREATE TABLE school_modules (
  id uuid PRIMARY KEY,
  course_id uuid NOT NULL REFERENCES school_courses ON DELETE CASCADE,
  position integer NOT NULL,
  texts jsonb NOT NULL CHECK (jsonb_typeof(texts) = 'object' AND texts <> '{}' AND length(texts::text) <= 400000),
  quiz jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(quiz) = 'object' AND length(quiz::text) <= 100000), -- {"nb": [{question, options, right, why}]}
  practice boolean NOT NULL DEFAULT false, -- done with others, and signed off
  version integer NOT NULL DEFAULT 1,
  published_at timestamptz,
  retired_at timestamptz
);
CREATE INDEX school_modules_course ON school_modules (course_id, position);

-- What of what the organisation plans belongs to a module; joined as everything else is.
CREATE TABLE school_meetings (
  module_id uuid NOT NULL REFERENCES school_modules ON DELETE CASCADE,
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  PRIMARY KEY (module_id, activity_id)
);
CREATE INDEX school_meetings_activity ON school_meetings (activity_id);

-- Volunteers who may sign off practice, beside the coordinators.
CREATE TABLE school_supervisors (
  course_id uuid NOT NULL REFERENCES school_courses ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  PRIMARY KEY (course_id, person_id)
);
CREATE INDEX school_supervisors_person ON school_supervisors (person_id);

-- How far somebody has come with a module. `done_at` is the database's own: once done it stays done, whatever is edited.
CREATE TABLE school_progress (
  module_id uuid NOT NULL REFERENCES school_modules ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  course_id uuid NOT NULL REFERENCES school_courses ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  read_at timestamptz,
  answers jsonb CHECK (length(answers::text) <= 2000), -- what is ticked in the quiz, so that nothing is lost
  passed_at timestamptz, -- all of the quiz was right
  asked_at timestamptz, -- has practised and asks for it to be signed off
  signed_at timestamptz,
  signed_by uuid REFERENCES people ON DELETE SET NULL,
  done_at timestamptz,
  PRIMARY KEY (module_id, person_id)
);
CREATE INDEX school_progress_person ON school_progress (person_id);
CREATE INDEX school_progress_course ON school_progress (course_id);

-- What somebody answers to a question to think about. Theirs; others read it only while they share it.
CREATE TABLE school_reflections (
  module_id uuid NOT NULL REFERENCES school_modules ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  sealed text NOT NULL CHECK (length(sealed) <= 20000), -- encrypted
  shared boolean NOT NULL DEFAULT false,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (module_id, person_id)
);
CREATE INDEX school_reflections_person ON school_reflections (person_id);

-- Somebody has done every module there was. Written by the database, and never taken back.
CREATE TABLE school_completions (
  course_id uuid NOT NULL REFERENCES school_courses ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  completed_at timestamptz NOT NULL,
  PRIMARY KEY (course_id, person_id)
);
CREATE INDEX school_completions_person ON school_completions (person_id);

-- A supervision is an appointment; here is what kind of one, and what came of it.
CREATE TABLE supervisions (
  appointment_id uuid PRIMARY KEY REFERENCES appointments ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  form text NOT NULL CHECK (form IN ('group', 'talk')),
  places integer NOT NULL CHECK (places BETWEEN 1 AND 30),
  recorded_at timestamptz,
  recorded_by uuid REFERENCES people ON DELETE SET NULL,
  minutes integer CHECK (minutes BETWEEN 5 AND 600),
  CHECK ((recorded_at IS NULL) = (minutes IS NULL)),
  CHECK (form = 'group' OR places = 1)
);
CREATE INDEX supervisions_organisation ON supervisions (organisation_id);
CREATE TABLE supervision_attendance (
  appointment_id uuid NOT NULL REFERENCES supervisions ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  PRIMARY KEY (appointment_id, person_id)
);
CREATE INDEX supervision_attendance_person ON supervision_attendance (person_id);
CREATE TABLE supervision_notes (
  appointment_id uuid PRIMARY KEY REFERENCES supervisions ON DELETE CASCADE,
  sealed text NOT NULL CHECK (length(sealed) <= 20000), -- encrypted
  written_by uuid REFERENCES people ON DELETE SET NULL,
  changed_at timestamptz NOT NULL
);

-- ── what policies ask ───────────────────────────────────────────────────────────────────────────────────────

-- Who may learn: who gives time here or is on the way to it, and everybody with a task in the organisation.
CREATE FUNCTION may_learn(org uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT works_for(org, 'volunteer', 'organiser', 'coordinator', 'administrator')
    OR EXISTS (SELECT FROM volunteers v WHERE v.organisation_id = org AND v.person_id = app_person() AND v.state <> 'left')
$$;
CREATE FUNCTION learns_course(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM school_courses c WHERE c.id = wanted AND c.published_at IS NOT NULL AND c.retired_at IS NULL AND may_learn(c.organisation_id))
$$;
CREATE FUNCTION learns_module(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM school_modules m WHERE m.id = wanted AND m.published_at IS NOT NULL AND m.retired_at IS NULL AND learns_course(m.course_id))
$$;
CREATE FUNCTION teaches(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM school_courses c WHERE c.id = wanted AND works_for(c.organisation_id, 'coordinator'))
$$;
CREATE FUNCTION teaches_module(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM school_modules m WHERE m.id = wanted AND teaches(m.course_id))
$$;
-- Signs off practice: a coordinator, or who was named for it and still gives time here.
CREATE FUNCTION signs_off(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT teaches(wanted) OR EXISTS (SELECT FROM school_supervisors s JOIN school_courses c ON c.id = s.course_id
    WHERE s.course_id = wanted AND s.person_id = app_person() AND may_learn(c.organisation_id))
$$;
CREATE FUNCTION signs_off_module(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM school_modules m WHERE m.id = wanted AND signs_off(m.course_id))
$$;
CREATE FUNCTION has_done_module(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM school_progress p WHERE p.module_id = wanted AND p.person_id = app_person() AND p.done_at IS NOT NULL)
$$;
CREATE FUNCTION has_done_in_course(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM school_progress p WHERE p.course_id = wanted AND p.person_id = app_person() AND p.done_at IS NOT NULL)
$$;
-- Who has begun, by name: all of them for coordinators, those who ask for a sign-off for who may give it.
CREATE FUNCTION learners_of(wanted uuid) RETURNS TABLE (person_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.name FROM people p WHERE (teaches(wanted) AND EXISTS (SELECT FROM school_progress s WHERE s.course_id = wanted AND s.person_id = p.id))
    OR (signs_off(wanted) AND EXISTS (SELECT FROM school_progress s WHERE s.course_id = wanted AND s.person_id = p.id AND s.asked_at IS NOT NULL)) ORDER BY p.name, p.id
$$;
-- Who signed off, for the learner and those who sign off.
CREATE FUNCTION signer_of(module uuid, learner uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT who.name FROM school_progress p JOIN people who ON who.id = p.signed_by
  WHERE p.module_id = module AND p.person_id = learner AND (learner = app_person() OR signs_off(p.course_id))
$$;
CREATE FUNCTION invited_to_supervision(appointment uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM appointment_people p WHERE p.appointment_id = appointment AND p.person_id = person)
$$;

-- ── what must hold, whoever writes ──────────────────────────────────────────────────────────────────────────

-- A learner says what they have read, answered and practised; somebody else signs. Nothing that was reached is taken back.
CREATE FUNCTION keep_progress() RETURNS trigger
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
CREATE TRIGGER school_progress_kept BEFORE INSERT OR UPDATE ON school_progress FOR EACH ROW EXECUTE FUNCTION keep_progress();

-- Whoever has done every module that is in use has done the course.
CREATE FUNCTION complete_course(wanted uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO school_completions (course_id, person_id, completed_at)
    SELECT p.course_id, p.person_id, max(p.done_at) FROM school_progress p
    WHERE p.course_id = wanted AND p.done_at IS NOT NULL
      AND EXISTS (SELECT FROM school_modules m JOIN school_courses c ON c.id = m.course_id WHERE m.course_id = wanted AND m.published_at IS NOT NULL AND m.retired_at IS NULL AND c.published_at IS NOT NULL)
      AND NOT EXISTS (SELECT FROM school_modules m WHERE m.course_id = wanted AND m.published_at IS NOT NULL AND m.retired_at IS NULL
        AND NOT EXISTS (SELECT FROM school_progress d WHERE d.module_id = m.id AND d.person_id = p.person_id AND d.done_at IS NOT NULL))
    GROUP BY p.course_id, p.person_id
  ON CONFLICT DO NOTHING
$$;
REVOKE EXECUTE ON FUNCTION complete_course FROM PUBLIC;
CREATE FUNCTION note_completions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM complete_course(coalesce(NEW.course_id, OLD.course_id));
  RETURN NULL;
END $$;
CREATE TRIGGER school_progress_completes AFTER INSERT OR UPDATE OF read_at, passed_at, signed_at ON school_progress FOR EACH ROW WHEN (NEW.done_at IS NOT NULL) EXECUTE FUNCTION note_completions();
CREATE TRIGGER school_modules_complete AFTER UPDATE OF retired_at, published_at ON school_modules FOR EACH ROW EXECUTE FUNCTION note_completions();
CREATE TRIGGER school_modules_removed AFTER DELETE ON school_modules FOR EACH ROW EXECUTE FUNCTION note_completions();

-- ── policies ────────────────────────────────────────────────────────────────────────────────────────────────

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['school_courses', 'school_modules', 'school_meetings', 'school_supervisors', 'school_progress', 'school_reflections', 'school_completions', 'supervisions', 'supervision_attendance', 'supervision_notes'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
GRANT SELECT ON school_courses, school_modules, school_meetings, school_supervisors, school_progress, school_reflections, school_completions, supervisions, supervision_attendance, supervision_notes TO samkraft_app;
GRANT INSERT (id, organisation_id, language, kinds, texts, created_by, created_at), UPDATE (kinds, texts, version, published_at, retired_at), DELETE ON school_courses TO samkraft_app;
GRANT INSERT (id, course_id, position, texts, quiz, practice, published_at), UPDATE (position, texts, quiz, practice, version, published_at, retired_at), DELETE ON school_modules TO samkraft_app;
GRANT INSERT, DELETE ON school_meetings, school_supervisors, supervision_attendance TO samkraft_app;
GRANT INSERT (module_id, person_id, read_at, answers, passed_at, asked_at), UPDATE (read_at, answers, passed_at, asked_at, signed_at, signed_by) ON school_progress TO samkraft_app;
GRANT INSERT, UPDATE (sealed, shared, changed_at), DELETE ON school_reflections TO samkraft_app;
GRANT INSERT (appointment_id, organisation_id, form, places), UPDATE (recorded_at, recorded_by, minutes) ON supervisions TO samkraft_app;
GRANT INSERT, UPDATE (sealed, written_by, changed_at), DELETE ON supervision_notes TO samkraft_app;

CREATE POLICY coordinators ON school_courses FOR ALL TO samkraft_app USING (works_for(organisation_id, 'coordinator'));
CREATE POLICY learners ON school_courses FOR SELECT TO samkraft_app USING (published_at IS NOT NULL AND (may_learn(organisation_id) AND retired_at IS NULL OR has_done_in_course(id)));
CREATE POLICY program_reads ON school_courses FOR SELECT TO samkraft_app USING (app_system('companions'));
-- What somebody has begun is put away, not thrown away.
CREATE POLICY nothing_begun ON school_courses AS RESTRICTIVE FOR DELETE TO samkraft_app USING (NOT EXISTS (SELECT FROM school_progress p WHERE p.course_id = id));

CREATE POLICY coordinators ON school_modules FOR ALL TO samkraft_app USING (teaches(course_id));
CREATE POLICY learners ON school_modules FOR SELECT TO samkraft_app USING (learns_module(id) OR has_done_module(id));
CREATE POLICY supervisors ON school_modules FOR SELECT TO samkraft_app USING (practice AND signs_off(course_id));
CREATE POLICY program_reads ON school_modules FOR SELECT TO samkraft_app USING (app_system('companions'));
CREATE POLICY nothing_begun ON school_modules AS RESTRICTIVE FOR DELETE TO samkraft_app USING (NOT EXISTS (SELECT FROM school_progress p WHERE p.module_id = id));

CREATE POLICY coordinators ON school_meetings FOR ALL TO samkraft_app USING (teaches_module(module_id))
  WITH CHECK (EXISTS (SELECT FROM school_modules m JOIN school_courses c ON c.id = m.course_id JOIN activities a ON a.organisation_id = c.organisation_id
    WHERE m.id = module_id AND a.id = activity_id AND teaches(m.course_id)));
CREATE POLICY learners ON school_meetings FOR SELECT TO samkraft_app USING (learns_module(module_id));

CREATE POLICY coordinators ON school_supervisors FOR ALL TO samkraft_app USING (teaches(course_id));
CREATE POLICY own ON school_supervisors FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY program_reads ON school_supervisors FOR SELECT TO samkraft_app USING (app_system('companions'));

CREATE POLICY own ON school_progress FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY own_begin ON school_progress FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person() AND learns_module(module_id));
CREATE POLICY own_go_on ON school_progress FOR UPDATE TO samkraft_app USING (person_id = app_person() AND learns_module(module_id));
CREATE POLICY coordinators ON school_progress FOR SELECT TO samkraft_app USING (works_for(organisation_id, 'coordinator'));
CREATE POLICY supervisors ON school_progress FOR SELECT TO samkraft_app USING (asked_at IS NOT NULL AND signs_off(course_id));
CREATE POLICY supervisors_sign ON school_progress FOR UPDATE TO samkraft_app USING (asked_at IS NOT NULL AND person_id <> app_person() AND signs_off(course_id));
CREATE POLICY program_reads ON school_progress FOR SELECT TO samkraft_app USING (app_system('companions'));

CREATE POLICY own ON school_reflections FOR ALL TO samkraft_app USING (person_id = app_person()) WITH CHECK (person_id = app_person() AND learns_module(module_id));
CREATE POLICY shared_with_supervisors ON school_reflections FOR SELECT TO samkraft_app USING (shared AND signs_off_module(module_id));

CREATE POLICY own ON school_completions FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY coordinators ON school_completions FOR SELECT TO samkraft_app USING (teaches(course_id));
CREATE POLICY program_reads ON school_completions FOR SELECT TO samkraft_app USING (app_system('companions'));

CREATE POLICY coordinators ON supervisions FOR SELECT TO samkraft_app USING (works_for(organisation_id, 'coordinator'));
CREATE POLICY invited ON supervisions FOR SELECT TO samkraft_app USING (attends(appointment_id));
CREATE POLICY coordinators_plan ON supervisions FOR INSERT TO samkraft_app WITH CHECK (works_for(organisation_id, 'coordinator')
  AND EXISTS (SELECT FROM appointments a WHERE a.id = appointment_id AND a.organisation_id = supervisions.organisation_id AND a.kind = 'supervision'));
CREATE POLICY coordinators_record ON supervisions FOR UPDATE TO samkraft_app USING (works_for(organisation_id, 'coordinator'));
CREATE POLICY coordinators ON supervision_attendance FOR ALL TO samkraft_app
  USING (EXISTS (SELECT FROM supervisions s WHERE s.appointment_id = supervision_attendance.appointment_id AND works_for(s.organisation_id, 'coordinator')))
  WITH CHECK (EXISTS (SELECT FROM supervisions s WHERE s.appointment_id = supervision_attendance.appointment_id AND works_for(s.organisation_id, 'coordinator'))
    AND invited_to_supervision(appointment_id, person_id));
CREATE POLICY own ON supervision_attendance FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY coordinators ON supervision_notes FOR ALL TO samkraft_app
  USING (EXISTS (SELECT FROM supervisions s WHERE s.appointment_id = supervision_notes.appointment_id AND works_for(s.organisation_id, 'coordinator')));
-- Nothing is written about somebody behind their back: the note of a talk of two is for both.
CREATE POLICY whom_it_is_about ON supervision_notes FOR SELECT TO samkraft_app
  USING (EXISTS (SELECT FROM supervisions s WHERE s.appointment_id = supervision_notes.appointment_id AND s.form = 'talk' AND attends(s.appointment_id)));

-- Openings: jobs, work training, housing places and courses, and who applies for them.

CREATE TABLE openings (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 90),
  kind text NOT NULL CHECK (kind IN ('job', 'work-training', 'housing', 'course')),
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')), -- the original; other texts fall back to it
  percent integer CHECK (percent BETWEEN 10 AND 100 AND percent % 10 = 0), -- of a full position; NULL: not told
  places integer NOT NULL DEFAULT 1 CHECK (places BETWEEN 1 AND 1000),
  taken_count integer NOT NULL DEFAULT 0,
  starts_on date, -- NULL: as agreed
  apply_until timestamptz, -- the end of the last day; NULL: open until filled
  zone text NOT NULL,
  place_id uuid REFERENCES places ON DELETE SET NULL,
  area text NOT NULL DEFAULT '' CHECK (length(area) <= 120),
  lat double precision CHECK (lat BETWEEN -90 AND 90),
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  visibility text NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'members', 'unlisted')),
  contact_id uuid REFERENCES people ON DELETE SET NULL,
  version integer NOT NULL DEFAULT 1, -- grows with every edit; two tabs
  published_at timestamptz,
  published_by uuid REFERENCES people ON DELETE SET NULL,
  closed_at timestamptz,
  closed_by uuid REFERENCES people ON DELETE SET NULL, -- NULL: by itself
  closed_because text CHECK (closed_because IN ('chosen', 'deadline', 'filled')),
  created_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT never_overfilled CHECK (taken_count <= places)
);
CREATE INDEX openings_organisation ON openings (organisation_id, created_at);
CREATE INDEX openings_listed ON openings (published_at, id) WHERE published_at IS NOT NULL AND closed_at IS NULL AND visibility = 'public';

CREATE TABLE opening_texts (
  opening_id uuid NOT NULL REFERENCES openings ON DELETE CASCADE,
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 8000), -- Markdown
  tasks text NOT NULL DEFAULT '' CHECK (length(tasks) <= 2000),
  learns text NOT NULL DEFAULT '' CHECK (length(learns) <= 2000),
  adjustments text NOT NULL DEFAULT '' CHECK (length(adjustments) <= 2000),
  pay text NOT NULL DEFAULT '' CHECK (length(pay) <= 500),
  hours text NOT NULL DEFAULT '' CHECK (length(hours) <= 200),
  words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector(search_language(language), title), 'A') ||
    setweight(to_tsvector('simple', plain_text(title)), 'B') ||
    setweight(to_tsvector(search_language(language), description || ' ' || tasks || ' ' || learns), 'C')) STORED,
  letters text GENERATED ALWAYS AS (plain_text(title)) STORED,
  PRIMARY KEY (opening_id, language)
);

-- One row per person and opening for its whole story; each change of state is also a step with who and when.
CREATE TABLE applications (
  id uuid PRIMARY KEY,
  opening_id uuid NOT NULL REFERENCES openings ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('sent', 'talking', 'offered', 'accepted', 'started', 'ended', 'declined', 'turned-down', 'withdrawn', 'unanswered')),
  sealed text CHECK (length(sealed) <= 20000), -- words and phone, encrypted; NULL: erased when its time was over
  shares_email boolean NOT NULL DEFAULT false,
  looked_at timestamptz, -- by somebody who answers; from then on the words stand
  looked_by uuid REFERENCES people ON DELETE SET NULL,
  reminded integer NOT NULL DEFAULT 0, -- how often its readers were reminded since it last moved
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(), -- when it last moved
  UNIQUE (opening_id, person_id)
);
CREATE INDEX applications_person ON applications (person_id);
CREATE INDEX applications_waiting ON applications (changed_at) WHERE state IN ('sent', 'talking', 'offered');
CREATE INDEX applications_kept ON applications (changed_at) WHERE sealed IS NOT NULL AND state IN ('ended', 'declined', 'turned-down', 'withdrawn', 'unanswered');

CREATE TABLE application_steps (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES applications ON DELETE CASCADE,
  state text NOT NULL,
  person_id uuid REFERENCES people ON DELETE SET NULL, -- who did it; NULL: by itself
  at timestamptz NOT NULL,
  sealed text CHECK (length(sealed) <= 20000), -- what was said to the applicant, encrypted
  reason text CHECK (reason IN ('finished', 'moved-on', 'paused', 'stopped'))
);
CREATE INDEX application_steps_application ON application_steps (application_id, id);

-- What somebody wrote before they signed in, until they have: under a secret that only their browser holds.
CREATE TABLE application_drafts (
  secret_hash text PRIMARY KEY,
  opening_id uuid NOT NULL REFERENCES openings ON DELETE CASCADE,
  sealed text NOT NULL CHECK (length(sealed) <= 20000),
  expires_at timestamptz NOT NULL
);

-- ── what policies ask; each looks past RLS to answer one yes or no ──────────────────────────────────────────

CREATE FUNCTION plans_opening(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM openings o WHERE o.id = wanted AND works_for(o.organisation_id, 'organiser', 'coordinator', 'administrator'))
$$;
-- Who reads and answers applications: the contact person, the maker, the organisation's coordinators. Nobody else of the house.
CREATE FUNCTION hires(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM openings o WHERE o.id = wanted AND (works_for(o.organisation_id, 'coordinator')
    OR (o.contact_id = app_person() AND works_for(o.organisation_id, 'volunteer', 'organiser', 'coordinator', 'administrator'))
    OR (o.created_by = app_person() AND works_for(o.organisation_id, 'organiser', 'coordinator', 'administrator'))))
$$;
CREATE FUNCTION has_applied(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM applications a WHERE a.opening_id = wanted AND a.person_id = app_person())
$$;
CREATE FUNCTION place_of_house(org uuid, place uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT place IS NULL OR EXISTS (SELECT FROM places p WHERE p.id = place AND p.organisation_id = org)
$$;

-- ── names, as far as each may know them ─────────────────────────────────────────────────────────────────────

-- The contact's name stands on the opening's page, for whoever may see that page (the caller's own policies decide).
CREATE FUNCTION contact_name(opening uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.name FROM openings o JOIN people p ON p.id = o.contact_id WHERE o.id = opening
    AND (o.published_at IS NOT NULL OR works_for(o.organisation_id, 'organiser', 'coordinator', 'administrator'))
$$;
-- Applicants to those who answer them: the name always, the address only when it was shared.
CREATE FUNCTION applicants_of(opening uuid) RETURNS TABLE (application_id uuid, name text, email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id, p.name, CASE WHEN a.shares_email THEN p.email::text END
  FROM applications a JOIN people p ON p.id = a.person_id WHERE a.opening_id = opening AND a.state <> 'withdrawn' AND hires(opening)
$$;
-- Steps with the names of who took them, to the applicant and to those who answer.
CREATE FUNCTION steps_of(application uuid) RETURNS TABLE (id bigint, state text, at timestamptz, name text, own boolean, sealed text, reason text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.state, s.at, p.name, s.person_id IS NOT DISTINCT FROM a.person_id, s.sealed, s.reason
  FROM application_steps s JOIN applications a ON a.id = s.application_id LEFT JOIN people p ON p.id = s.person_id
  WHERE a.id = application AND (a.person_id = app_person() OR (a.state <> 'withdrawn' AND hires(a.opening_id))) ORDER BY s.id
$$;

-- Finds open public openings by words (lower case, letters and digits only). Like find_public it looks past row-level
-- security, and therefore only ever at what everybody may see. Every word must be found somewhere; closeness 0 is best.
CREATE FUNCTION find_openings(sought text[], reads text, since timestamptz) RETURNS TABLE (id uuid, closeness real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  telling text[] := ARRAY(SELECT w FROM unnest(sought) w WHERE numnode(to_tsquery(search_language(reads), w)) > 0);
BEGIN
  IF telling = '{}' THEN telling := sought; END IF;
  RETURN QUERY
  WITH word AS MATERIALIZED (
    SELECT n, plain_text(w) AS letters, '%' || plain_text(w) || '%' AS inside,
      to_tsquery('norwegian', w || ':*') || to_tsquery('swedish', w || ':*') || to_tsquery('english', w || ':*') || to_tsquery('simple', plain_text(w) || ':*') AS query,
      to_tsquery('simple', plain_text(w) || ':*AB') || to_tsquery(search_language(reads), w || ':*AB') AS in_title
    FROM unnest(telling) WITH ORDINALITY AS given (w, n)
  ), kind (kind, name) AS (VALUES ('job', 'jobb'), ('job', 'job'), ('job', 'arbeid'), ('job', 'arbete'), ('job', 'work'), ('job', 'stilling'),
    ('work-training', 'arbeidstrening'), ('work-training', 'arbetstraning'), ('work-training', 'training'), ('work-training', 'praksis'), ('work-training', 'praktik'),
    ('housing', 'bolig'), ('housing', 'boende'), ('housing', 'bostad'), ('housing', 'housing'), ('housing', 'home'), ('course', 'kurs'), ('course', 'course'), ('course', 'folkehogskole'), ('course', 'folkhogskola')
  ), hit AS MATERIALIZED (
    SELECT word.n, o.id AS opening, min(CASE
      WHEN t.words @@ word.in_title THEN 0
      WHEN t.letters LIKE word.inside THEN 1
      WHEN EXISTS (SELECT FROM kind WHERE kind.kind = o.kind AND kind.name LIKE word.letters || '%') THEN 1
      WHEN plain_text(o.area) LIKE word.inside OR ' ' || plain_text(house.name) LIKE '% ' || word.letters || '%' THEN 2
      WHEN t.words @@ word.query THEN 3
      WHEN length(word.letters) > 3 AND word_similarity(word.letters, t.letters) >= 0.5 THEN 5 - word_similarity(word.letters, t.letters)
      WHEN length(word.letters) > 3 AND word_similarity(word.letters, plain_text(o.area)) >= 0.5 THEN 5
    END)::real AS far
    FROM word CROSS JOIN openings o JOIN opening_texts t ON t.opening_id = o.id JOIN organisations house ON house.id = o.organisation_id
    WHERE o.published_at IS NOT NULL AND o.closed_at IS NULL AND o.visibility = 'public' AND (o.apply_until IS NULL OR o.apply_until > since)
    GROUP BY word.n, o.id
  )
  -- Letters that are nearly right count only for words that stand nowhere as they were written.
  SELECT hit.opening, sum(hit.far)::real FROM hit
  WHERE hit.far < 4 OR (hit.far >= 4 AND hit.n NOT IN (SELECT written.n FROM hit written WHERE written.far < 4))
  GROUP BY hit.opening HAVING count(*) = cardinality(telling);
END $$;

-- ── what must hold, whoever writes ──────────────────────────────────────────────────────────────────────────

-- A place is taken from the yes to an offer until the end. Decided after take_turn(opening), like places of activities.
CREATE FUNCTION count_taken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE taken integer := 0;
BEGIN
  IF TG_OP <> 'INSERT' THEN taken := taken - (OLD.state IN ('accepted', 'started'))::int; END IF;
  IF TG_OP <> 'DELETE' THEN taken := taken + (NEW.state IN ('accepted', 'started'))::int; END IF;
  IF taken <> 0 THEN
    UPDATE openings SET taken_count = taken_count + taken WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.opening_id ELSE NEW.opening_id END;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER applications_counted AFTER INSERT OR UPDATE OF state OR DELETE ON applications
  FOR EACH ROW EXECUTE FUNCTION count_taken();

-- Who may move an application where. The applicant sends, withdraws and answers an offer; those who answer do the rest.
CREATE FUNCTION keep_application() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE opening openings; was text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state ELSE 'none' END; allowed boolean;
BEGIN
  IF app_person() IS NULL THEN RETURN NEW; END IF; -- the program's purposes are bound by their policies
  IF NEW.person_id = app_person() THEN
    SELECT * INTO opening FROM openings WHERE id = NEW.opening_id;
    IF NEW.state = 'sent' AND was IN ('none', 'withdrawn') AND (opening.published_at IS NULL OR opening.closed_at IS NOT NULL
      OR hires(opening.id) OR (opening.visibility = 'members' AND NOT belongs_to(opening.organisation_id))) THEN
      RAISE EXCEPTION 'this opening is not open';
    END IF;
    IF TG_OP = 'UPDATE' AND was = 'sent' AND NEW.state = 'sent' AND OLD.looked_at IS NOT NULL AND NEW.sealed IS DISTINCT FROM OLD.sealed THEN
      RAISE EXCEPTION 'this application was read';
    END IF;
    IF TG_OP = 'UPDATE' AND was <> 'withdrawn' AND NEW.looked_at IS DISTINCT FROM OLD.looked_at THEN
      RAISE EXCEPTION 'not open to you: who read it';
    END IF;
    allowed := CASE NEW.state
      WHEN 'sent' THEN was IN ('none', 'withdrawn', 'sent')
      WHEN 'withdrawn' THEN was IN ('sent', 'talking', 'offered', 'accepted')
      WHEN 'accepted' THEN was = 'offered'
      WHEN 'turned-down' THEN was = 'offered'
      ELSE false END;
  ELSE
    IF TG_OP = 'UPDATE' AND (NEW.shares_email <> OLD.shares_email OR NEW.sealed IS DISTINCT FROM OLD.sealed) THEN
      RAISE EXCEPTION 'these words are the applicant''s';
    END IF;
    allowed := TG_OP = 'UPDATE' AND (NEW.state = was OR CASE NEW.state
      WHEN 'talking' THEN was = 'sent'
      WHEN 'offered' THEN was IN ('sent', 'talking')
      WHEN 'started' THEN was = 'accepted'
      WHEN 'ended' THEN was IN ('accepted', 'started')
      WHEN 'declined' THEN was IN ('sent', 'talking', 'offered')
      ELSE false END);
  END IF;
  IF NOT allowed THEN RAISE EXCEPTION 'not open to this step: % to %', was, NEW.state; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER applications_kept BEFORE INSERT OR UPDATE ON applications FOR EACH ROW EXECUTE FUNCTION keep_application();

-- Whoever becomes the contact reads applications, so only those who read them already choose who does.
CREATE FUNCTION keep_contact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF app_person() IS NOT NULL AND NEW.contact_id IS DISTINCT FROM OLD.contact_id AND NOT hires(OLD.id) THEN
    RAISE EXCEPTION 'not open to you: the contact';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER openings_contact BEFORE UPDATE OF contact_id ON openings FOR EACH ROW EXECUTE FUNCTION keep_contact();

-- ── policies ────────────────────────────────────────────────────────────────────────────────────────────────

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['openings', 'opening_texts', 'applications', 'application_steps', 'application_drafts'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['openings', 'opening_texts'] LOOP
    EXECUTE format('CREATE TRIGGER public_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION public_pages_changed()', t);
  END LOOP;
END $$;
GRANT SELECT ON openings, applications, application_steps TO samkraft_app;
GRANT INSERT (id, organisation_id, slug, kind, language, percent, places, starts_on, apply_until, zone, place_id, area, lat, lon, visibility, contact_id,
  created_by, created_at, updated_at) ON openings TO samkraft_app;
GRANT UPDATE (kind, language, percent, places, starts_on, apply_until, place_id, area, lat, lon, visibility, contact_id, version,
  published_at, published_by, closed_at, closed_by, closed_because, updated_at) ON openings TO samkraft_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON opening_texts TO samkraft_app;
GRANT INSERT (id, opening_id, person_id, state, sealed, shares_email, created_at, changed_at) ON applications TO samkraft_app;
GRANT UPDATE (state, sealed, shares_email, looked_at, looked_by, reminded, changed_at) ON applications TO samkraft_app;
GRANT INSERT (application_id, state, person_id, at, sealed, reason) ON application_steps TO samkraft_app;
GRANT UPDATE (sealed) ON application_steps TO samkraft_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON application_drafts TO samkraft_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO samkraft_app;

CREATE POLICY published ON openings FOR SELECT TO samkraft_app USING (
  (published_at IS NOT NULL AND visibility IN ('public', 'unlisted'))
  OR (published_at IS NOT NULL AND visibility = 'members' AND belongs_to(organisation_id))
  OR works_for(organisation_id, 'organiser', 'coordinator', 'administrator')
  OR (contact_id = app_person() AND published_at IS NOT NULL)
  OR (published_at IS NOT NULL AND has_applied(id))
  OR app_system('openings'));
CREATE POLICY planners_add ON openings FOR INSERT TO samkraft_app WITH CHECK (
  works_for(organisation_id, 'organiser', 'coordinator', 'administrator') AND created_by = app_person() AND place_of_house(organisation_id, place_id));
CREATE POLICY planners_edit ON openings FOR UPDATE TO samkraft_app
  USING (works_for(organisation_id, 'organiser', 'coordinator', 'administrator'))
  WITH CHECK (works_for(organisation_id, 'organiser', 'coordinator', 'administrator') AND place_of_house(organisation_id, place_id));
CREATE POLICY closes_by_itself ON openings FOR UPDATE TO samkraft_app
  USING (app_system('openings') AND published_at IS NOT NULL AND closed_at IS NULL)
  WITH CHECK (app_system('openings') AND closed_at IS NOT NULL AND closed_by IS NULL);

CREATE POLICY with_the_opening ON opening_texts FOR SELECT TO samkraft_app USING (EXISTS (SELECT FROM openings o WHERE o.id = opening_id));
CREATE POLICY planners_write ON opening_texts FOR ALL TO samkraft_app USING (plans_opening(opening_id));

CREATE POLICY own ON applications FOR SELECT TO samkraft_app USING (person_id = app_person());
-- What was withdrawn is nobody's to read but the applicant's.
CREATE POLICY answerers ON applications FOR SELECT TO samkraft_app USING (state <> 'withdrawn' AND hires(opening_id));
CREATE POLICY program_reads ON applications FOR SELECT TO samkraft_app USING (app_system('openings'));
CREATE POLICY own_apply ON applications FOR INSERT TO samkraft_app WITH CHECK (
  person_id = app_person() AND state = 'sent' AND EXISTS (SELECT FROM openings o WHERE o.id = opening_id));
CREATE POLICY own_change ON applications FOR UPDATE TO samkraft_app USING (person_id = app_person());
CREATE POLICY answerers_move ON applications FOR UPDATE TO samkraft_app
  USING (state <> 'withdrawn' AND hires(opening_id)) WITH CHECK (hires(opening_id));
CREATE POLICY program_minds ON applications FOR UPDATE TO samkraft_app USING (app_system('openings'));

CREATE POLICY with_the_application ON application_steps FOR SELECT TO samkraft_app USING (EXISTS (SELECT FROM applications a WHERE a.id = application_id));
CREATE POLICY as_it_moves ON application_steps FOR INSERT TO samkraft_app WITH CHECK (
  person_id IS NOT DISTINCT FROM app_person() AND EXISTS (SELECT FROM applications a WHERE a.id = application_id AND a.state = application_steps.state));
CREATE POLICY program_erases ON application_steps FOR UPDATE TO samkraft_app USING (app_system('openings')) WITH CHECK (app_system('openings') AND sealed IS NULL);

CREATE POLICY program_only ON application_drafts FOR ALL TO samkraft_app USING (app_system('openings'));

-- The program writes to those concerned, and finds out who works where.
CREATE POLICY openings_reads ON people FOR SELECT TO samkraft_app USING (app_system('openings'));
CREATE POLICY openings_reads ON memberships FOR SELECT TO samkraft_app USING (app_system('openings'));

-- Who applied for what is told to coordinators and to those who did it; whoever only plans reads what was done to the plan.
CREATE POLICY applications_are_kept ON history AS RESTRICTIVE FOR SELECT TO samkraft_app USING (
  event NOT LIKE 'application.%' OR actor = 'person:' || app_person() OR works_for(organisation_id, 'coordinator'));
CREATE POLICY opening_planners_read ON history FOR SELECT TO samkraft_app USING (
  subject_kind = 'opening' AND event LIKE 'opening.%' AND works_for(organisation_id, 'organiser'));

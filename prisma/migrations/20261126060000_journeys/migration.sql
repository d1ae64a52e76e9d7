-- Journeys: a person's own way, in their own words. They belong to the person and to no organisation; nobody else reads
-- them. Every text is encrypted under a key of the person's own: when that key is destroyed, no copy of the text opens again.

CREATE TABLE person_keys (
  person_id uuid PRIMARY KEY REFERENCES people ON DELETE CASCADE,
  sealed text NOT NULL CHECK (length(sealed) <= 400), -- the key itself, encrypted under SECRET_KEYS
  created_at timestamptz NOT NULL DEFAULT now()
);

-- The mapping conversation, a part at a time: saved as one goes, resumed later, none of it needed.
CREATE TABLE mapping_parts (
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  part text NOT NULL CHECK (part IN ('interests', 'needs', 'dreams', 'challenges', 'network', 'strengths')),
  sealed text NOT NULL CHECK (length(sealed) <= 30000),
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (person_id, part)
);

-- A goal in the person's own words, with what each of five levels (-2..2) would look like to them.
CREATE TABLE goals (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  main boolean NOT NULL DEFAULT false,
  sealed text NOT NULL CHECK (length(sealed) <= 30000),
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  set_aside_at timestamptz
);
CREATE INDEX goals_person ON goals (person_id);

-- How it goes, each time the person says so: the last one counts, the others are the way there.
CREATE TABLE goal_levels (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  goal_id uuid NOT NULL REFERENCES goals ON DELETE CASCADE,
  level smallint NOT NULL CHECK (level BETWEEN -2 AND 2),
  at timestamptz NOT NULL
);
CREATE INDEX goal_levels_goal ON goal_levels (goal_id, id);

CREATE TABLE goal_steps (
  id uuid PRIMARY KEY,
  goal_id uuid NOT NULL REFERENCES goals ON DELETE CASCADE,
  sealed text NOT NULL CHECK (length(sealed) <= 4000),
  due_on date,
  created_at timestamptz NOT NULL,
  done_at timestamptz
);
CREATE INDEX goal_steps_goal ON goal_steps (goal_id);

-- What the person puts on their own way: a day, a kind, a few words.
CREATE TABLE moments (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  on_day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('contact', 'treatment', 'home', 'work', 'course', 'people', 'helped', 'good', 'bend', 'pause', 'other')),
  sealed text CHECK (length(sealed) <= 8000),
  created_at timestamptz NOT NULL
);
CREATE INDEX moments_person ON moments (person_id, on_day);

CREATE FUNCTION has_goal(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM goals g WHERE g.id = wanted AND g.person_id = app_person())
$$;

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['person_keys', 'mapping_parts', 'goals', 'goal_levels', 'goal_steps', 'moments'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
GRANT SELECT, INSERT ON person_keys TO samkraft_app;
GRANT SELECT, INSERT, DELETE ON mapping_parts, goals, goal_levels, goal_steps, moments TO samkraft_app;
GRANT UPDATE (sealed, changed_at) ON mapping_parts TO samkraft_app;
GRANT UPDATE (main, sealed, changed_at, set_aside_at) ON goals TO samkraft_app;
GRANT UPDATE (sealed, due_on, done_at) ON goal_steps TO samkraft_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO samkraft_app;

CREATE POLICY own ON person_keys FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY own_make ON person_keys FOR INSERT TO samkraft_app WITH CHECK (person_id = app_person());
CREATE POLICY own ON mapping_parts FOR ALL TO samkraft_app USING (person_id = app_person()) WITH CHECK (person_id = app_person());
CREATE POLICY own ON goals FOR ALL TO samkraft_app USING (person_id = app_person()) WITH CHECK (person_id = app_person());
CREATE POLICY own ON goal_levels FOR ALL TO samkraft_app USING (has_goal(goal_id)) WITH CHECK (has_goal(goal_id));
CREATE POLICY own ON goal_steps FOR ALL TO samkraft_app USING (has_goal(goal_id)) WITH CHECK (has_goal(goal_id));
CREATE POLICY own ON moments FOR ALL TO samkraft_app USING (person_id = app_person()) WITH CHECK (person_id = app_person());

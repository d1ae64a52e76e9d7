-- Peer groups. What a group is stands open; who is in it and what is said there is its own.

CREATE TABLE groups (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 90),
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')), -- the original; other texts fall back to it
  way_in text NOT NULL CHECK (way_in IN ('open', 'request')),
  visibility text NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'members', 'unlisted')),
  place_id uuid REFERENCES places ON DELETE SET NULL,
  area text NOT NULL DEFAULT '' CHECK (length(area) <= 120),
  version integer NOT NULL DEFAULT 1, -- grows with every edit; two tabs
  published_at timestamptz,
  published_by uuid REFERENCES people ON DELETE SET NULL,
  closed_at timestamptz,
  closed_by uuid REFERENCES people ON DELETE SET NULL,
  created_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX groups_organisation ON groups (organisation_id);

CREATE TABLE group_texts (
  group_id uuid NOT NULL REFERENCES groups ON DELETE CASCADE,
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  for_whom text NOT NULL DEFAULT '' CHECK (length(for_whom) <= 500),
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 8000), -- Markdown
  first_time text NOT NULL DEFAULT '' CHECK (length(first_time) <= 2000),
  PRIMARY KEY (group_id, language)
);

-- Hosting is a contribution: kept with its days for as long as the person is. No first day: asked, not answered.
CREATE TABLE group_hosts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  group_id uuid NOT NULL REFERENCES groups ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  called text NOT NULL CHECK (length(called) BETWEEN 1 AND 40),
  shown boolean NOT NULL DEFAULT false, -- by first name on the group's page; the host's own choice
  from_day date,
  to_day date CHECK (to_day >= from_day),
  named_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX group_hosts_now ON group_hosts (group_id, person_id) WHERE to_day IS NULL;
CREATE INDEX group_hosts_person ON group_hosts (person_id);

-- How a person stands to a group now, since when and by whom. Why is never asked.
CREATE TABLE group_members (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  group_id uuid NOT NULL REFERENCES groups ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('asked', 'member', 'paused', 'left')),
  called text NOT NULL CHECK (length(called) BETWEEN 1 AND 40),
  asks_first boolean NOT NULL DEFAULT false, -- a host said no once: also an open group is asked then
  news_since timestamptz, -- wants a mail a day at most when there is something new
  mailed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  changed_by uuid REFERENCES people ON DELETE SET NULL,
  UNIQUE (group_id, person_id)
);
CREATE INDEX group_members_person ON group_members (person_id);

CREATE TABLE group_posts (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  group_id uuid NOT NULL REFERENCES groups ON DELETE CASCADE,
  author_id uuid REFERENCES people ON DELETE SET NULL,
  reply_to uuid REFERENCES group_posts ON DELETE CASCADE, -- one level
  body text, -- encrypted, bound to this table, row and organisation
  created_at timestamptz NOT NULL,
  hidden_at timestamptz,
  hidden_by uuid REFERENCES people ON DELETE SET NULL,
  erased_at timestamptz,
  CHECK ((body IS NULL) = (erased_at IS NOT NULL))
);
CREATE INDEX group_posts_board ON group_posts (group_id, created_at);
CREATE INDEX group_posts_author ON group_posts (author_id, created_at);
CREATE INDEX group_posts_replies ON group_posts (reply_to) WHERE reply_to IS NOT NULL;

CREATE TABLE group_reports (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  group_id uuid NOT NULL REFERENCES groups ON DELETE CASCADE,
  post_id uuid NOT NULL REFERENCES group_posts ON DELETE CASCADE,
  reporter_id uuid REFERENCES people ON DELETE SET NULL,
  reason text NOT NULL CHECK (reason IN ('danger', 'unkind', 'private', 'other')),
  words text, -- encrypted
  created_at timestamptz NOT NULL,
  handled_at timestamptz,
  handled_by uuid REFERENCES people ON DELETE SET NULL
);
CREATE INDEX group_reports_group ON group_reports (group_id) WHERE handled_at IS NULL;
CREATE INDEX group_reports_post ON group_reports (post_id);
CREATE INDEX group_reports_reporter ON group_reports (reporter_id, created_at);

CREATE TABLE group_meetings (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  group_id uuid NOT NULL REFERENCES groups ON DELETE CASCADE,
  series_id uuid REFERENCES series ON DELETE CASCADE,
  activity_id uuid REFERENCES activities ON DELETE CASCADE,
  CHECK (num_nonnulls(series_id, activity_id) = 1),
  UNIQUE (group_id, series_id),
  UNIQUE (group_id, activity_id)
);

-- ── what policies ask; each looks past RLS to answer one thing ──────────────────────────────────────────────

CREATE FUNCTION hosts_group(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM group_hosts h JOIN groups g ON g.id = h.group_id
    WHERE h.group_id = wanted AND h.person_id = app_person() AND h.from_day IS NOT NULL AND h.to_day IS NULL AND belongs_to(g.organisation_id))
$$;
-- Who answers for it: its hosts and the organisation's coordinators. Not those who only administer or plan.
CREATE FUNCTION leads_group(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT hosts_group(wanted) OR EXISTS (SELECT FROM groups g WHERE g.id = wanted AND works_for(g.organisation_id, 'coordinator'))
$$;
-- Who writes its page, names its hosts, and publishes and closes it.
CREATE FUNCTION plans_group(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT hosts_group(wanted) OR EXISTS (SELECT FROM groups g WHERE g.id = wanted AND works_for(g.organisation_id, 'organiser', 'coordinator', 'administrator'))
$$;
-- Somebody with a place in it, one that was asked for, one who is asked to host, or whose words still stand on its board.
CREATE FUNCTION knows_group(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM group_members m WHERE m.group_id = wanted AND m.person_id = app_person() AND m.state <> 'left')
    OR EXISTS (SELECT FROM group_hosts h WHERE h.group_id = wanted AND h.person_id = app_person() AND h.to_day IS NULL)
    OR EXISTS (SELECT FROM group_posts p WHERE p.group_id = wanted AND p.author_id = app_person() AND p.erased_at IS NULL)
$$;
CREATE FUNCTION reads_board(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT hosts_group(wanted) OR EXISTS (SELECT FROM group_members m WHERE m.group_id = wanted AND m.person_id = app_person() AND m.state = 'member')
$$;
CREATE FUNCTION writes_board(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT reads_board(wanted) AND EXISTS (SELECT FROM groups g WHERE g.id = wanted AND g.published_at IS NOT NULL AND g.closed_at IS NULL)
$$;
CREATE FUNCTION group_of_house(wanted uuid, org uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM groups g WHERE g.id = wanted AND g.organisation_id = org)
$$;
-- Whether somebody belongs to the group's organisation today, in whatever role.
CREATE FUNCTION may_host(wanted uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM groups g JOIN memberships m ON m.organisation_id = g.organisation_id WHERE g.id = wanted AND m.person_id = person
    AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date))
$$;
CREATE FUNCTION wrote_post(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM group_posts p WHERE p.id = wanted AND p.author_id = app_person())
$$;
CREATE FUNCTION post_is_reported(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM group_reports r WHERE r.post_id = wanted)
$$;
-- First names of those hosts who chose to be shown, for whoever may read the group's page.
CREATE FUNCTION hosts_shown(wanted uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(h.called ORDER BY h.from_day, h.called), '{}') FROM group_hosts h JOIN groups g ON g.id = h.group_id
  WHERE g.id = wanted AND h.shown AND h.from_day IS NOT NULL AND h.to_day IS NULL AND may_host(wanted, h.person_id)
    AND ((g.published_at IS NOT NULL AND (g.visibility IN ('public', 'unlisted') OR belongs_to(g.organisation_id))) OR plans_group(wanted) OR knows_group(wanted))
$$;
-- What somebody is called on the board, for those who read it or answer for it.
CREATE FUNCTION called_in(wanted uuid, person uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN reads_board(wanted) OR leads_group(wanted) THEN coalesce(
    (SELECT h.called FROM group_hosts h WHERE h.group_id = wanted AND h.person_id = person AND h.from_day IS NOT NULL ORDER BY h.to_day IS NULL DESC, h.from_day DESC LIMIT 1),
    (SELECT m.called FROM group_members m WHERE m.group_id = wanted AND m.person_id = person)) END
$$;
CREATE FUNCTION hosting_in(wanted uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (reads_board(wanted) OR leads_group(wanted)) AND may_host(wanted, person) AND EXISTS (
    SELECT FROM group_hosts h WHERE h.group_id = wanted AND h.person_id = person AND h.from_day IS NOT NULL AND h.to_day IS NULL)
$$;

-- ── what must hold whoever writes ───────────────────────────────────────────────────────────────────────────

-- Who comes in, and by which way. For persons; the program's purposes are bound by their policies.
CREATE FUNCTION keep_the_door() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE wanted groups; before text; me uuid := app_person();
BEGIN
  IF me IS NULL THEN RETURN NEW; END IF;
  before := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state ELSE 'left' END;
  IF TG_OP = 'UPDATE' AND NEW.mailed_at IS DISTINCT FROM OLD.mailed_at THEN RAISE EXCEPTION 'not theirs to say'; END IF;
  IF TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN
    -- A person who is gone leaves NULL behind.
    IF (me <> NEW.person_id AND (NEW.called, NEW.news_since) IS DISTINCT FROM (OLD.called, OLD.news_since))
      OR (NEW.changed_by IS NOT NULL AND NEW.changed_by IS DISTINCT FROM OLD.changed_by) THEN RAISE EXCEPTION 'not theirs to say'; END IF;
    RETURN NEW;
  END IF;
  IF NEW.changed_by IS DISTINCT FROM me THEN RAISE EXCEPTION 'not theirs to say'; END IF;
  SELECT * INTO wanted FROM groups WHERE id = NEW.group_id;
  IF NEW.state = 'asked' OR (NEW.state = 'member' AND before <> 'paused') THEN
    IF wanted.published_at IS NULL OR wanted.closed_at IS NOT NULL THEN RAISE EXCEPTION 'this group is not open'; END IF;
  END IF;
  IF me <> NEW.person_id THEN
    IF (NEW.called, NEW.news_since) IS DISTINCT FROM (OLD.called, OLD.news_since) THEN RAISE EXCEPTION 'not theirs to say'; END IF;
    IF NOT (before = 'asked' AND NEW.state IN ('member', 'left')) AND NOT (before IN ('member', 'paused') AND NEW.state = 'left') THEN
      RAISE EXCEPTION 'not theirs to say';
    END IF;
    NEW.asks_first := NEW.state = 'left';
    RETURN NEW;
  END IF;
  IF NEW.state IN ('asked', 'member') AND before = 'left' AND wanted.visibility = 'members' AND NOT belongs_to(wanted.organisation_id) THEN
    RAISE EXCEPTION 'this group is not open';
  END IF;
  IF NOT (CASE NEW.state
    WHEN 'left' THEN TG_OP = 'UPDATE'
    WHEN 'paused' THEN before = 'member'
    WHEN 'asked' THEN before = 'left'
    ELSE before = 'paused' OR (before IN ('left', 'asked') AND wanted.way_in = 'open' AND NOT (TG_OP = 'UPDATE' AND OLD.asks_first)) END) THEN
    RAISE EXCEPTION 'this group is not open';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER group_members_at_the_door BEFORE INSERT OR UPDATE ON group_members FOR EACH ROW EXECUTE FUNCTION keep_the_door();

-- A hosting that ended stays as it was; how a host is called and whether they are shown is theirs alone.
CREATE FUNCTION keep_hosting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF app_person() IS NULL THEN RETURN NEW; END IF;
  IF (OLD.to_day IS NOT NULL AND (NEW.called, NEW.shown, NEW.from_day, NEW.to_day) IS DISTINCT FROM (OLD.called, OLD.shown, OLD.from_day, OLD.to_day))
    OR (OLD.from_day IS NOT NULL AND NEW.from_day IS DISTINCT FROM OLD.from_day) THEN RAISE EXCEPTION 'this hosting is settled'; END IF;
  IF app_person() <> OLD.person_id AND (NEW.called, NEW.shown, NEW.from_day) IS DISTINCT FROM (OLD.called, OLD.shown, OLD.from_day) THEN
    RAISE EXCEPTION 'not theirs to say';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER group_hosts_kept BEFORE UPDATE ON group_hosts FOR EACH ROW EXECUTE FUNCTION keep_hosting();

-- Words are their author's: nobody changes them, the author takes them away. When the author is gone, so are they.
CREATE FUNCTION keep_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me uuid := app_person();
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.reply_to IS NOT NULL AND NOT EXISTS (SELECT FROM group_posts p WHERE p.id = NEW.reply_to AND p.group_id = NEW.group_id AND p.reply_to IS NULL) THEN
      RAISE EXCEPTION 'an answer belongs under a post of its own group';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.author_id IS NULL AND NEW.erased_at IS NULL THEN
    NEW.body := NULL;
    NEW.erased_at := now();
  END IF;
  IF me IS NULL THEN RETURN NEW; END IF;
  IF (NEW.body, NEW.erased_at) IS DISTINCT FROM (OLD.body, OLD.erased_at) AND (OLD.author_id IS DISTINCT FROM me OR NEW.body IS NOT NULL) THEN
    RAISE EXCEPTION 'not theirs to say';
  END IF;
  IF (NEW.hidden_at IS DISTINCT FROM OLD.hidden_at AND NOT leads_group(NEW.group_id))
    OR (NEW.hidden_by IS NOT NULL AND NEW.hidden_by IS DISTINCT FROM OLD.hidden_by AND NEW.hidden_by <> me) THEN
    RAISE EXCEPTION 'not theirs to say';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER group_posts_kept BEFORE INSERT OR UPDATE ON group_posts FOR EACH ROW EXECUTE FUNCTION keep_words();

-- ── policies ────────────────────────────────────────────────────────────────────────────────────────────────

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['groups', 'group_texts', 'group_hosts', 'group_members', 'group_posts', 'group_reports', 'group_meetings'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT ON %I TO samkraft_app', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
  -- Not members and posts: what everybody sees does not depend on them.
  FOREACH t IN ARRAY ARRAY['groups', 'group_texts', 'group_hosts', 'group_meetings'] LOOP
    EXECUTE format('CREATE TRIGGER public_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION public_pages_changed()', t);
  END LOOP;
END $$;
GRANT INSERT ON groups, group_texts, group_hosts, group_meetings, group_posts, group_reports TO samkraft_app;
GRANT UPDATE, DELETE ON group_texts TO samkraft_app;
GRANT DELETE ON group_meetings TO samkraft_app;
GRANT UPDATE (language, way_in, visibility, place_id, area, version, published_at, published_by, closed_at, closed_by, updated_at) ON groups TO samkraft_app;
GRANT UPDATE (called, shown, from_day, to_day) ON group_hosts TO samkraft_app;
GRANT INSERT (group_id, person_id, state, called, created_at, changed_at, changed_by) ON group_members TO samkraft_app;
GRANT UPDATE (state, called, news_since, mailed_at, changed_at, changed_by) ON group_members TO samkraft_app;
GRANT UPDATE (body, erased_at, hidden_at, hidden_by) ON group_posts TO samkraft_app;
GRANT UPDATE (handled_at, handled_by) ON group_reports TO samkraft_app;

CREATE POLICY as_shown ON groups FOR SELECT TO samkraft_app USING (
  (published_at IS NOT NULL AND (visibility IN ('public', 'unlisted') OR belongs_to(organisation_id)))
  OR works_for(organisation_id, 'organiser', 'coordinator', 'administrator') OR knows_group(id) OR app_system('groups'));
CREATE POLICY planners_add ON groups FOR INSERT TO samkraft_app WITH CHECK (
  works_for(organisation_id, 'organiser', 'coordinator', 'administrator') AND created_by = app_person()
  AND (place_id IS NULL OR EXISTS (SELECT FROM places p WHERE p.id = place_id AND p.organisation_id = groups.organisation_id)));
CREATE POLICY planners_edit ON groups FOR UPDATE TO samkraft_app USING (plans_group(id)) WITH CHECK (
  plans_group(id) AND (place_id IS NULL OR EXISTS (SELECT FROM places p WHERE p.id = place_id AND p.organisation_id = groups.organisation_id)));

CREATE POLICY with_the_group ON group_texts FOR SELECT TO samkraft_app USING (EXISTS (SELECT FROM groups g WHERE g.id = group_id));
CREATE POLICY planners_write ON group_texts FOR ALL TO samkraft_app USING (plans_group(group_id));

CREATE POLICY with_the_group ON group_meetings FOR SELECT TO samkraft_app USING (EXISTS (SELECT FROM groups g WHERE g.id = group_id));
CREATE POLICY planners_add ON group_meetings FOR INSERT TO samkraft_app WITH CHECK (plans_group(group_id) AND (
  EXISTS (SELECT FROM series s WHERE s.id = series_id AND group_of_house(group_id, s.organisation_id))
  OR EXISTS (SELECT FROM activities a WHERE a.id = activity_id AND group_of_house(group_id, a.organisation_id))));
CREATE POLICY planners_remove ON group_meetings FOR DELETE TO samkraft_app USING (plans_group(group_id));

CREATE POLICY own ON group_hosts FOR SELECT TO samkraft_app USING (person_id = app_person());
-- Who has been asked and has not answered may be a participant: only coordinators know of them.
CREATE POLICY planners ON group_hosts FOR SELECT TO samkraft_app USING (from_day IS NOT NULL AND plans_group(group_id));
CREATE POLICY coordinators ON group_hosts FOR SELECT TO samkraft_app USING (
  EXISTS (SELECT FROM groups g WHERE g.id = group_id AND works_for(g.organisation_id, 'coordinator')));
CREATE POLICY program_reads ON group_hosts FOR SELECT TO samkraft_app USING (app_system('groups'));
CREATE POLICY planners_name ON group_hosts FOR INSERT TO samkraft_app WITH CHECK (
  plans_group(group_id) AND named_by = app_person() AND may_host(group_id, person_id) AND (may_know(person_id) OR person_id = app_person())
  AND from_day IS NOT NULL AND to_day IS NULL AND NOT shown);
CREATE POLICY program_asks ON group_hosts FOR INSERT TO samkraft_app WITH CHECK (
  app_system('groups') AND may_host(group_id, person_id) AND from_day IS NULL AND to_day IS NULL AND NOT shown);
CREATE POLICY own_change ON group_hosts FOR UPDATE TO samkraft_app USING (person_id = app_person()) WITH CHECK (
  person_id = app_person() AND (from_day IS NULL OR to_day IS NOT NULL OR may_host(group_id, person_id)));
CREATE POLICY planners_end ON group_hosts FOR UPDATE TO samkraft_app USING (from_day IS NOT NULL AND plans_group(group_id)) WITH CHECK (to_day IS NOT NULL);

CREATE POLICY own ON group_members FOR SELECT TO samkraft_app USING (person_id = app_person());
-- Who left is nobody's business, but for those whom one has taken out oneself.
CREATE POLICY leaders ON group_members FOR SELECT TO samkraft_app USING (leads_group(group_id) AND (state <> 'left' OR changed_by = app_person()));
CREATE POLICY program_reads ON group_members FOR SELECT TO samkraft_app USING (app_system('groups'));
CREATE POLICY own_join ON group_members FOR INSERT TO samkraft_app WITH CHECK (
  person_id = app_person() AND EXISTS (SELECT FROM groups g WHERE g.id = group_id));
CREATE POLICY own_change ON group_members FOR UPDATE TO samkraft_app USING (person_id = app_person());
CREATE POLICY leaders_answer ON group_members FOR UPDATE TO samkraft_app USING (leads_group(group_id));
CREATE POLICY program_mails ON group_members FOR UPDATE TO samkraft_app USING (app_system('groups'));

CREATE POLICY own ON group_posts FOR SELECT TO samkraft_app USING (author_id = app_person());
CREATE POLICY members ON group_posts FOR SELECT TO samkraft_app USING (reads_board(group_id) AND hidden_at IS NULL);
CREATE POLICY hosts ON group_posts FOR SELECT TO samkraft_app USING (hosts_group(group_id));
-- Coordinators read what somebody asked them to look at, and no more.
CREATE POLICY coordinators ON group_posts FOR SELECT TO samkraft_app USING (works_for(organisation_id, 'coordinator') AND post_is_reported(id));
CREATE POLICY program_reads ON group_posts FOR SELECT TO samkraft_app USING (app_system('groups'));
CREATE POLICY members_write ON group_posts FOR INSERT TO samkraft_app WITH CHECK (
  author_id = app_person() AND writes_board(group_id) AND group_of_house(group_id, organisation_id)
  AND hidden_at IS NULL AND erased_at IS NULL);
CREATE POLICY own_erase ON group_posts FOR UPDATE TO samkraft_app USING (author_id = app_person());
CREATE POLICY hosts_hide ON group_posts FOR UPDATE TO samkraft_app USING (hosts_group(group_id));
CREATE POLICY coordinators_hide ON group_posts FOR UPDATE TO samkraft_app USING (works_for(organisation_id, 'coordinator') AND post_is_reported(id));

-- Who reported is never shown to whom it is about, host or not.
CREATE POLICY own ON group_reports FOR SELECT TO samkraft_app USING (reporter_id = app_person());
CREATE POLICY leaders ON group_reports FOR SELECT TO samkraft_app USING (leads_group(group_id) AND NOT wrote_post(post_id));
CREATE POLICY members_report ON group_reports FOR INSERT TO samkraft_app WITH CHECK (
  reporter_id = app_person() AND reads_board(group_id) AND handled_at IS NULL
  AND EXISTS (SELECT FROM group_posts p WHERE p.id = post_id AND p.group_id = group_reports.group_id AND p.organisation_id = group_reports.organisation_id));
CREATE POLICY leaders_handle ON group_reports FOR UPDATE TO samkraft_app USING (leads_group(group_id) AND NOT wrote_post(post_id)) WITH CHECK (handled_by = app_person());

-- The program addresses mails to hosts, members and coordinators, and finds who is asked to host.
CREATE POLICY groups_reads ON people FOR SELECT TO samkraft_app USING (app_system('groups'));
CREATE POLICY groups_reads ON memberships FOR SELECT TO samkraft_app USING (app_system('groups'));

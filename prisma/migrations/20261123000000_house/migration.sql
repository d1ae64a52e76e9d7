-- The house: people, organisations, activities, sign-ups, mail, history.
-- Every table has row-level security, forced. Policies read one transaction-local setting, app.actor:
--   'visitor' | 'person:<uuid>' | 'system:<purpose>'
-- and refuse whatever they do not name. The owner of these tables is never the role the app connects as.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS cube;

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'samkraft_app') THEN
    CREATE ROLE samkraft_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
END $$;

-- ── who asks ────────────────────────────────────────────────────────────────────────────────────────────────

CREATE FUNCTION app_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN current_setting('app.actor', true) LIKE 'person:%'
    THEN substr(current_setting('app.actor', true), 8)::uuid END
$$;

CREATE FUNCTION app_system(VARIADIC purposes text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(current_setting('app.actor', true) LIKE 'system:%'
    AND substr(current_setting('app.actor', true), 8) = ANY (purposes), false)
$$;

-- unaccent() is only STABLE because its dictionary can be edited; this wrapper pins it so that it can be indexed.
CREATE FUNCTION plain_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, value))
$$;

-- A place on a globe of radius 1. Straight lines through the globe are ordered as the ways along it, so an index on this
-- gives the nearest first.
CREATE FUNCTION on_globe(lat double precision, lon double precision) RETURNS cube LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT public.cube(ARRAY[cos(radians(lat)) * cos(radians(lon)), cos(radians(lat)) * sin(radians(lon)), sin(radians(lat))])
$$;

CREATE FUNCTION search_language(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE language WHEN 'nb' THEN 'norwegian'::regconfig WHEN 'sv' THEN 'swedish'::regconfig ELSE 'english'::regconfig END
$$;

-- ── organisations ───────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE organisations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 60),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  country text NOT NULL CHECK (country IN ('NO', 'SE')),
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')),
  zone text NOT NULL,
  about jsonb NOT NULL DEFAULT '{}',
  contact_email text CHECK (length(contact_email) <= 254),
  website text CHECK (length(website) <= 300),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE places (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  address text CHECK (length(address) <= 200),
  lat double precision CHECK (lat BETWEEN -90 AND 90),
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  archived_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organisation_id, name)
);

CREATE TABLE people (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email citext NOT NULL UNIQUE CHECK (length(email) <= 254),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  language text NOT NULL DEFAULT 'nb' CHECK (language IN ('nb', 'sv', 'en')),
  -- Chosen by the person: may calendar titles, subjects and senders say what this is about?
  open_titles boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE memberships (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  place_id uuid REFERENCES places ON DELETE SET NULL,
  role text NOT NULL CHECK (role IN ('participant', 'volunteer', 'organiser', 'coordinator', 'administrator')),
  valid_from date NOT NULL DEFAULT current_date,
  valid_to date CHECK (valid_to >= valid_from),
  granted_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX memberships_person ON memberships (person_id);
CREATE INDEX memberships_organisation ON memberships (organisation_id);

CREATE TABLE role_labels (
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('participant', 'volunteer', 'organiser', 'coordinator', 'administrator')),
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')),
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 40),
  PRIMARY KEY (organisation_id, role, language)
);

CREATE TABLE invitations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  place_id uuid REFERENCES places ON DELETE SET NULL,
  email citext NOT NULL CHECK (length(email) <= 254),
  role text NOT NULL CHECK (role IN ('participant', 'volunteer', 'organiser', 'coordinator', 'administrator')),
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')),
  token_hash text NOT NULL UNIQUE,
  invited_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  accepted_by uuid REFERENCES people ON DELETE SET NULL,
  revoked_at timestamptz
);
CREATE INDEX invitations_organisation ON invitations (organisation_id);

-- These three look past RLS on purpose (they answer one yes-or-no about memberships) and so carry their own search path.
CREATE FUNCTION works_for(org uuid, VARIADIC roles text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.organisation_id = org AND m.person_id = app_person()
    AND m.role = ANY (roles) AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date))
$$;
CREATE FUNCTION belongs_to(org uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.organisation_id = org AND m.person_id = app_person()
    AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date))
$$;

CREATE FUNCTION has_been_in(org uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT works_for(org, 'coordinator', 'administrator') AND EXISTS (SELECT FROM memberships m WHERE m.organisation_id = org AND m.person_id = person)
$$;

-- ── identity ────────────────────────────────────────────────────────────────────────────────────────────────

-- One request serves signing in and a stranger's joining: the second also names an activity.
CREATE TABLE sign_in_requests (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email citext NOT NULL CHECK (length(email) <= 254),
  name text CHECK (length(name) BETWEEN 1 AND 80),
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')),
  activity_id uuid,
  link_hash text NOT NULL UNIQUE,
  code_hash text NOT NULL,
  browser_hash text NOT NULL,
  network_hash text NOT NULL,
  mailed boolean NOT NULL,
  wrong_tries integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  consumed_at timestamptz
);
CREATE INDEX sign_in_requests_email ON sign_in_requests (email, created_at);
CREATE INDEX sign_in_requests_network ON sign_in_requests (network_hash, created_at);

CREATE TABLE wrong_codes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email_hash text NOT NULL,
  network_hash text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX wrong_codes_email ON wrong_codes (email_hash, at);

CREATE TABLE sessions (
  id text PRIMARY KEY, -- sha256 of what the cookie holds
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  device text NOT NULL DEFAULT '' CHECK (length(device) <= 120),
  strong boolean NOT NULL DEFAULT false -- begun with a passkey
);
CREATE INDEX sessions_person ON sessions (person_id);

-- Every signed-in request asks this first, so it is one statement without a transaction around it. It looks past RLS, and
-- may: whoever knows the hash of a 256-bit secret holds the session, and nothing else can be asked for.
CREATE FUNCTION session_of(secret_hash text)
RETURNS TABLE (person_id uuid, name text, email text, language text, expires_at timestamptz, since timestamptz, device text, strong boolean,
  seen_long_ago boolean, memberships json)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT s.person_id, p.name, p.email::text, p.language, s.expires_at, s.created_at, s.device, s.strong, s.last_seen_at < now() - interval '1 hour',
      coalesce((SELECT json_agg(today ORDER BY today.name) FROM (
        SELECT o.id, o.slug, o.name, o.country, o.language, o.zone, array_agg(DISTINCT m.role) AS roles
        FROM memberships m JOIN organisations o ON o.id = m.organisation_id
        WHERE m.person_id = s.person_id AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date)
        GROUP BY o.id) today), '[]')
    FROM sessions s JOIN people p ON p.id = s.person_id WHERE s.id = secret_hash AND s.expires_at > now();
END $$;

CREATE TABLE passkeys (
  id text PRIMARY KEY, -- credential id, base64url
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL DEFAULT '{}',
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);
CREATE INDEX passkeys_person ON passkeys (person_id);

CREATE TABLE passkey_challenges (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  challenge text NOT NULL,
  person_id uuid REFERENCES people ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);

CREATE TABLE calendar_addresses (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  token_hash text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
CREATE INDEX calendar_addresses_person ON calendar_addresses (person_id);

-- ── activities ──────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE activity_kinds (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  slug text NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 40),
  names jsonb NOT NULL, -- {"nb": "Tur", "sv": "Tur", "en": "Walk"}; missing languages fall back
  position integer NOT NULL DEFAULT 0,
  archived_at timestamptz,
  UNIQUE (organisation_id, slug)
);

CREATE TABLE pictures (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  bytes bytea NOT NULL CHECK (octet_length(bytes) <= 600000), -- webp, re-encoded
  width integer NOT NULL CHECK (width BETWEEN 1 AND 2000),
  height integer NOT NULL CHECK (height BETWEEN 1 AND 2000),
  created_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE activities (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 90),
  place_id uuid REFERENCES places ON DELETE SET NULL,
  kind_id uuid NOT NULL REFERENCES activity_kinds,
  picture_id uuid REFERENCES pictures ON DELETE SET NULL,
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')), -- the original; other texts fall back to it
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  zone text NOT NULL,
  all_day boolean NOT NULL DEFAULT false,
  -- Where, as everyone may know it: rounded to about a kilometre when the address is for those who joined.
  area text NOT NULL DEFAULT '' CHECK (length(area) <= 120),
  lat double precision CHECK (lat BETWEEN -90 AND 90),
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  visibility text NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'members', 'unlisted')),
  places integer CHECK (places BETWEEN 1 AND 10000), -- NULL: room for everyone
  joined_count integer NOT NULL DEFAULT 0,
  waiting_count integer NOT NULL DEFAULT 0,
  host_id uuid REFERENCES people ON DELETE SET NULL,
  uid text NOT NULL UNIQUE, -- iCalendar UID, stable for life
  sequence integer NOT NULL DEFAULT 0, -- grows with every change that calendars must hear about
  version integer NOT NULL DEFAULT 1, -- grows with every edit; two tabs
  import_uid text, -- UID and RECURRENCE-ID in the calendar it came from
  import_occurrence text,
  -- Which calendar that was and what it last said, as fingerprints: what it says anew is then told from what was edited here.
  imported jsonb,
  published_at timestamptz,
  published_by uuid REFERENCES people ON DELETE SET NULL,
  cancelled_at timestamptz,
  cancelled_by uuid REFERENCES people ON DELETE SET NULL,
  cancel_reason text CHECK (length(cancel_reason) <= 500),
  created_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (ends_at > starts_at),
  CONSTRAINT never_oversold CHECK (joined_count <= places)
);
CREATE UNIQUE INDEX activities_import ON activities (organisation_id, import_uid, import_occurrence) WHERE import_uid IS NOT NULL;
CREATE INDEX activities_organisation ON activities (organisation_id, starts_at);
CREATE INDEX activities_upcoming ON activities (starts_at, id) WHERE published_at IS NOT NULL AND visibility = 'public';
CREATE INDEX activities_kind ON activities (kind_id, starts_at);
CREATE INDEX activities_area ON activities (area) WHERE published_at IS NOT NULL AND visibility = 'public';
CREATE INDEX activities_area_letters ON activities USING gin (plain_text(area) gin_trgm_ops) WHERE published_at IS NOT NULL AND visibility = 'public';
CREATE INDEX activities_nearest ON activities USING gist (on_globe(lat, lon)) WHERE published_at IS NOT NULL AND visibility = 'public';
CREATE INDEX activities_host ON activities (host_id) WHERE host_id IS NOT NULL;

CREATE TABLE activity_texts (
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 8000), -- Markdown
  what_to_expect text NOT NULL DEFAULT '' CHECK (length(what_to_expect) <= 2000),
  who_meets_you text NOT NULL DEFAULT '' CHECK (length(who_meets_you) <= 500),
  price text NOT NULL DEFAULT '' CHECK (length(price) <= 200),
  accessibility text NOT NULL DEFAULT '' CHECK (length(accessibility) <= 1000),
  picture_alt text NOT NULL DEFAULT '' CHECK (length(picture_alt) <= 300),
  words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector(search_language(language), title), 'A') ||
    setweight(to_tsvector('simple', plain_text(title)), 'B') ||
    setweight(to_tsvector(search_language(language), description || ' ' || what_to_expect), 'C')) STORED,
  letters text GENERATED ALWAYS AS (plain_text(title)) STORED,
  PRIMARY KEY (activity_id, language)
);
CREATE INDEX activity_texts_words ON activity_texts USING gin (words);
CREATE INDEX activity_texts_letters ON activity_texts USING gin (letters gin_trgm_ops);

-- The exact address, apart from the activity because not everyone may see it.
CREATE TABLE activity_addresses (
  activity_id uuid PRIMARY KEY REFERENCES activities ON DELETE CASCADE,
  address text NOT NULL CHECK (length(address) <= 200),
  lat double precision CHECK (lat BETWEEN -90 AND 90),
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  shown_to text NOT NULL DEFAULT 'everyone' CHECK (shown_to IN ('everyone', 'joined'))
);

-- Who comes. One row per person and activity for its whole story; the queue is the order of queue_number.
CREATE SEQUENCE sign_up_queue;
CREATE TABLE sign_ups (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('joined', 'waiting', 'left')),
  queue_number bigint NOT NULL DEFAULT nextval('sign_up_queue'),
  visible_to_others boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (activity_id, person_id)
);
CREATE INDEX sign_ups_person ON sign_ups (person_id, state);
CREATE INDEX sign_ups_waiting ON sign_ups (activity_id, queue_number) WHERE state = 'waiting';

-- What a person's calendar was last told about an activity; the next message must carry a higher SEQUENCE.
CREATE TABLE calendar_entries (
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  sequence integer NOT NULL DEFAULT 0,
  method text NOT NULL CHECK (method IN ('REQUEST', 'CANCEL')),
  PRIMARY KEY (activity_id, person_id)
);

CREATE TABLE calendar_imports (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  file_name text NOT NULL CHECK (length(file_name) <= 200),
  content text NOT NULL CHECK (length(content) <= 2000000),
  created_at timestamptz NOT NULL DEFAULT now(),
  applied_at timestamptz
);

-- ── mail, help, history ─────────────────────────────────────────────────────────────────────────────────────

-- A mail that somebody is owed. Written in the command's transaction; rendered once by the worker and kept as rendered,
-- so that a retry sends the same bytes under the same idempotency key.
CREATE TABLE mails (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  person_id uuid REFERENCES people ON DELETE CASCADE, -- NULL: an address without an account yet
  address citext NOT NULL CHECK (length(address) <= 254),
  language text NOT NULL CHECK (language IN ('nb', 'sv', 'en')),
  template text NOT NULL,
  facts jsonb NOT NULL, -- what the template needs beyond what the worker reads
  activity_id uuid REFERENCES activities ON DELETE CASCADE,
  rendered jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  failed_at timestamptz,
  failure text
);
CREATE INDEX mails_person ON mails (person_id, number);
CREATE INDEX mails_owed ON mails (address, number) WHERE sent_at IS NULL AND failed_at IS NULL;

-- Where mails end up when no provider is configured (embedded and demo only).
CREATE TABLE mailbox (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  idempotency_key text NOT NULL UNIQUE,
  sender text NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  html text NOT NULL,
  plain text NOT NULL,
  headers jsonb NOT NULL DEFAULT '{}',
  attachments jsonb NOT NULL DEFAULT '[]', -- [{filename, contentType, content: base64}]
  received_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE help_lines (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  country text NOT NULL CHECK (country IN ('NO', 'SE')),
  position integer NOT NULL,
  names jsonb NOT NULL,
  number text NOT NULL CHECK (length(number) <= 60),
  hours jsonb NOT NULL,
  source text NOT NULL CHECK (length(source) <= 300),
  checked_on date NOT NULL,
  verified boolean NOT NULL DEFAULT true
);

CREATE TABLE history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL DEFAULT current_setting('app.actor', true),
  organisation_id uuid,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  event text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX history_subject ON history (subject_kind, subject_id);
CREATE INDEX history_organisation ON history (organisation_id, id);

-- ── what other policies ask; each looks past RLS to answer one yes or no ────────────────────────────────────

CREATE FUNCTION has_joined(activity uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sign_ups s WHERE s.activity_id = activity AND s.person_id = app_person() AND s.state = 'joined')
$$;
-- Also true for those who left: they may still read what they once joined (its cancellation, say).
CREATE FUNCTION has_signed_up(activity uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sign_ups s WHERE s.activity_id = activity AND s.person_id = app_person())
$$;
CREATE FUNCTION is_visible_in(activity uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sign_ups s WHERE s.activity_id = activity AND s.person_id = app_person()
    AND s.state = 'joined' AND s.visible_to_others)
$$;
-- A person's place in the line, which they may know without seeing who else stands in it.
CREATE FUNCTION place_in_line(activity uuid) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*)::int FROM sign_ups s WHERE s.activity_id = activity AND s.state = 'waiting' AND s.queue_number <=
    (SELECT mine.queue_number FROM sign_ups mine WHERE mine.activity_id = activity AND mine.person_id = app_person() AND mine.state = 'waiting')
$$;
-- Who may see who comes: the person who made the activity, its host, and the organisation's coordinators.
CREATE FUNCTION leads(activity uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM activities a WHERE a.id = activity AND (
    (a.host_id = app_person() AND belongs_to(a.organisation_id))
    OR (a.created_by = app_person() AND works_for(a.organisation_id, 'organiser', 'coordinator', 'administrator'))
    OR works_for(a.organisation_id, 'coordinator')))
$$;
CREATE FUNCTION plans(activity uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM activities a WHERE a.id = activity
    AND works_for(a.organisation_id, 'organiser', 'coordinator', 'administrator'))
$$;
CREATE FUNCTION may_know(person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM memberships m WHERE m.person_id = person AND works_for(m.organisation_id, 'coordinator', 'administrator'))
    OR EXISTS (SELECT FROM sign_ups s WHERE s.person_id = person AND s.state <> 'left' AND leads(s.activity_id))
    OR EXISTS (SELECT FROM sign_ups s WHERE s.person_id = person AND s.state = 'joined' AND s.visible_to_others AND is_visible_in(s.activity_id))
    -- colleagues who publish together: organisers pick hosts among those who work for the organisation
    OR EXISTS (SELECT FROM memberships m WHERE m.person_id = person AND m.role IN ('volunteer', 'organiser', 'coordinator', 'administrator')
         AND works_for(m.organisation_id, 'organiser'))
$$;
-- An activity uses its own organisation's kinds, places and pictures: through another's picture one would see it.
CREATE FUNCTION is_of_the_house(org uuid, kind uuid, place uuid, picture uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM activity_kinds k WHERE k.id = kind AND k.organisation_id = org)
    AND (place IS NULL OR EXISTS (SELECT FROM places p WHERE p.id = place AND p.organisation_id = org))
    AND (picture IS NULL OR EXISTS (SELECT FROM pictures p WHERE p.id = picture AND p.organisation_id = org))
$$;
-- That there is an address for those who join is no secret; the address is.
CREATE FUNCTION address_is_kept(activity uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM activity_addresses d WHERE d.activity_id = activity AND d.shown_to = 'joined')
$$;

-- Finds upcoming activities by words (lower case, letters and digits only). Indexes for words and letters cannot be used
-- under row-level security (their operators are not leakproof), so this looks past it, and therefore only ever at what
-- everybody may see. Every word must be found somewhere; closeness 0 is best.
CREATE FUNCTION find_public(sought text[], reads text, since timestamptz) RETURNS TABLE (
  id uuid, starts_at timestamptz, ends_at timestamptz, organisation_id uuid, kind_id uuid, area text, lat double precision, lon double precision, closeness real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_hashjoin = off AS $$
DECLARE
  -- Words that say nothing ("og", "the") are looked for only when there are no others.
  telling text[] := ARRAY(SELECT w FROM unnest(sought) w WHERE numnode(to_tsquery(search_language(reads), w)) > 0);
BEGIN
  PERFORM set_config('pg_trgm.word_similarity_threshold', '0.5', true);
  IF telling = '{}' THEN telling := sought; END IF;
  RETURN QUERY
  WITH word AS MATERIALIZED (
    SELECT n, w AS text, plain_text(w) AS letters, '%' || plain_text(w) || '%' AS inside,
      to_tsquery('norwegian', w || ':*') || to_tsquery('swedish', w || ':*') || to_tsquery('english', w || ':*') || to_tsquery('simple', plain_text(w) || ':*') AS query,
      to_tsquery('simple', plain_text(w) || ':*AB') || to_tsquery(search_language(reads), w || ':*AB') AS in_title
    FROM unnest(telling) WITH ORDINALITY AS given (w, n)
  ), kind AS MATERIALIZED ( -- many organisations name their kinds alike
    SELECT word.n, unnest(same.ids) AS id FROM word JOIN (SELECT array_agg(k.id) AS ids, k.names FROM activity_kinds k GROUP BY k.names) same
      ON EXISTS (SELECT FROM jsonb_each_text(same.names) AS name WHERE plain_text(name.value) LIKE word.letters || '%')
  ), organisation AS MATERIALIZED (
    SELECT word.n, o.id FROM word JOIN organisations o ON ' ' || plain_text(o.name) LIKE '% ' || word.letters || '%'
  ), as_written AS MATERIALIZED (
    SELECT word.n, t.activity_id AS id, CASE WHEN t.words @@ word.in_title THEN 0 WHEN t.letters LIKE word.inside THEN 1 ELSE 3 END::real AS far
    FROM word JOIN activity_texts t ON t.words @@ word.query OR t.letters LIKE word.inside
    UNION ALL
    SELECT word.n, a.id, 2 FROM word JOIN activities a ON plain_text(a.area) LIKE word.inside AND a.published_at IS NOT NULL AND a.visibility = 'public'
    UNION ALL
    SELECT kind.n, a.id, 1 FROM kind JOIN activities a ON a.kind_id = kind.id AND a.starts_at > since - interval '1 day'
    UNION ALL
    SELECT organisation.n, a.id, 2 FROM organisation JOIN activities a ON a.organisation_id = organisation.id AND a.starts_at > since - interval '1 day'
  ), misspelt AS (
    SELECT word.n, t.activity_id AS id, (5 - word_similarity(word.letters, t.letters))::real AS far
    FROM word JOIN activity_texts t ON t.letters %> word.letters
    WHERE length(word.letters) > 3 AND word.n NOT IN (SELECT w.n FROM as_written w)
    UNION ALL
    SELECT word.n, a.id, 5 FROM word JOIN activities a ON plain_text(a.area) %> word.letters AND a.published_at IS NOT NULL AND a.visibility = 'public'
    WHERE length(word.letters) > 3 AND word.n NOT IN (SELECT w.n FROM as_written w)
  ), best AS (
    SELECT hit.id, hit.n, min(hit.far) AS far FROM (SELECT * FROM as_written UNION ALL SELECT * FROM misspelt) hit GROUP BY hit.id, hit.n
  )
  SELECT a.id, a.starts_at, a.ends_at, a.organisation_id, a.kind_id, a.area, a.lat, a.lon, sum(best.far)::real FROM best JOIN activities a ON a.id = best.id
  WHERE a.published_at IS NOT NULL AND a.visibility = 'public' AND a.starts_at > since - interval '1 day' AND a.ends_at > since
  GROUP BY a.id HAVING count(*) = cardinality(telling);
END $$;

-- The row lock that makes joining, leaving, promoting and lowering places take turns. Any code that decides on free
-- places calls it first, in a statement of its own (a statement's snapshot is older than the lock it waits for).
CREATE FUNCTION take_turn(activity uuid) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended(activity::text, 0))
$$;

-- Counts are facts of the table, whoever changes it.
CREATE FUNCTION count_sign_ups() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE joined integer := 0; waiting integer := 0; activity uuid;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    activity := OLD.activity_id;
    joined := joined - (OLD.state = 'joined')::int; waiting := waiting - (OLD.state = 'waiting')::int;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    activity := NEW.activity_id;
    joined := joined + (NEW.state = 'joined')::int; waiting := waiting + (NEW.state = 'waiting')::int;
  END IF;
  IF joined <> 0 OR waiting <> 0 THEN
    UPDATE activities SET joined_count = joined_count + joined, waiting_count = waiting_count + waiting WHERE id = activity;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER sign_ups_counted AFTER INSERT OR UPDATE OF state OR DELETE ON sign_ups
  FOR EACH ROW EXECUTE FUNCTION count_sign_ups();

-- The line is nobody's to choose: places in it are given, only the line itself lets the next one in, and what is not open
-- to somebody takes them in by no way. For persons; the program's own purposes are bound by their policies.
CREATE FUNCTION keep_the_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE activity activities;
BEGIN
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
CREATE TRIGGER sign_ups_in_line BEFORE INSERT OR UPDATE OF state ON sign_ups FOR EACH ROW EXECUTE FUNCTION keep_the_line();

-- Public pages are cached whole; whatever writes to what they show says so, to every process, on commit.
CREATE FUNCTION public_pages_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('public_pages', '');
  RETURN NULL;
END $$;
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['organisations', 'places', 'activity_kinds', 'activities', 'activity_texts', 'activity_addresses', 'pictures', 'help_lines'] LOOP
    EXECUTE format('CREATE TRIGGER public_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION public_pages_changed()', t);
  END LOOP;
END $$;

-- History is written once.
CREATE FUNCTION history_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'history is append-only'; END $$;
CREATE TRIGGER history_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON history
  FOR EACH STATEMENT EXECUTE FUNCTION history_is_written_once();

-- ── policies ────────────────────────────────────────────────────────────────────────────────────────────────

DO $$ DECLARE t text; BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO samkraft_app', t);
    -- The owner migrates, seeds and backs up; the SECURITY DEFINER functions above run as it.
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO samkraft_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO samkraft_app;
REVOKE UPDATE, DELETE ON history FROM samkraft_app;
REVOKE INSERT, UPDATE, DELETE ON organisations FROM samkraft_app;
GRANT UPDATE (name, about, contact_email, website, language, zone) ON organisations TO samkraft_app;
REVOKE DELETE ON activities, sign_ups, people, mails FROM samkraft_app;
REVOKE UPDATE ON activities FROM samkraft_app; -- not the counts: they belong to the trigger
GRANT UPDATE (slug, place_id, kind_id, picture_id, language, starts_at, ends_at, zone, all_day, area, lat, lon, visibility, places, host_id,
  sequence, version, import_uid, import_occurrence, imported, published_at, published_by, cancelled_at, cancelled_by, cancel_reason, updated_at)
  ON activities TO samkraft_app;

-- Who a row is about, and what it was made for, never changes; nor does anybody choose their place in a line.
REVOKE INSERT, UPDATE ON sign_ups FROM samkraft_app;
GRANT INSERT (activity_id, person_id, state, visible_to_others, created_at, changed_at) ON sign_ups TO samkraft_app;
GRANT UPDATE (state, visible_to_others, changed_at) ON sign_ups TO samkraft_app;
REVOKE UPDATE ON people, memberships, invitations, passkeys FROM samkraft_app;
GRANT UPDATE (name, language, open_titles) ON people TO samkraft_app;
GRANT UPDATE (valid_from, valid_to) ON memberships TO samkraft_app;
GRANT UPDATE (token_hash, created_at, expires_at, invited_by, accepted_at, accepted_by, revoked_at) ON invitations TO samkraft_app;
GRANT UPDATE (name, counter, last_used_at) ON passkeys TO samkraft_app;

CREATE POLICY everyone_reads ON organisations FOR SELECT TO samkraft_app USING (true);
CREATE POLICY administrators_edit ON organisations FOR UPDATE TO samkraft_app USING (works_for(id, 'administrator'));

CREATE POLICY everyone_reads ON places FOR SELECT TO samkraft_app USING (true);
CREATE POLICY administrators_add ON places FOR INSERT TO samkraft_app WITH CHECK (works_for(organisation_id, 'administrator', 'coordinator'));
CREATE POLICY administrators_edit ON places FOR UPDATE TO samkraft_app USING (works_for(organisation_id, 'administrator', 'coordinator'));

CREATE POLICY everyone_reads ON role_labels FOR SELECT TO samkraft_app USING (true);
CREATE POLICY administrators_write ON role_labels FOR ALL TO samkraft_app USING (works_for(organisation_id, 'administrator'));

CREATE POLICY everyone_reads ON activity_kinds FOR SELECT TO samkraft_app USING (true);
CREATE POLICY administrators_write ON activity_kinds FOR ALL TO samkraft_app USING (works_for(organisation_id, 'administrator'));

CREATE POLICY everyone_reads ON help_lines FOR SELECT TO samkraft_app USING (true);
CREATE POLICY administrators_write ON help_lines FOR ALL TO samkraft_app
  USING (EXISTS (SELECT FROM organisations o WHERE o.country = help_lines.country AND works_for(o.id, 'administrator')));

CREATE POLICY own ON people FOR SELECT TO samkraft_app USING (id = app_person());
CREATE POLICY known ON people FOR SELECT TO samkraft_app USING (may_know(id));
CREATE POLICY system_reads ON people FOR SELECT TO samkraft_app USING (app_system('identity', 'mail', 'waiting-list', 'announce'));
CREATE POLICY own_edit ON people FOR UPDATE TO samkraft_app USING (id = app_person());
CREATE POLICY identity_adds ON people FOR INSERT TO samkraft_app WITH CHECK (app_system('identity'));

CREATE POLICY own ON memberships FOR SELECT TO samkraft_app USING (person_id = app_person());
-- Signing in reads where the person works, for the page's head.
CREATE POLICY identity_reads ON memberships FOR SELECT TO samkraft_app USING (app_system('identity'));
CREATE POLICY colleagues ON memberships FOR SELECT TO samkraft_app USING (
  works_for(organisation_id, 'coordinator', 'administrator')
  OR (role IN ('volunteer', 'organiser', 'coordinator', 'administrator') AND works_for(organisation_id, 'organiser')));
-- Roles are given to those the organisation knows; everybody else has said yes to an invitation.
CREATE POLICY administrators_grant ON memberships FOR INSERT TO samkraft_app WITH CHECK (
  (works_for(organisation_id, 'administrator') OR (role IN ('participant', 'volunteer') AND works_for(organisation_id, 'coordinator')))
  AND has_been_in(organisation_id, person_id));
CREATE POLICY invited ON memberships FOR INSERT TO samkraft_app WITH CHECK (app_system('invitation') AND EXISTS (
  SELECT FROM invitations i WHERE i.organisation_id = memberships.organisation_id AND i.role = memberships.role AND i.accepted_by = memberships.person_id));
CREATE POLICY administrators_end ON memberships FOR UPDATE TO samkraft_app USING (
  works_for(organisation_id, 'administrator') OR (role IN ('participant', 'volunteer') AND works_for(organisation_id, 'coordinator')));

CREATE POLICY administrators_see ON invitations FOR SELECT TO samkraft_app USING (
  works_for(organisation_id, 'administrator', 'coordinator') OR app_system('invitation'));
CREATE POLICY administrators_invite ON invitations FOR INSERT TO samkraft_app WITH CHECK (
  works_for(organisation_id, 'administrator') OR (role IN ('participant', 'volunteer') AND works_for(organisation_id, 'coordinator')));
CREATE POLICY administrators_revoke ON invitations FOR UPDATE TO samkraft_app USING (
  works_for(organisation_id, 'administrator') OR (role IN ('participant', 'volunteer') AND works_for(organisation_id, 'coordinator'))
  OR app_system('invitation'));

CREATE POLICY identity_only ON sign_in_requests FOR ALL TO samkraft_app USING (app_system('identity'));
CREATE POLICY identity_only ON wrong_codes FOR ALL TO samkraft_app USING (app_system('identity'));
CREATE POLICY identity_only ON sessions FOR ALL TO samkraft_app USING (app_system('identity'));
CREATE POLICY own ON sessions FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY own_revoke ON sessions FOR DELETE TO samkraft_app USING (person_id = app_person());
CREATE POLICY identity_only ON passkeys FOR ALL TO samkraft_app USING (app_system('identity'));
CREATE POLICY own ON passkeys FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY own_rename ON passkeys FOR UPDATE TO samkraft_app USING (person_id = app_person());
CREATE POLICY own_remove ON passkeys FOR DELETE TO samkraft_app USING (person_id = app_person());
CREATE POLICY identity_only ON passkey_challenges FOR ALL TO samkraft_app USING (app_system('identity'));
CREATE POLICY own ON calendar_addresses FOR ALL TO samkraft_app USING (person_id = app_person());
CREATE POLICY feed_reads ON calendar_addresses FOR SELECT TO samkraft_app USING (app_system('feed'));

CREATE POLICY published ON activities FOR SELECT TO samkraft_app USING (
  (published_at IS NOT NULL AND visibility IN ('public', 'unlisted'))
  OR (published_at IS NOT NULL AND visibility = 'members' AND belongs_to(organisation_id))
  OR works_for(organisation_id, 'organiser', 'coordinator', 'administrator')
  OR (host_id = app_person() AND published_at IS NOT NULL)
  OR (published_at IS NOT NULL AND has_signed_up(id))
  OR app_system('mail', 'waiting-list', 'announce', 'identity'));
CREATE POLICY organisers_add ON activities FOR INSERT TO samkraft_app WITH CHECK (
  works_for(organisation_id, 'organiser', 'coordinator', 'administrator') AND joined_count = 0 AND waiting_count = 0
  AND created_by = app_person() AND is_of_the_house(organisation_id, kind_id, place_id, picture_id));
CREATE POLICY organisers_edit ON activities FOR UPDATE TO samkraft_app
  USING (works_for(organisation_id, 'organiser', 'coordinator', 'administrator'))
  WITH CHECK (works_for(organisation_id, 'organiser', 'coordinator', 'administrator') AND is_of_the_house(organisation_id, kind_id, place_id, picture_id));

CREATE POLICY with_the_activity ON activity_texts FOR SELECT TO samkraft_app
  USING (EXISTS (SELECT FROM activities a WHERE a.id = activity_id));
CREATE POLICY organisers_write ON activity_texts FOR ALL TO samkraft_app USING (plans(activity_id));

CREATE POLICY as_shown ON activity_addresses FOR SELECT TO samkraft_app USING (
  (shown_to = 'everyone' AND EXISTS (SELECT FROM activities a WHERE a.id = activity_id))
  OR has_joined(activity_id) OR leads(activity_id) OR app_system('mail'));
CREATE POLICY organisers_write ON activity_addresses FOR ALL TO samkraft_app USING (plans(activity_id));

CREATE POLICY with_an_activity ON pictures FOR SELECT TO samkraft_app USING (
  EXISTS (SELECT FROM activities a WHERE a.picture_id = pictures.id)
  OR works_for(organisation_id, 'organiser', 'coordinator', 'administrator'));
CREATE POLICY organisers_write ON pictures FOR ALL TO samkraft_app USING (works_for(organisation_id, 'organiser', 'coordinator', 'administrator'));
CREATE INDEX activities_picture ON activities (picture_id) WHERE picture_id IS NOT NULL;

CREATE POLICY own ON sign_ups FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY leaders ON sign_ups FOR SELECT TO samkraft_app USING (leads(activity_id));
CREATE POLICY visible_to_each_other ON sign_ups FOR SELECT TO samkraft_app USING (
  visible_to_others AND state = 'joined' AND is_visible_in(activity_id));
CREATE POLICY system_reads ON sign_ups FOR SELECT TO samkraft_app USING (app_system('waiting-list', 'announce', 'mail'));
CREATE POLICY own_join ON sign_ups FOR INSERT TO samkraft_app WITH CHECK (
  person_id = app_person() AND EXISTS (SELECT FROM activities a WHERE a.id = activity_id));
CREATE POLICY own_change ON sign_ups FOR UPDATE TO samkraft_app USING (person_id = app_person());
CREATE POLICY leaders_take_out ON sign_ups FOR UPDATE TO samkraft_app USING (leads(activity_id)) WITH CHECK (leads(activity_id) AND state = 'left');
CREATE POLICY promotion ON sign_ups FOR UPDATE TO samkraft_app USING (app_system('waiting-list') AND state = 'waiting')
  WITH CHECK (app_system('waiting-list') AND state = 'joined');

CREATE POLICY own ON calendar_entries FOR ALL TO samkraft_app USING (person_id = app_person());
CREATE POLICY announcements ON calendar_entries FOR ALL TO samkraft_app USING (
  app_system('waiting-list', 'announce', 'mail'));

CREATE POLICY importer ON calendar_imports FOR ALL TO samkraft_app USING (
  person_id = app_person() AND works_for(organisation_id, 'organiser', 'coordinator', 'administrator'));

-- Any command may owe anybody a mail; only the person and the mailer read it.
CREATE POLICY anyone_owes ON mails FOR INSERT TO samkraft_app WITH CHECK (current_setting('app.actor', true) ~ '^(person|system):.');
CREATE POLICY own ON mails FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY mailer ON mails FOR SELECT TO samkraft_app USING (app_system('mail'));
CREATE POLICY mailer_updates ON mails FOR UPDATE TO samkraft_app USING (app_system('mail'));
CREATE POLICY mailer_delivers ON mailbox FOR ALL TO samkraft_app USING (app_system('mail'));

CREATE POLICY anyone_tells ON history FOR INSERT TO samkraft_app WITH CHECK (actor = current_setting('app.actor', true) AND actor ~ '^(person|system):.');
-- Who joined what is for coordinators, not for those who only administer.
CREATE POLICY coordinators_read ON history FOR SELECT TO samkraft_app USING (
  works_for(organisation_id, 'coordinator') OR (event NOT LIKE 'sign-up.%' AND works_for(organisation_id, 'administrator')));
CREATE POLICY own_deeds ON history FOR SELECT TO samkraft_app USING (actor = 'person:' || app_person());
-- Who plans an activity sees what was done to its plan, never who joined or left.
CREATE POLICY planners_read ON history FOR SELECT TO samkraft_app USING (
  subject_kind = 'activity' AND event LIKE 'activity.%' AND works_for(organisation_id, 'organiser'));

-- ── help lines: data with a date and a source, edited by administrators ─────────────────────────────────────

INSERT INTO help_lines (country, position, names, number, hours, source, checked_on, verified) VALUES
 ('NO', 1, '{"nb":"Ambulanse","sv":"Ambulans","en":"Ambulance"}', '113', '{"nb":"alltid","sv":"alltid","en":"always"}', 'helsenorge.no', '2026-11-01', true),
 ('NO', 2, '{"nb":"Legevakt","sv":"Jourläkare","en":"Doctor on call"}', '116 117', '{"nb":"alltid","sv":"alltid","en":"always"}', 'helsenorge.no', '2026-11-01', true),
 ('NO', 3, '{"nb":"Mental Helse"}', '116 123', '{"nb":"alltid","sv":"alltid","en":"always"}', 'mentalhelse.no', '2026-11-01', true),
 ('NO', 4, '{"nb":"Kirkens SOS"}', '22 40 00 40', '{"nb":"alltid","sv":"alltid","en":"always"}', 'kirkens-sos.no', '2026-11-01', true),
 ('NO', 5, '{"nb":"RUStelefonen"}', '915 08 588', '{"nb":"hverdager 11–14.30 og 15–18","sv":"vardagar 11–14.30 och 15–18","en":"weekdays 11–14:30 and 15–18"}', 'rustelefonen.no', '2026-11-01', true),
 ('NO', 6, '{"nb":"Giftinformasjonen","en":"Poison information"}', '22 59 13 00', '{"nb":"alltid","sv":"alltid","en":"always"}', 'fhi.no', '2026-11-01', true),
 ('NO', 7, '{"nb":"NA (Anonyme Narkomane)","en":"NA (Narcotics Anonymous)"}', '905 29 359', '{"nb":"hver dag 10–22","sv":"varje dag 10–22","en":"daily 10–22"}', 'nanorge.org', '2026-11-01', true),
 ('NO', 8, '{"nb":"AA (Anonyme Alkoholikere)","en":"AA (Alcoholics Anonymous)"}', '911 77 770', '{"nb":"hverdager 11–15, hver dag 18–22","sv":"vardagar 11–15, varje dag 18–22","en":"weekdays 11–15, daily 18–22"}', 'aa.no', '2026-11-01', true),
 ('NO', 9, '{"nb":"Ivareta (for pårørende)","sv":"Ivareta (för anhöriga)","en":"Ivareta (next of kin)"}', '800 40 567', '{"nb":"hverdager 9–15, tirsdag også 18–21","sv":"vardagar 9–15, tisdag även 18–21","en":"weekdays 9–15, Tuesday also 18–21"}', 'ivareta.no', '2026-11-01', true),
 ('SE', 1, '{"sv":"Akut hjälp","nb":"Akutt hjelp","en":"Emergency"}', '112', '{"nb":"alltid","sv":"alltid","en":"always"}', '112.se', '2026-11-01', true),
 ('SE', 2, '{"sv":"Vårdguiden","nb":"Helseråd (Vårdguiden)","en":"Health advice (1177)"}', '1177', '{"nb":"alltid","sv":"alltid","en":"always"}', '1177.se', '2026-11-01', true),
 ('SE', 3, '{"sv":"Hjälplinjen (18+)"}', '90 390', '{"nb":"alltid","sv":"alltid","en":"always"}', 'hjalplinjen.se', '2026-11-01', true),
 ('SE', 4, '{"sv":"Självmordslinjen","nb":"Selvmordslinjen (Självmordslinjen)","en":"Suicide line (Självmordslinjen)"}', '90101', '{"nb":"alltid","sv":"alltid","en":"always"}', 'mind.se', '2026-11-01', false),
 ('SE', 5, '{"sv":"Alkoholhjälpen"}', '020-84 44 48', '{"nb":"se alkoholhjalpen.se","sv":"se alkoholhjalpen.se","en":"see alkoholhjalpen.se"}', 'alkoholhjalpen.se', '2026-11-01', false),
 ('SE', 6, '{"sv":"Droghjälpen"}', '020-91 91 91', '{"nb":"se droghjalpen.se","sv":"se droghjalpen.se","en":"see droghjalpen.se"}', 'droghjalpen.se', '2026-11-01', false);

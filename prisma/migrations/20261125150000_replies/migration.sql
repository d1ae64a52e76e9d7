-- Answers from calendars: what a person last said by their calendar about one activity. For the person alone; who comes
-- is in sign_ups.
CREATE TABLE calendar_replies (
  activity_id uuid NOT NULL REFERENCES activities ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  answer text NOT NULL CHECK (answer IN ('accepted', 'declined', 'tentative')),
  said_at timestamptz NOT NULL, -- DTSTAMP: when the calendar said it; older ones change nothing
  sequence integer NOT NULL,
  applied_at timestamptz NOT NULL,
  PRIMARY KEY (activity_id, person_id)
);
CREATE INDEX calendar_replies_person ON calendar_replies (person_id);

-- What the mail provider has told us already: the same message again is no second one.
CREATE TABLE received_webhooks (
  id text PRIMARY KEY CHECK (length(id) <= 200),
  received_at timestamptz NOT NULL
);
CREATE INDEX received_webhooks_received ON received_webhooks (received_at);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['calendar_replies', 'received_webhooks'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
GRANT SELECT, INSERT ON calendar_replies TO samkraft_app;
GRANT UPDATE (answer, said_at, sequence, applied_at) ON calendar_replies TO samkraft_app;
GRANT SELECT, INSERT, DELETE ON received_webhooks TO samkraft_app;

-- A reply is applied as the person who wrote it, so it can do no more than they can.
CREATE POLICY own ON calendar_replies FOR ALL TO samkraft_app USING (person_id = app_person());
CREATE POLICY replies_only ON received_webhooks FOR ALL TO samkraft_app USING (app_system('replies'));

-- Whose answer this is: the person with this address whose calendar was told of this event, and which of its dates. It looks
-- past RLS and answers that alone, to the one purpose that has read a reply.
CREATE FUNCTION invited_to(event_uid text, address citext)
RETURNS TABLE (person_id uuid, activity_id uuid, occurrence text, zone text, told integer, starts_at timestamptz, of_series boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.person_id, a.id, a.occurrence::text, coalesce(r.zone, a.zone), max(e.sequence) OVER (), a.starts_at, r.id IS NOT NULL
  FROM people p JOIN calendar_entries e ON e.person_id = p.id JOIN activities a ON a.id = e.activity_id LEFT JOIN series_rules r ON r.id = a.rule_id
  WHERE app_system('replies') AND p.email = address AND a.published_at IS NOT NULL
    AND ((r.id IS NULL AND a.uid = event_uid) OR r.uid = event_uid)
  ORDER BY a.id
$$;
REVOKE ALL ON FUNCTION invited_to(text, citext) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION invited_to(text, citext) TO samkraft_app;

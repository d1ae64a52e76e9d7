-- A module's titles per language, without the rest of its texts: for lists.
CREATE FUNCTION titles_of(texts jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_object_agg(key, jsonb_build_object('title', value->>'title')), '{}') FROM jsonb_each(texts)
$$;

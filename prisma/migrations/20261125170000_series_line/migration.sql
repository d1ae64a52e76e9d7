-- Who stops coming to a series and comes back stands behind those who stayed, as in every line here.
CREATE FUNCTION stand_behind() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state = 'left' AND NEW.state = 'joined' THEN NEW.queue_number := nextval('sign_up_queue'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER series_sign_ups_in_line BEFORE UPDATE OF state ON series_sign_ups FOR EACH ROW EXECUTE FUNCTION stand_behind();

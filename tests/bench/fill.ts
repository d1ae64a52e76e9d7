import type pg from 'pg'

/**
 * Many believable activities, made in the database as its owner: forty organisations, towns from Kristiansand to Umeå, the next
 * year and the past month. The same number always gives the same activities.
 */
export async function fill(owner: pg.Client, activities: number) {
  await owner.query('BEGIN')
  await owner.query('SELECT setseed(0.42)')
  await owner.query(`
    CREATE TEMP TABLE towns ON COMMIT DROP AS SELECT row_number() OVER () - 1 AS n, * FROM (VALUES
      ('Stavanger', 58.97, 5.73, 'NO'), ('Sandnes', 58.85, 5.74, 'NO'), ('Bryne', 58.74, 5.65, 'NO'), ('Egersund', 58.45, 6.0, 'NO'), ('Haugesund', 59.41, 5.27, 'NO'),
      ('Bergen', 60.39, 5.32, 'NO'), ('Oslo', 59.91, 10.75, 'NO'), ('Drammen', 59.74, 10.2, 'NO'), ('Lillestrøm', 59.96, 11.05, 'NO'), ('Kristiansand', 58.15, 8.0, 'NO'),
      ('Trondheim', 63.43, 10.4, 'NO'), ('Tromsø', 69.65, 18.96, 'NO'), ('Bodø', 67.28, 14.4, 'NO'), ('Ålesund', 62.47, 6.15, 'NO'), ('Skien', 59.21, 9.61, 'NO'),
      ('Göteborg', 57.71, 11.97, 'SE'), ('Stockholm', 59.33, 18.07, 'SE'), ('Malmö', 55.6, 13.0, 'SE'), ('Uppsala', 59.86, 17.64, 'SE'), ('Örebro', 59.27, 15.21, 'SE'),
      ('Linköping', 58.41, 15.62, 'SE'), ('Västerås', 59.61, 16.55, 'SE'), ('Umeå', 63.83, 20.26, 'SE'), ('Karlstad', 59.4, 13.5, 'SE')) t (name, lat, lon, country)`)
  await owner.query(`
    INSERT INTO organisations (slug, name, country, language, zone)
    SELECT 'lag-' || g, 'Laget i ' || name || ' ' || g, country, CASE country WHEN 'NO' THEN 'nb' ELSE 'sv' END, CASE country WHEN 'NO' THEN 'Europe/Oslo' ELSE 'Europe/Stockholm' END
    FROM generate_series(0, 39) g JOIN towns t ON t.n = g % 24`)
  await owner.query(`
    INSERT INTO activity_kinds (organisation_id, slug, names, position)
    SELECT o.id, k.slug, k.names::jsonb, k.position FROM organisations o CROSS JOIN (VALUES
      ('tur', '{"nb":"Tur","sv":"Tur","en":"Walk"}', 1), ('trening', '{"nb":"Trening","sv":"Träning","en":"Exercise"}', 2), ('mat', '{"nb":"Mat","sv":"Mat","en":"Food"}', 3),
      ('kultur', '{"nb":"Kultur","sv":"Kultur","en":"Culture"}', 4), ('verksted', '{"nb":"Verksted","sv":"Verkstad","en":"Workshop"}', 5), ('kafe', '{"nb":"Kafé","sv":"Kafé","en":"Café"}', 6),
      ('samtalegruppe', '{"nb":"Samtalegruppe","sv":"Samtalsgrupp","en":"Talking group"}', 7), ('hoytid', '{"nb":"Høytid","sv":"Högtid","en":"Holiday"}', 8), ('kurs', '{"nb":"Kurs","sv":"Kurs","en":"Course"}', 9)
    ) k (slug, names, position) WHERE o.slug LIKE 'lag-%'`)
  await owner.query(
    `CREATE TEMP TABLE planned ON COMMIT DROP AS
     SELECT g AS n, gen_random_uuid() AS id, o.id AS organisation_id, o.language, o.zone, k.id AS kind_id, k.slug AS kind, t.name AS town,
       t.lat + (random() - 0.5) * 0.12 AS lat, t.lon + (random() - 0.5) * 0.2 AS lon,
       date_trunc('hour', now()) + (CASE WHEN g % 12 = 11 THEN -1 ELSE 1 END) * ((random() * CASE WHEN g % 12 = 11 THEN 700 ELSE 8700 END)::int + 1) * interval '1 hour' AS starts_at
     FROM generate_series(0, $1::int - 1) g
     JOIN (SELECT *, row_number() OVER (ORDER BY slug) - 1 AS n FROM organisations WHERE slug LIKE 'lag-%') o ON o.n = g % 40
     JOIN LATERAL (SELECT * FROM activity_kinds WHERE organisation_id = o.id ORDER BY position OFFSET (g / 40) % 9 LIMIT 1) k ON true
     JOIN towns t ON t.n = substr(o.slug, 5)::int % 24`,
    [activities],
  )
  await owner.query(`
    INSERT INTO activities (id, organisation_id, slug, kind_id, language, starts_at, ends_at, zone, area, lat, lon, places, uid, published_at)
    SELECT id, organisation_id, 'aktivitet-' || n, kind_id, language, starts_at, starts_at + interval '2 hours', zone,
      (ARRAY['Sentrum', 'Parken', 'Bydelshuset', 'Idrettshallen', 'Friluftsbadet'])[1 + n % 5] || ', ' || town, lat, lon,
      CASE WHEN n % 3 = 0 THEN NULL ELSE 12 END, n || '@fill.samkraft.example', now()
    FROM planned`)
  await owner.query(`
    INSERT INTO activity_texts (activity_id, language, title, description, what_to_expect, who_meets_you, price, accessibility)
    SELECT id, language,
      (ARRAY['Rolig', 'Åpen', 'Ukas', 'Felles', 'Kveldens', 'Vennlig', 'Lørdagens'])[1 + n % 7] || ' ' ||
      (CASE kind
        WHEN 'tur' THEN (ARRAY['skogstur', 'topptur', 'kveldstur', 'kajakktur', 'sykkeltur'])
        WHEN 'trening' THEN (ARRAY['fotballtrening', 'yoga', 'svømming', 'klatring', 'styrketrening'])
        WHEN 'mat' THEN (ARRAY['middag', 'suppelunsj', 'bakekveld', 'grillkveld', 'frokost'])
        WHEN 'kultur' THEN (ARRAY['konsert', 'filmkveld', 'korøvelse', 'museumsbesøk', 'teater'])
        WHEN 'verksted' THEN (ARRAY['sykkelverksted', 'keramikk', 'snekring', 'strikkekveld', 'maling'])
        WHEN 'kafe' THEN (ARRAY['språkkafé', 'brettspillkafé', 'formiddagskafé', 'kaffe og vafler', 'reparasjonskafé'])
        WHEN 'samtalegruppe' THEN (ARRAY['samtalegruppe', 'mannsgruppe', 'kvinnegruppe', 'lesesirkel', 'rolig prat'])
        WHEN 'hoytid' THEN (ARRAY['julebord', 'adventsstund', 'påskefrokost', 'midtsommer', 'nyttårsfeiring'])
        ELSE (ARRAY['førstehjelp', 'datakurs', 'matlagingskurs', 'førerkortteori', 'gitarkurs']) END)[1 + (n / 7) % 5] || ' i ' || town,
      'Vi møtes og gjør noe sammen. Alle er velkomne, og du trenger ikke å kunne noe fra før. Ta med klær etter været, så ordner vi resten. Vi tar en pause med kaffe halvveis.',
      'Vi er som regel åtte til tolv. Du kan komme alene, og du kan gå når du vil.', 'Kari står ved inngangen fra ti minutter før.',
      CASE WHEN n % 4 = 0 THEN '50 kr' ELSE 'Gratis' END, 'Trappefri inngang.'
    FROM planned`)
  await owner.query(`
    INSERT INTO activity_addresses (activity_id, address, lat, lon, shown_to)
    SELECT id, 'Storgata ' || 1 + n % 90 || ', ' || town, lat, lon, CASE WHEN n % 5 = 0 THEN 'joined' ELSE 'everyone' END FROM planned`)
  await owner.query('COMMIT')
  await owner.query('VACUUM ANALYZE activities, activity_texts, activity_addresses, activity_kinds, organisations')
}

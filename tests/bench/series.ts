import type pg from 'pg'

/** Makes some of the activities the first dates of weekly series, each with twenty-five more. @returns the address of one series and of its first date. */
export async function plantSeries(owner: pg.Client, count: number): Promise<{ series: string; date: string }> {
  await owner.query('BEGIN')
  await owner.query(
    `CREATE TEMP TABLE firsts ON COMMIT DROP AS
     SELECT a.*, gen_random_uuid() AS new_series, gen_random_uuid() AS new_rule FROM activities a WHERE a.starts_at BETWEEN now() + interval '3 days' AND now() + interval '60 days' ORDER BY a.slug LIMIT $1`,
    [count],
  )
  await owner.query(`INSERT INTO series (id, organisation_id, slug) SELECT new_series, organisation_id, slug || '-rekke' FROM firsts`)
  await owner.query(`
    INSERT INTO series_rules (id, series_id, uid, rule, first_day, start_time, minutes, zone, made_until)
    SELECT new_rule, new_series, new_rule || '@fill', 'FREQ=WEEKLY;BYDAY=' || upper(left(to_char(starts_at AT TIME ZONE zone, 'DY'), 2)), (starts_at AT TIME ZONE zone)::date, (starts_at AT TIME ZONE zone)::time, 120, zone,
      (starts_at AT TIME ZONE zone)::date + 300 FROM firsts`)
  await owner.query(`UPDATE activities a SET series_id = f.new_series, rule_id = f.new_rule, occurrence = (f.starts_at AT TIME ZONE f.zone)::date FROM firsts f WHERE f.id = a.id`)
  await owner.query(`
    INSERT INTO activities (organisation_id, slug, kind_id, language, starts_at, ends_at, zone, area, lat, lon, places, uid, published_at, series_id, rule_id, occurrence)
    SELECT organisation_id, slug || '-' || week, kind_id, language, at, at + interval '2 hours', zone, area, lat, lon, places, slug || '-' || week || '@fill', now(), new_series, new_rule, (at AT TIME ZONE zone)::date
    FROM firsts CROSS JOIN generate_series(1, 25) week CROSS JOIN LATERAL (SELECT ((starts_at AT TIME ZONE zone) + week * interval '7 days') AT TIME ZONE zone AS at) moved`)
  await owner.query(`
    INSERT INTO activity_texts (activity_id, language, title, description, what_to_expect)
    SELECT a.id, t.language, t.title, t.description, t.what_to_expect FROM activities a JOIN firsts f ON f.new_series = a.series_id AND f.id <> a.id JOIN activity_texts t ON t.activity_id = f.id`)
  const { rows: [one] } = await owner.query<{ slug: string }>('SELECT slug FROM firsts ORDER BY slug LIMIT 1')
  await owner.query('COMMIT')
  await owner.query('VACUUM ANALYZE activities, activity_texts, series, series_rules')
  return { series: `/series/${one!.slug}-rekke`, date: `/activities/${one!.slug}` }
}

import { type Letter, letterTo, owe } from '#app/domain/notifications/commands.server.ts'
import { system } from '#app/platform/actor.ts'
import { actingAs, type Sql } from '#app/platform/db.server.ts'
import { inLanguage, type Language } from '#app/platform/language.ts'
import { type TellingTexts, tellingTexts } from './messages.ts'

/** What letters about a group may need to say, in the reader's language. */
interface GroupTold {
  id: string
  slug: string
  name: string
  firstTime: string
  organisation: { slug: string; name: string; country: string; contactEmail: string | null }
}
type Row = Omit<GroupTold, 'name' | 'firstTime'> & { language: Language; texts: Partial<Record<Language, { name: string; firstTime: string }>> }

/**
 * Writes to people about a group, in the transaction of what happened. Whom is found by the program itself: the person who
 * causes a letter may not know who gets it.
 */
async function writeAbout(
  sql: Sql,
  groupId: string,
  to: (sql: Sql) => Promise<string[]>,
  compose: (texts: TellingTexts, group: GroupTold) => Letter,
): Promise<number> {
  return actingAs(sql, system('groups'), async (sql) => {
    const ids = [...new Set(await to(sql))]
    if (ids.length === 0) return 0
    const people = await sql<{ personId: string; email: string; language: Language }>`
      SELECT id AS "personId", email::text AS email, language FROM people WHERE id = ANY (${ids}::uuid[])`
    const [row] = await sql<Row>`
      SELECT g.id, g.slug, g.language, json_build_object('slug', o.slug, 'name', o.name, 'country', o.country, 'contactEmail', o.contact_email) AS organisation,
        (SELECT json_object_agg(t.language, json_build_object('name', t.name, 'firstTime', t.first_time)) FROM group_texts t WHERE t.group_id = g.id) AS texts
      FROM groups g JOIN organisations o ON o.id = g.organisation_id WHERE g.id = ${groupId}::uuid`
    if (!row) throw new Error('a group vanished while it was written about')
    await owe(sql, people.map((reader) => {
      const words = row.texts[reader.language] ?? row.texts[row.language] ?? inLanguage(row.texts, reader.language)
      return letterTo(reader, compose(tellingTexts(reader.language), { ...row, name: words?.name ?? '', firstTime: words?.firstTime ?? '' }))
    }))
    return people.length
  })
}

/** Somebody asked to come in: those who answer hear of it. */
export const tellAsked = (sql: Sql, groupId: string) =>
  writeAbout(sql, groupId, (sql) => answerersOf(sql, groupId), (texts, group) => ({
    subject: texts.askedSubject, title: texts.askedTitle(group.name), paragraphs: [texts.askedText],
    buttons: [{ text: texts.askedButton, href: workplaceOf(group) }],
  }))

/** Yes, with what the first time is like; or no, and who else there is. Why is never said. */
export const tellAnswer = (sql: Sql, groupId: string, personId: string, answer: 'yes' | 'no' | 'out') =>
  writeAbout(sql, groupId, async () => [personId], (texts, group) => {
    if (answer === 'yes') {
      return {
        subject: texts.answerSubject, title: texts.yesTitle(group.name), paragraphs: [texts.yesText],
        facts: group.firstTime ? [[texts.firstTime, group.firstTime]] : [], buttons: [{ text: texts.yesButton, href: `/groups/${group.slug}` }],
      }
    }
    const { name, slug, contactEmail } = group.organisation
    return {
      subject: texts.answerSubject,
      title: answer === 'no' ? texts.noTitle(group.name) : texts.outTitle(group.name),
      paragraphs: [answer === 'no' ? texts.noText : texts.outText, contactEmail ? texts.noContact(name, contactEmail) : texts.noContactOpen(name)],
      buttons: [
        { text: texts.seeOthers, href: '/groups' }, { text: texts.seeOrganisation, href: `/o/${slug}`, quiet: true }, { text: texts.help, href: '/help', quiet: true },
      ],
    }
  })

export const tellHostNamed = (sql: Sql, groupId: string, personId: string) =>
  writeAbout(sql, groupId, async () => [personId], (texts, group) => ({
    subject: texts.hostSubject, title: texts.hostTitle(group.name), paragraphs: [texts.hostText],
    buttons: [{ text: texts.hostButton, href: workplaceOf(group) }],
  }))

export const tellHostAsked = (sql: Sql, groupId: string, personId: string) =>
  writeAbout(sql, groupId, async () => [personId], (texts, group) => ({
    subject: texts.hostAskedSubject, title: texts.hostAskedTitle(group.name), paragraphs: [texts.hostAskedText],
    buttons: [{ text: texts.hostAskedButton, href: '/me' }],
  }))

/** Those who came to it; not those who rest from it. */
export const tellClosed = (sql: Sql, groupId: string) =>
  writeAbout(sql, groupId, async (sql) => {
    const rows = await sql<{ id: string }>`SELECT person_id AS id FROM group_members WHERE group_id = ${groupId}::uuid AND state = 'member'`
    return rows.map(({ id }) => id)
  }, (texts, group) => ({
    subject: texts.closedSubject, title: texts.closedTitle(group.name), paragraphs: [texts.closedText],
    buttons: [{ text: texts.seeOthers, href: '/groups' }],
  }))

/** Hosts and coordinators, but for who reported and who is reported. Who reported is in no letter. */
export async function tellReported(sql: Sql, groupId: string, { danger, except }: { danger: boolean; except: (string | null)[] }): Promise<number> {
  const [emergency] = await sql<{ number: string }>`SELECT l.number FROM help_lines l JOIN organisations o ON o.country = l.country
    JOIN groups g ON g.organisation_id = o.id WHERE g.id = ${groupId}::uuid ORDER BY l.position, l.id LIMIT 1`
  return writeAbout(
    sql, groupId,
    async (sql) => [...(await hostsOf(sql, groupId)), ...(await coordinatorsOf(sql, groupId))].filter((id) => !except.includes(id)),
    (texts, group) => ({
      subject: danger ? texts.dangerSubject : texts.reportSubject,
      title: danger ? texts.dangerTitle : texts.reportTitle(group.name),
      paragraphs: danger ? [texts.dangerText(group.name), texts.dangerDo(emergency?.number ?? '112')] : [texts.reportText],
      buttons: [{ text: texts.reportButton, href: `${workplaceOf(group)}#reports` }, ...(danger ? [{ text: texts.help, href: '/help', quiet: true }] : [])],
    }),
  )
}

/** That there is something new, and not what. */
export const tellNews = (sql: Sql, groupId: string, personIds: string[]) =>
  writeAbout(sql, groupId, async () => personIds, (texts, group) => ({
    subject: texts.newsSubject, title: texts.newsTitle, paragraphs: [texts.newsText],
    buttons: [{ text: texts.newsButton, href: `/groups/${group.slug}/board` }, { text: texts.newsStop, href: `/groups/${group.slug}/membership`, quiet: true }],
  }))

const workplaceOf = (group: GroupTold) => `/manage/${group.organisation.slug}/groups/${group.id}`

/** Ids of the group's hosts of today, for the program. */
async function hostsOf(sql: Sql, groupId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`SELECT person_id AS id FROM group_hosts
    WHERE group_id = ${groupId}::uuid AND from_day IS NOT NULL AND to_day IS NULL AND may_host(group_id, person_id)`
  return rows.map(({ id }) => id)
}
/** Ids of the coordinators of the group's organisation, for the program. */
async function coordinatorsOf(sql: Sql, groupId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`SELECT DISTINCT m.person_id AS id FROM memberships m JOIN groups g ON g.organisation_id = m.organisation_id
    WHERE g.id = ${groupId}::uuid AND m.role = 'coordinator' AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date)`
  return rows.map(({ id }) => id)
}
/** Those who answer: the hosts, or the coordinators where there are none. */
async function answerersOf(sql: Sql, groupId: string): Promise<string[]> {
  const hosts = await hostsOf(sql, groupId)
  return hosts.length > 0 ? hosts : coordinatorsOf(sql, groupId)
}

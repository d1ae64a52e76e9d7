import { DateTime } from 'luxon'
import { sealOf } from '#app/domain/groups/board/queries.server.ts'
import { encrypt } from '#app/platform/crypto.server.ts'
import type { Language } from '#app/platform/language.ts'
import type { Story } from './story.ts'

/** Peer groups of the demo: who hosts, who is in them, what stands on their boards. Days are counted from today. */
interface Words { name: string; forWhom: string; firstTime: string; description: string }
interface StoryGroup {
  key: string
  wayIn: 'open' | 'request'
  place?: string
  area?: string
  words: Words
  also?: Partial<Record<Language, Words>>
  by: string
  hosts: { person: string; since: number; until?: number; shown?: boolean }[]
  members: { person: string; state?: 'asked' | 'paused'; since: number }[]
  meetings: string[]
  posts: { by: string; ago: number; text: string; replies?: { by: string; ago: number; text: string }[]; erased?: boolean }[]
}

const groups: Record<string, StoryGroup[]> = {
  fjordfolk: [
    {
      key: 'mandagsgruppa-bryne', wayIn: 'request', place: 'bryne', by: 'tormagne', meetings: ['samtalegruppe-bryne'],
      words: {
        name: 'Mandagsgruppa på Bryne', forWhom: 'For deg som har lagt noe bak deg, og vil ha noen å snakke med som vet hvordan det er.',
        firstTime: 'Geir møter deg utenfor kl. 18.15 og går inn sammen med deg. Du trenger ikke si noe den første kvelden. Det er kaffe, og vi slutter når vi har sagt at vi slutter.',
        description: 'Vi sitter rundt et bord, fem til åtte stykker. Hver får ordet én gang, resten er åpent. Det som blir sagt, blir der.',
      },
      also: {
        sv: { name: 'Måndagsgruppen i Bryne', forWhom: 'För dig som har lagt något bakom dig och vill ha någon att prata med som vet hur det är.', firstTime: 'Geir möter dig utanför kl. 18.15 och går in tillsammans med dig. Du behöver inte säga något den första kvällen.', description: 'Vi sitter runt ett bord, fem till åtta personer. Det som sägs stannar där.' },
        en: { name: 'The Monday group in Bryne', forWhom: 'For you who have left something behind, and would like to talk to somebody who knows what that is like.', firstTime: 'Geir meets you outside at 18:15 and walks in with you. You need not say anything the first evening.', description: 'We sit around a table, five to eight of us. What is said stays there.' },
      },
      hosts: [{ person: 'geir', since: 210, shown: true }, { person: 'kristine', since: 45 }, { person: 'solveig', since: 700, until: 420 }],
      members: [{ person: 'lise', since: 120 }, { person: 'oyvind', since: 80 }, { person: 'nina', since: 30, state: 'paused' }, { person: 'anette', since: 1, state: 'asked' }],
      posts: [
        { by: 'geir', ago: 6, text: 'Takk for sist. Neste mandag er det jeg som har kaka.', replies: [{ by: 'lise', ago: 5.8, text: 'Da kommer jeg tidlig.' }] },
        { by: 'oyvind', ago: 2, text: 'Hadde en tung helg, men gikk en lang tur og ringte en av dere. Det hjalp. Takk.', replies: [{ by: 'kristine', ago: 1.8, text: 'Godt at du ringte. Ses mandag.' }, { by: 'lise', ago: 1.5, text: 'Jeg går gjerne med deg neste gang.' }] },
      ],
    },
    {
      key: 'turgruppa', wayIn: 'open', area: 'Sandnes og Jæren', by: 'sissel', meetings: ['kveldstur-dalsnuten', 'tur-orrestranda', 'lavvo-melsheia'],
      words: {
        name: 'Turgruppa', forWhom: 'For alle som vil ut, også om formen er dårlig og du ikke har gått tur på lenge.',
        firstTime: 'Jonas står ved informasjonstavla i rød lue et kvarter før. Vi går så sakte som den som går saktest, og du kan snu når som helst. Da følger en av oss deg ned.',
        description: 'En kveldstur i uka og en lengre i helgene. Vi har hodelykter og regnjakker å låne bort.',
      },
      hosts: [{ person: 'jonas', since: 320, shown: true }],
      members: [{ person: 'emil', since: 200 }, { person: 'roy', since: 150 }, { person: 'vilde', since: 20 }],
      posts: [{ by: 'jonas', ago: 1, text: 'Det blir kaldt på Dalsnuten. Ta med noe varmt å ha på toppen.', replies: [{ by: 'emil', ago: 0.8, text: 'Jeg tar med kakao til alle.' }] }],
    },
  ],
  'nya-stegen': [
    {
      key: 'mandagsgruppen-majorna', wayIn: 'request', place: 'majorna', by: 'asa', meetings: ['samtal-majorna'],
      words: {
        name: 'Måndagsgruppen i Majorna', forWhom: 'För dig som vill leva nyktert och inte vill göra det ensam.',
        firstTime: 'Elin står utanför porten kl. 18.45 och tar med dig in. Du kan sitta tyst hela kvällen om du vill.',
        description: 'Vi är en liten grupp som träffas varje måndag. Vi lyssnar mer än vi ger råd.',
      },
      hosts: [{ person: 'elin', since: 160, shown: true }, { person: 'sara', since: 30 }],
      members: [{ person: 'johan', since: 90 }, { person: 'maria', since: 60 }, { person: 'peter', since: 2, state: 'asked' }],
      posts: [
        { by: 'maria', ago: 3, text: 'Jag saknade er i måndags. Febern är borta nu.', replies: [{ by: 'sara', ago: 2.9, text: 'Vi saknade dig med.' }] },
        { by: 'johan', ago: 4, text: '', erased: true, replies: [{ by: 'elin', ago: 3.9, text: 'Bra att du sade det. Vi ses på måndag.' }] },
      ],
    },
    {
      key: 'slojdgruppen-orebro', wayIn: 'open', place: 'orebro', by: 'mikael', meetings: ['trasloejd-orebro'],
      words: {
        name: 'Slöjdgruppen i Örebro', forWhom: 'För dig som tycker om att göra något med händerna medan ni pratar.',
        firstTime: 'Lars-Göran möter dig i dörren kl. 17.45 och visar var knivarna hänger.',
        description: 'Vi täljer skedar, lagar stolar och dricker kaffe. Inga förkunskaper.',
      },
      also: { en: { name: 'The woodcraft group in Örebro', forWhom: 'For you who like to do something with your hands while you talk.', firstTime: 'Lars-Göran meets you at the door at 17:45 and shows you where the knives hang.', description: 'We carve spoons, mend chairs and drink coffee. You need know nothing beforehand.' } },
      hosts: [{ person: 'larsgoran', since: 400, shown: true }],
      members: [{ person: 'yusuf', since: 100 }],
      posts: [{ by: 'larsgoran', ago: 2, text: 'Ny laddning björk har kommit.' }],
    },
  ],
}

type Insert = (table: string, columns: Record<string, string>, rows: object[]) => Promise<void>
interface Ids { of(...names: string[]): string; organisation(story: Story): string; place(story: Story, key: string): string; person(story: Story, key: string): string; activity(story: Story, key: string): string }

export async function plantGroups(insert: Insert, stories: Story[], ids: Ids, now: Date) {
  const all = stories.flatMap((story) => (groups[story.slug] ?? []).map((group) => ({ story, group, id: ids.of('group', story.slug, group.key), organisation_id: ids.organisation(story) })))
  const days = (story: Story, count: number) => DateTime.fromJSDate(now, { zone: story.zone }).minus({ minutes: Math.round(count * 1440) })
  const day = (story: Story, count: number | undefined) => (count === undefined ? null : days(story, count).toISODate())
  /** Nobody writes at night: the whole day falls between 8 and 22, in the same order and never later. */
  const awake = (story: Story, count: number) => {
    const from = days(story, count).minus({ hours: 8 }), morning = from.startOf('day')
    return morning.plus({ hours: 8, minutes: Math.floor(from.diff(morning, 'minutes').minutes * 14 / 24) })
  }
  const called = (story: Story, key: string) => story.people.find((person) => person.key === key)!.name.split(' ')[0]!

  await insert('groups', { id: 'uuid', organisation_id: 'uuid', slug: 'text', language: 'text', way_in: 'text', place_id: 'uuid', area: 'text', published_at: 'timestamptz', published_by: 'uuid', created_by: 'uuid', created_at: 'timestamptz' },
    all.map(({ story, group, id, organisation_id }) => ({
      id, organisation_id, slug: group.key, language: story.language, way_in: group.wayIn, place_id: group.place ? ids.place(story, group.place) : null, area: group.area ?? '',
      published_at: days(story, 700), published_by: ids.person(story, group.by), created_by: ids.person(story, group.by), created_at: days(story, 701),
    })))
  await insert('group_texts', { group_id: 'uuid', language: 'text', name: 'text', for_whom: 'text', description: 'text', first_time: 'text' },
    all.flatMap(({ story, group, id }) => Object.entries({ ...group.also, [story.language]: group.words }).map(([language, words]) =>
      ({ group_id: id, language, name: words.name, for_whom: words.forWhom, description: words.description, first_time: words.firstTime }))))
  await insert('group_hosts', { id: 'uuid', group_id: 'uuid', person_id: 'uuid', called: 'text', shown: 'boolean', from_day: 'date', to_day: 'date', named_by: 'uuid' },
    all.flatMap(({ story, group, id }) => group.hosts.map((host) => ({
      id: ids.of('host', id, host.person), group_id: id, person_id: ids.person(story, host.person), called: called(story, host.person), shown: host.shown ?? false,
      from_day: day(story, host.since), to_day: day(story, host.until), named_by: ids.person(story, group.by),
    }))))
  await insert('group_members', { id: 'uuid', group_id: 'uuid', person_id: 'uuid', state: 'text', called: 'text', asks_first: 'boolean', created_at: 'timestamptz', changed_at: 'timestamptz', changed_by: 'uuid' },
    all.flatMap(({ story, group, id }) => group.members.map((member) => ({
      id: ids.of('member', id, member.person), group_id: id, person_id: ids.person(story, member.person), state: member.state ?? 'member', called: called(story, member.person), asks_first: false,
      created_at: days(story, member.since), changed_at: days(story, member.since), changed_by: ids.person(story, member.person),
    }))))
  await insert('group_meetings', { id: 'uuid', group_id: 'uuid', activity_id: 'uuid' },
    all.flatMap(({ story, group, id }) => group.meetings.map((key) => ({ id: ids.of('meeting', id, key), group_id: id, activity_id: ids.activity(story, key) }))))

  const posts = all.flatMap(({ story, group, id, organisation_id }) => group.posts.flatMap((post, index) => {
    const row = (own: string, { by, ago, text }: { by: string; ago: number; text: string }, reply: string | null, erased = false) => ({
      id: own, organisation_id, group_id: id, author_id: ids.person(story, by), reply_to: reply, body: erased ? null : encrypt(text, sealOf('group_posts', own, organisation_id)),
      created_at: awake(story, ago), erased_at: erased ? awake(story, ago - 0.5) : null,
    })
    const own = ids.of('group post', id, String(index))
    return [row(own, post, null, post.erased), ...(post.replies ?? []).map((reply, at) => row(ids.of('group post', id, `${index}.${at}`), reply, own))]
  }))
  const columns = { id: 'uuid', organisation_id: 'uuid', group_id: 'uuid', author_id: 'uuid', reply_to: 'uuid', body: 'text', created_at: 'timestamptz', erased_at: 'timestamptz' }
  await insert('group_posts', columns, posts.filter((post) => !post.reply_to))
  await insert('group_posts', columns, posts.filter((post) => post.reply_to))
}

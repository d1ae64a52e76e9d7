import type { DateTime } from 'luxon'
import { sealMessage, sealWords } from '#app/domain/openings/applying/sealing.server.ts'
import type { Kind, State, Texts } from '#app/domain/openings/schema.ts'
import type { Language } from '#app/platform/language.ts'
import type { Story } from './story.ts'

/** What the demo's organisations offer, and how far those who applied have come. Days are counted from today. */
interface StoryOpening {
  key: string
  kind: Kind
  percent?: number
  places: number
  /** Days until the last day to apply, and until the start; without them: until filled, as agreed. */
  until?: number
  starts?: number
  place?: string
  where?: { area: string; lat: number; lon: number }
  by: string
  contact: string
  draft?: boolean
  texts: Partial<Texts> & { title: string }
  also?: Partial<Record<Language, Partial<Texts> & { title: string }>>
  applications?: StoryApplication[]
}
interface StoryApplication {
  person: string
  words: string
  phone?: string
  email?: boolean
  /** Days ago, who, and what was said with it. The last is where it stands. */
  steps: { state: State; ago: number; by?: string; message?: string }[]
}

const openings: Record<string, StoryOpening[]> = {
  fjordfolk: [
    {
      key: 'kjokkenhjelp-verkstedkafeen', kind: 'job', percent: 20, places: 2, until: 18, place: 'verkstedet', by: 'ingrid', contact: 'jonas',
      texts: {
        title: 'Kjøkkenhjelp i verkstedkafeen', hours: 'Tirsdag og torsdag 9–13', pay: 'Tarifflønn. Du kan beholde deler av AAP ved siden av; vi regner på det sammen.',
        description: 'Vi lager lunsj til tjue som jobber på verkstedet. Du er på kjøkkenet sammen med Ahmed, som begynte slik selv.\n\nVi leter ikke etter noen som kan alt. Vi leter etter en som vil komme igjen på torsdag.',
        tasks: 'Skjærer grønnsaker, lager suppe, dekker på og rydder. Én dag i uka handler vi sammen.', learns: 'Matlaging for mange, renhold og allergener. Du får kurset i mattrygghet betalt.',
        adjustments: 'Begynn klokka ti hvis morgenen er tung. Ta pause når du trenger det. Er det en dårlig dag, sender du en melding, og det holder.',
      },
      also: { en: { title: 'Kitchen help in the workshop café', hours: 'Tuesday and Thursday 9–13', pay: 'Union wage. You may keep part of your benefit; we work it out together.', description: 'We make lunch for twenty people who work at the workshop. You work together with Ahmed, who began like this himself.', tasks: 'Cutting vegetables, making soup, laying the tables.', adjustments: 'Begin at ten if the morning is hard.' } },
      applications: [
        { person: 'emil', words: 'Jeg har laget mat hjemme i mange år og liker det godt. Det er lenge siden jeg har hatt jobb. Jeg er best etter klokka ti.', email: true, phone: '900 00 111', steps: [{ state: 'sent', ago: 6 }, { state: 'talking', ago: 4, by: 'jonas', message: 'Så fint at du skrev. Kom innom torsdag kl. 11, så lager vi suppe sammen og prater imens.' }] },
        { person: 'kristine', words: 'Jeg trenger noe fast å gå til. Jeg kan ikke så mye, men jeg lærer fort og kommer alltid når jeg har sagt det.', steps: [{ state: 'sent', ago: 9 }] },
        { person: 'daniel', words: 'I worked in a restaurant kitchen before. Two mornings a week would be a good start for me.', email: true, steps: [{ state: 'sent', ago: 12 }, { state: 'talking', ago: 10, by: 'jonas' }, { state: 'offered', ago: 2, by: 'jonas', message: 'Vi vil gjerne ha deg med, 20 % fra første tirsdag i måneden.' }] },
      ],
    },
    {
      key: 'arbeidstrening-sykkelverksted', kind: 'work-training', percent: 50, places: 3, place: 'bryne', by: 'tormagne', contact: 'tormagne',
      texts: {
        title: 'Sykkelverkstedet på Bryne', hours: 'Mandag til onsdag 9–14', pay: 'Arbeidstrening gjennom NAV. Du beholder ytelsen din.',
        description: 'Folk leverer inn sykler de ikke bruker. Vi gjør dem i stand og låner dem ut. Du trenger ikke ha holdt i en skiftenøkkel før.',
        tasks: 'Vasker, lapper, stiller gir og tar imot folk i døra.', learns: 'Sykkelreparasjon fra bunnen, og hvordan en arbeidsdag henger sammen.', adjustments: 'Fra to timer i uka. Øk når du vil.',
      },
      applications: [{ person: 'roy', words: 'Jeg syklet mye før. Vil gjerne komme i gang igjen med noe i hendene.', phone: '900 00 222', steps: [{ state: 'sent', ago: 40 }, { state: 'talking', ago: 36, by: 'tormagne' }, { state: 'offered', ago: 33, by: 'tormagne' }, { state: 'accepted', ago: 32 }, { state: 'started', ago: 28, by: 'tormagne', message: 'Velkommen til den første dagen. Vi har kaffe klar kl. 9.' }] }],
    },
    {
      key: 'hybel-i-kollektivet', kind: 'housing', places: 1, until: 30, starts: 45, where: { area: 'Ganddal, Sandnes', lat: 58.82, lon: 5.72 }, by: 'ingrid', contact: 'ingrid',
      texts: {
        title: 'Rom i kollektivet på Ganddal', pay: '6 200 kr i måneden med strøm og nett. Vi hjelper deg å søke bostøtte.',
        description: 'Fire rom, felles kjøkken og en hage med epletrær. Huset er rusfritt, og alle som bor her, har valgt det. Ingrid er innom hver uke.',
        adjustments: 'Du kan komme på besøk og spise middag før du bestemmer deg.',
      },
    },
    { key: 'gronnsakshage-utkast', kind: 'work-training', percent: 10, places: 2, place: 'stua', by: 'ingrid', contact: 'sissel', draft: true, texts: { title: 'Grønnsakshagen bak Stua', description: 'Utkast: vi venter på svar fra kommunen.' } },
  ],
  'nya-stegen': [
    {
      key: 'snickeriet-orebro', kind: 'job', percent: 30, places: 1, until: 24, place: 'orebro', by: 'mikael', contact: 'larsgoran',
      texts: {
        title: 'Medarbetare i snickeriet', hours: 'Tre förmiddagar i veckan, du väljer vilka', pay: 'Lön enligt avtal, anställning med lönebidrag är möjlig.',
        description: 'Vi bygger odlingslådor och bänkar till kommunens parker. Lars-Göran visar hur allt går till, och ingen behöver kunna något från början.',
        tasks: 'Såga, slipa, skruva och måla. Ibland leverans med bilen.', learns: 'Grunderna i snickeri och att läsa en ritning.', adjustments: 'Hörselskydd och ett lugnt rum finns. Börja med en förmiddag.',
      },
      also: { nb: { title: 'Medarbeider i snekkerverkstedet', hours: 'Tre formiddager i uka, du velger hvilke', description: 'Vi bygger plantekasser og benker til kommunens parker. Ingen trenger å kunne noe fra før.', pay: 'Lønn etter avtale.' } },
    },
    {
      key: 'folkhogskola-forberedande', kind: 'course', places: 8, until: 40, starts: 60, place: 'majorna', by: 'asa', contact: 'fatima',
      texts: {
        title: 'Prova på folkhögskola', hours: 'Onsdagar 10–14 i tio veckor', pay: 'Gratis. Du kan söka ersättning för resor.',
        description: 'En lugn start för den som inte har suttit i skolbänken på länge. Vi läser, skriver och besöker folkhögskolan tillsammans.',
        learns: 'Att läsa och skriva lite varje vecka, och hur man söker till hösten.', adjustments: 'Små grupper, många pauser. Du behöver inte läsa högt.',
      },
      also: { en: { title: 'Try folk high school', hours: 'Wednesdays 10–14 for ten weeks', pay: 'Free.', description: 'A calm start for anybody who has not sat at a school desk for a long time.', learns: 'Reading and writing a little every week.' } },
    },
  ],
}

interface Ways {
  insert(table: string, columns: Record<string, string>, rows: object[]): Promise<void>
  days(story: Story, count: number): DateTime
  idOf(...names: string[]): string
  organisationId(story: Story): string
  placeId(story: Story, key: string): string
  personId(story: Story, key: string): string
}

export async function seedOpenings(stories: Story[], { insert, days, idOf, organisationId, placeId, personId }: Ways) {
  const all = stories.flatMap((story) => (openings[story.slug] ?? []).map((opening) => ({ story, opening, id: idOf('opening', story.slug, opening.key), made: days(story, -50), published: opening.draft ? null : days(story, -45) })))
  await insert('openings', {
    id: 'uuid', organisation_id: 'uuid', slug: 'text', kind: 'text', language: 'text', percent: 'int', places: 'int', starts_on: 'date', apply_until: 'timestamptz', zone: 'text', place_id: 'uuid',
    area: 'text', lat: 'float8', lon: 'float8', visibility: 'text', contact_id: 'uuid', published_at: 'timestamptz', published_by: 'uuid', created_by: 'uuid', created_at: 'timestamptz', updated_at: 'timestamptz',
  }, all.map(({ story, opening, id, made, published }) => {
    const place = story.places.find(({ key }) => key === opening.place)
    const day = (count: number) => days(story, count).startOf('day')
    return {
      id, organisation_id: organisationId(story), slug: opening.key, kind: opening.kind, language: story.language, percent: opening.percent ?? null, places: opening.places,
      starts_on: opening.starts === undefined ? null : day(opening.starts).toISODate(), apply_until: opening.until === undefined ? null : day(opening.until + 1), zone: story.zone,
      place_id: place ? placeId(story, place.key) : null, area: opening.where?.area ?? (/\d{4} (\D+)$|\d{3} \d{2} (\D+)$/.exec(place?.address ?? '')?.slice(1).find(Boolean) ?? ''),
      lat: opening.where?.lat ?? place?.lat ?? null, lon: opening.where?.lon ?? place?.lon ?? null, visibility: 'public', contact_id: personId(story, opening.contact),
      published_at: published, published_by: published && personId(story, opening.by), created_by: personId(story, opening.by), created_at: made, updated_at: published ?? made,
    }
  }))
  await insert('opening_texts', { opening_id: 'uuid', language: 'text', title: 'text', description: 'text', tasks: 'text', learns: 'text', adjustments: 'text', pay: 'text', hours: 'text' },
    all.flatMap(({ story, opening, id }) => Object.entries({ ...opening.also, [story.language]: opening.texts }).map(([language, texts]) => ({
      opening_id: id, language, title: texts.title, description: texts.description ?? '', tasks: texts.tasks ?? '', learns: texts.learns ?? '', adjustments: texts.adjustments ?? '', pay: texts.pay ?? '', hours: texts.hours ?? '',
    }))))

  const applications = all.flatMap(({ story, opening, id }) => (opening.applications ?? []).map((application) => {
    const at = { applicationId: idOf('application', opening.key, application.person), organisationId: organisationId(story) }
    return { story, opening: id, application, at, first: application.steps[0]!, last: application.steps.at(-1)! }
  }))
  await insert('applications', { id: 'uuid', opening_id: 'uuid', person_id: 'uuid', state: 'text', sealed: 'text', shares_email: 'boolean', looked_at: 'timestamptz', created_at: 'timestamptz', changed_at: 'timestamptz', reminded: 'int' },
    applications.map(({ story, opening, application, at, first, last }) => ({
      id: at.applicationId, opening_id: opening, person_id: personId(story, application.person), state: last.state, sealed: sealWords(at, { words: application.words, phone: application.phone ?? '' }),
      shares_email: application.email ?? false, looked_at: last === first ? null : days(story, -(application.steps[1]!.ago + 1)), created_at: days(story, -first.ago), changed_at: days(story, -last.ago), reminded: 1,
    })))
  await insert('application_steps', { application_id: 'uuid', state: 'text', person_id: 'uuid', at: 'timestamptz', sealed: 'text' },
    applications.flatMap(({ story, application, at }) => application.steps.map((step) => ({
      application_id: at.applicationId, state: step.state, person_id: personId(story, step.by ?? application.person), at: days(story, -step.ago), sealed: sealMessage(at, step.message ?? ''),
    }))))
  await insert('history', { at: 'timestamptz', actor: 'text', organisation_id: 'uuid', subject_kind: 'text', subject_id: 'text', event: 'text', facts: 'jsonb' },
    all.flatMap(({ story, opening, id, made, published }) => {
      const told = { actor: `person:${personId(story, opening.by)}`, organisation_id: organisationId(story), subject_kind: 'opening', subject_id: id, facts: {} }
      return [{ ...told, at: made, event: 'opening.drafted' }, ...(published ? [{ ...told, at: published, event: 'opening.published' }] : [])]
    }))
}

import { messages } from '#app/platform/language.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Tabs } from '#app/ui/table.tsx'

const texts = messages({
  nb: { label: 'Medvandrere', volunteers: 'Frivillige', matching: 'Kobling', pairings: 'Går sammen', school: 'Skole', supervision: 'Veiledning' },
  sv: { label: 'Medvandrare', volunteers: 'Volontärer', matching: 'Matchning', pairings: 'Går tillsammans', school: 'Skola', supervision: 'Handledning' },
  en: { label: 'Companions', volunteers: 'Volunteers', matching: 'Matching', pairings: 'Walking together', school: 'School', supervision: 'Supervision' },
})
const rooms = ['volunteers', 'matching', 'pairings', 'school', 'supervision'] as const

/** The coordinator's rooms about companions, below the workplace's own tabs. */
export function CompanionTabs({ slug, current }: { slug: string; current: (typeof rooms)[number] }) {
  const say = texts(useLanguage())
  return <Tabs label={say.label} tabs={rooms.map((room) => ({ to: `/manage/${slug}/${room}`, text: say[room], current: room === current }))} />
}

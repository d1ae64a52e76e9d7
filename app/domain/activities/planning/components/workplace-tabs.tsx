import type { Role } from '#app/domain/identity/schema.ts'
import { useLanguage } from '#app/ui/language.tsx'
import { Tabs } from '#app/ui/table.tsx'
import { planners } from '../policy.ts'
import { planningTexts } from './messages.ts'

const pages = [
  { page: 'activities', path: '', text: 'tabActivities', roles: ['volunteer', ...planners] },
  { page: 'groups', path: '/groups', text: 'tabGroups', roles: ['volunteer', ...planners] },
  { page: 'openings', path: '/openings', text: 'tabOpenings', roles: ['volunteer', ...planners] },
  { page: 'companions', path: '/volunteers', text: 'tabCompanions', roles: ['coordinator'] },
  { page: 'people', path: '/people', text: 'tabPeople', roles: ['coordinator', 'administrator'] },
  { page: 'import', path: '/import', text: 'tabImport', roles: planners },
  { page: 'history', path: '/history', text: 'tabHistory', roles: ['coordinator', 'administrator'] },
  { page: 'help-lines', path: '/help-lines', text: 'tabHelpLines', roles: ['administrator'] },
  { page: 'settings', path: '/settings', text: 'tabSettings', roles: ['administrator'] },
] as const satisfies { page: string; path: string; text: string; roles: readonly Role[] }[]

/** The rooms of an organisation's workplace that are open to this person. */
export function WorkplaceTabs({ slug, roles, current }: { slug: string; roles: readonly Role[]; current: (typeof pages)[number]['page'] }) {
  const texts = planningTexts(useLanguage())
  const open = pages.filter((one) => one.roles.some((role) => roles.includes(role)))
  if (open.length < 2) return null
  return <Tabs label={texts.tabs} tabs={open.map((one) => ({ to: `/manage/${slug}${one.path}`, text: texts[one.text], current: one.page === current }))} />
}

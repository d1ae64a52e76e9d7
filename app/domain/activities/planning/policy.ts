import type { Role } from '#app/domain/identity/schema.ts'

/** Who plans an organisation's activities. */
export const planners = ['organiser', 'coordinator', 'administrator'] as const satisfies Role[]
/** Who may open the organisation's workplace at all; a volunteer finds there what they host. */
export const workers = ['volunteer', ...planners] as const satisfies Role[]

export const mayPlan = (roles: readonly Role[]) => roles.some((role) => (planners as readonly Role[]).includes(role))
/** Whether the workplace of one activity opens: for those who plan, and for its host. */
export const mayOpen = (roles: readonly Role[], activity: { hostId: string | null; publishedAt: Date | null }, personId: string) =>
  mayPlan(roles) || (activity.hostId === personId && activity.publishedAt !== null)

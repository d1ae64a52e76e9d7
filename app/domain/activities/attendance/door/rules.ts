import type { Held } from '../rules.ts'

const hour = 3_600_000

/** Whether the code at the door works: from an hour before it starts until it ends. */
export const doorIsOpen = ({ startsAt, endsAt, publishedAt, cancelledAt }: Held, now: Date) =>
  publishedAt !== null && cancelledAt === null && +now >= +startsAt - hour && now < endsAt

/** How many names may be written: in ten minutes from one network (a house with forty people has one), in an hour at one door. */
export const knockLimits = { fromNetwork: 20, atDoor: 60 }
export const tooManyKnocks = (knocks: { fromNetwork: number; atDoor: number }) => knocks.fromNetwork >= knockLimits.fromNetwork || knocks.atDoor >= knockLimits.atDoor

import { system } from '#app/platform/actor.ts'
import type { Chore } from '#app/platform/chores.server.ts'
import { lean } from '#app/platform/db.server.ts'
import { askHowItWas, tidyRequests } from './commands.server.ts'

/** The morning after: asks those who came how it was. */
export const askHowThingsWere: Chore = {
  name: 'feedback',
  async work(now) {
    while ((await lean(system('feedback'), (sql) => askHowItWas(sql, now))) > 0);
    await lean(system('feedback'), (sql) => tidyRequests(sql, now))
  },
}

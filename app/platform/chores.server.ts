/**
 * What falls due by the clock alone: reminders, offers that run out, dates of a series still to be made. A chore is asked
 * again and again what is due *now* and does it; it keeps no timers, so a process that slept or crashed catches up, and
 * a test passes whatever time it likes. Several processes ask side by side: each chore takes its work under a lock in the
 * database and must bear being asked twice.
 */
export interface Chore {
  name: string
  /** `failed`: for a chore of many parts, one of which must not keep the others from theirs. */
  work(now: Date, failed?: (error: unknown) => void): Promise<void>
}

type Report = (chore: string, error: unknown) => void

/** Does what is due, one chore after another; one that fails does not keep the others from theirs. */
export async function doChores(chores: readonly Chore[], now: Date, report: Report): Promise<void> {
  for (const chore of chores) {
    const failed = (error: unknown) => report(chore.name, error)
    await chore.work(now, failed).catch(failed)
  }
}

const pauseMs = 30_000

/** One for each loop that runs. */
const sleepers = new Set<() => Promise<void>>()

/** What is due is done at once rather than within half a minute. @returns when a round that began after this call is over. */
export async function wakeChores(): Promise<void> {
  await Promise.all([...sleepers].map((wake) => wake()))
}

/** Does what is due every half minute until the answer is called, which waits for the chore at hand. */
export function startChores(chores: readonly Chore[], report: Report): () => Promise<void> {
  const state = { stopped: false, awake: false, endPause: () => {} }
  const waiting: (() => void)[] = []
  const wake = () =>
    new Promise<void>((done) => {
      if (state.stopped) return done()
      waiting.push(done)
      state.awake = true
      state.endPause()
    })
  sleepers.add(wake)
  const running = (async () => {
    while (!state.stopped) {
      state.awake = false
      const asked = waiting.splice(0)
      await doChores(chores, new Date(), report)
      for (const done of asked) done()
      if (state.stopped || state.awake) continue
      await new Promise<void>((done) => {
        const timer = setTimeout(done, pauseMs)
        timer.unref()
        state.endPause = () => {
          clearTimeout(timer)
          done()
        }
      })
    }
    for (const done of waiting.splice(0)) done()
  })()
  return async () => {
    state.stopped = true
    sleepers.delete(wake)
    state.endPause()
    await running
  }
}

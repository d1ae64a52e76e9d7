/**
 * What falls due by the clock alone: reminders, offers that run out, dates of a series still to be made. A chore is asked
 * again and again what is due *now* and does it; it keeps no timers, so a process that slept or crashed catches up, and
 * a test passes whatever time it likes. Several processes ask side by side: each chore takes its work under a lock in the
 * database and must bear being asked twice.
 */
export interface Chore {
  name: string
  work(now: Date): Promise<void>
}

type Report = (chore: string, error: unknown) => void

/** Does what is due, one chore after another; one that fails does not keep the others from theirs. */
export async function doChores(chores: readonly Chore[], now: Date, report: Report): Promise<void> {
  for (const chore of chores) await chore.work(now).catch((error: unknown) => report(chore.name, error))
}

const pauseMs = 30_000

/** Does what is due every half minute until the answer is called, which waits for the chore at hand. */
export function startChores(chores: readonly Chore[], report: Report): () => Promise<void> {
  let stopped = false
  let wake = () => {}
  const running = (async () => {
    for (;;) {
      await doChores(chores, new Date(), report)
      if (stopped) return
      await new Promise<void>((done) => {
        const timer = setTimeout(done, pauseMs)
        timer.unref()
        wake = () => {
          clearTimeout(timer)
          done()
        }
      })
    }
  })()
  return async () => {
    stopped = true
    wake()
    await running
  }
}

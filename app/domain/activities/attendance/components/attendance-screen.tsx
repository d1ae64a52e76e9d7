import { sayDay, sayTime, sayWhen } from '#app/platform/time.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary, Field, Form } from '#app/ui/form.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { Island } from '#app/ui/island.tsx'
import { useLanguage } from '#app/ui/language.tsx'
import { Page } from '#app/ui/layout.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { When } from '#app/ui/when.tsx'
import { type AttendanceTexts, attendanceTexts } from '../messages.ts'
import type { Attended, Listed } from '../queries.server.ts'
import { attendanceOpens, type Closed, outcomes, tally } from '../rules.ts'

interface Props {
  activity: Attended
  list: Listed[]
  closed: Closed | null
  slug: string
  /** Whose marks these are: what waits on a device is sent as this person's or not at all. */
  personId: string
  /** The id a walk-in gets; sent twice it is one walk-in. */
  nextWalkIn: string
  now: Date
  values?: Record<string, string>
  error?: 'name_missing' | 'name_too_long'
}

/** The list for a thumb. Each tap is a form; the island makes it work without network. */
export function AttendanceScreen({ activity, list, closed, slug, personId, nextWalkIn, now, values, error }: Props) {
  const language = useLanguage()
  const texts = attendanceTexts(language)
  const address = `/manage/${slug}/activities/${activity.id}`
  const over = <span lang={activity.titleLanguage === language ? undefined : activity.titleLanguage}>{activity.title}</span>
  const frame = {
    title: texts.title, over, back: { to: address, text: texts.backTo },
    intro: <><When text={sayWhen(activity.startsAt, activity.endsAt, activity.zone, language, now, { allDay: activity.allDay })} />{!closed && <><br />{texts.intro}</>}</>,
  }
  if (closed) {
    const opens = attendanceOpens(activity)
    return (
      <Page {...frame}>
        <Notice title={texts.closedTitle}>
          <p>{closed === 'too-early' ? texts['too-early'](`${sayDay(opens, activity.zone, language, now)} ${sayTime(opens, activity.zone, language)}`) : texts[closed]}</p>
        </Notice>
      </Page>
    )
  }
  const waitsAtDoor = (one: Listed) => one.personId === null && one.outcome === null
  const { came, of } = tally(list.map(({ outcome, signUp }) => ({ outcome, expected: signUp === 'joined' })))
  const groups = [
    { id: 'door', title: texts.atTheDoor, hint: texts.atTheDoorHint, people: list.filter(waitsAtDoor) },
    { id: 'expected', title: texts.expected, hint: list.length === 0 ? texts.nobodyExpected : null, people: list.filter((one) => !waitsAtDoor(one) && (one.signUp === 'joined' || one.signUp === null)) },
    { id: 'waited', title: texts.waited, hint: null, people: list.filter((one) => one.signUp === 'waiting') },
    { id: 'said-no', title: texts.saidNo, hint: null, people: list.filter((one) => one.signUp === 'left') },
  ].filter(({ id, people }) => id === 'expected' || people.length > 0)
  // The island puts its numbers where -1 and -2 stand.
  const said = { count: texts.count(-1, -2), saved: texts.saved, offline: texts.offlineReady, waiting: texts.waitingToSend(-1), sending: texts.sending, signedOut: texts.signedOut(-1), refused: texts.refused(-1) }
  return (
    <Page {...frame}>
      <ErrorSummary errors={error ? [{ name: 'firstName', text: texts[error] }] : []} />
      <div data-attendance={activity.id} data-person={personId} data-sync={`${address}/attendance/sync`} data-now={+now} data-fresh="" data-said={JSON.stringify(said)}
        className="flex max-w-text flex-col gap-8">
        <div className="sticky top-0 z-10 -mx-5 border-b-2 border-line bg-paper px-5 py-2 md:mx-0 md:px-0">
          <p className="text-2xl font-bold" data-count>{texts.count(came, of)}</p>
          <div role="status" className="min-h-7">
            <p data-status hidden />
            <p data-signed-out hidden><a href={`/sign-in?to=${encodeURIComponent(`${address}/attendance`)}`} className="link inline-flex min-h-11 items-center font-bold">{texts.signIn}</a></p>
          </div>
        </div>
        {groups.map(({ id, title, hint, people }) => (
          <section key={id} aria-labelledby={`group-${id}`} className="flex flex-col gap-3">
            <h2 id={`group-${id}`} className="text-xl">{title}</h2>
            {hint && <p className="text-soft">{hint}</p>}
            <ul className="flex flex-col gap-3" data-list={id}>{people.map((one) => <Row key={one.who} one={one} texts={texts} />)}</ul>
          </section>
        ))}
        <section aria-labelledby="walk-in" className="flex flex-col gap-3">
          <h2 id="walk-in" className="text-xl">{texts.walkInTitle}</h2>
          <Form action="?" data-walk-in="" data-missing={texts.name_missing} className="flex flex-col items-stretch gap-3">
            <input type="hidden" name="intent" value="walk-in" />
            <input type="hidden" name="who" value={nextWalkIn} />
            <Field name="firstName" label={texts.walkInName} hint={texts.walkInHint} maxLength={40} autoComplete="off" autoCapitalize="words" defaultValue={values?.firstName ?? ''} error={error && texts[error]} />
            <div><Button kind="quiet" wide>{texts.walkInAdd}</Button></div>
          </Form>
        </section>
        <template data-walk-in-row=""><Row one={{ who: '', personId: null, name: '', signUp: null, outcome: 'came', fromDoor: false, markedAt: null }} texts={texts} /></template>
        <p className="flex flex-wrap gap-x-6">
          <LinkButton kind="plain" to={`${address}/door`}>{texts.door}</LinkButton>
          {activity.endsAt <= now && <LinkButton kind="plain" to={`${address}/feedback`}>{texts.feedback}</LinkButton>}
        </p>
        <Island name="attendance" />
      </div>
    </Page>
  )
}

const look = {
  came: 'aria-pressed:border-done aria-pressed:bg-done aria-pressed:text-paper',
  absent: 'aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-paper',
  regrets: 'aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-paper',
}

function Row({ one, texts }: { one: Listed; texts: AttendanceTexts }) {
  const walkIn = one.personId === null
  const note = [walkIn && texts.walkIn, one.fromDoor && texts.fromDoor].filter(Boolean).join(', ')
  return (
    <li id={`row-${one.who}`} data-row={one.who} data-name={one.name} data-walk={walkIn ? '' : undefined} data-expected={one.signUp === 'joined' ? '' : undefined}
      data-outcome={one.outcome ?? ''} data-regrets={one.signUp === 'left' ? '' : undefined} className="cut scroll-mt-28 border border-line bg-sheet p-3 shadow-note">
      {/* Not the design system's form: it holds back what is sent without network, and here the island takes over. */}
      <form method="post" action="?" className="flex flex-col gap-2">
        <input type="hidden" name="intent" value="tap" />
        <input type="hidden" name="who" value={one.who} />
        <div className="flex min-h-11 items-start justify-between gap-x-4">
          <h3 className="min-w-0 pt-1.5 text-xl" id={`name-${one.who}`}><span data-shown-name="">{one.name}</span>{note && <span className="text-base font-normal text-soft"> ({note})</span>}</h3>
          <button name="outcome" value="" hidden={!walkIn && undoable(one) === false} data-undo="" aria-label={walkIn ? texts.removeFor(one.name) : texts.undoFor(one.name)}
            className="link inline-flex min-h-11 shrink-0 cursor-pointer items-center px-2">{walkIn ? texts.remove : texts.undo}</button>
        </div>
        <div role="group" aria-labelledby={`name-${one.who}`} className="grid grid-cols-3 gap-2">
          {outcomes.map((outcome) => (!walkIn || outcome === 'came') && (
            <button key={outcome} name="outcome" value={outcome} aria-pressed={one.outcome === outcome}
              className={`group cut-small flex min-h-14 cursor-pointer items-center justify-center gap-1 border-2 border-edge bg-sheet px-1 font-bold leading-tight hover:border-ink ${look[outcome]}`}>
              <Icon name="check" className="size-4 shrink-0 not-group-aria-pressed:hidden" /><span>{texts[outcome]}</span>
            </button>
          ))}
        </div>
      </form>
    </li>
  )
}

/** Regrets that nobody marked are not to be undone. */
const undoable = (one: Listed) => one.outcome !== null && !(one.signUp === 'left' && one.outcome === 'regrets')

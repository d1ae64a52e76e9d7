import type { ReactNode } from 'react'
import { Button } from '#app/ui/button.tsx'
import { Card, DefinitionList } from '#app/ui/card.tsx'
import { Choice, ErrorSummary, Field, Form, Select } from '#app/ui/form.tsx'
import { useLanguage } from '#app/ui/frame.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { type RideTexts, rideTexts } from '../messages.ts'
import type { Rides } from '../queries.server.ts'

interface Props {
  rides: Rides
  /** What was typed and what is wrong with it; `at` names the form that it was typed in. */
  values: Record<string, string>
  errors: Record<string, string>
  refused: 'full' | 'already' | null
}

/** Seats and needs, what one has oneself first. */
export function RidesScreen({ rides, values, errors, refused }: Props) {
  const texts = rideTexts(useLanguage())
  const wrong = Object.fromEntries(Object.entries(errors).map(([field, key]) => [field, String((texts as unknown as Record<string, unknown>)[key] ?? texts.already)]))
  const form = { values, wrong, texts }
  return (
    <>
      {refused && <Notice kind="warning"><p>{texts[refused]}</p></Notice>}
      <ErrorSummary errors={Object.entries(wrong).map(([name, text]) => ({ name, text }))} />
      {rides.seat && <MySeat seat={rides.seat} texts={texts} />}
      {rides.asked.length > 0 && <Part title={texts.askedTitleOn}>{rides.asked.map((one) => <Asking key={one.id} one={one} {...form} />)}</Part>}
      {!rides.seat && rides.mine?.seats == null && (
        <Part title={texts.offersTitle}>
          {rides.offers.length === 0 && <p>{texts.nobody}</p>}
          {rides.offers.map((offer) => <Offer key={offer.id} offer={offer} {...form} />)}
        </Part>
      )}
      {rides.needs.length > 0 && <Part title={texts.needsTitle}><ul className="list-disc pl-6">{rides.needs.map((need, index) => <li key={index}>{texts.need(need.name, need.area)}</li>)}</ul></Part>}
      {rides.mine ? <Mine mine={rides.mine} texts={texts} /> : !rides.seat && <NewRide {...form} />}
    </>
  )
}

interface Parts { values: Record<string, string>; wrong: Record<string, string>; texts: RideTexts }

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="flex max-w-text flex-col gap-3"><h2 className="text-2xl">{title}</h2>{children}</section>
)
const Unseen = ({ name, value }: { name: string; value: string }) => <input type="hidden" name={name} value={value} />

function MySeat({ seat, texts }: { seat: NonNullable<Rides['seat']>; texts: RideTexts }) {
  return (
    <Card title={seat.yes ? texts.seatYes(seat.name) : undefined}>
      {!seat.yes && <p>{texts.seatAsked(seat.name)}</p>}
      <DefinitionList items={[
        ...(seat.own ? [{ term: texts.seatPlace, detail: seat.own.place }] : []),
        ...(seat.words?.place ? [{ term: texts.seatWords(seat.name), detail: seat.words.place }] : []),
        ...(seat.words?.phone ? [{ term: texts.seatPhone, detail: <a className="link" href={`tel:${seat.words.phone.replace(/[^+\d]/g, '')}`}>{seat.words.phone}</a> }] : []),
      ]} />
      <Form><Unseen name="seat" value={seat.id} /><Button name="intent" value="give-up" kind="plain">{texts.giveUp}</Button></Form>
    </Card>
  )
}

function Asking({ one, values, wrong, texts }: Parts & { one: Rides['asked'][number] }) {
  const typed = values.seat === one.id
  if (one.yes) {
    return (
      <Card title={texts.comesAlong(one.name)}>
        <DefinitionList items={[
          ...(one.words ? [{ term: texts.pickUp, detail: one.words.place }] : []),
          ...(one.words?.phone ? [{ term: texts.seatPhone, detail: <a className="link" href={`tel:${one.words.phone.replace(/[^+\d]/g, '')}`}>{one.words.phone}</a> }] : []),
        ]} />
        <Form><Unseen name="seat" value={one.id} /><Unseen name="intent" value="answer" /><Button name="yes" value="no" kind="plain">{texts.noAfter(one.name)}</Button></Form>
      </Card>
    )
  }
  return (
    <Card title={texts.asks(one.name)}>
      <p>{texts.asksText}</p>
      <Form className="flex flex-col items-start gap-4">
        <Unseen name="seat" value={one.id} />
        <Unseen name="intent" value="answer" />
        <div className="w-full"><Field label={texts.sayPlace} hint={texts.sayPlaceHint} name="place" optional maxLength={200} autoComplete="off" private defaultValue={typed ? values.place : ''} error={typed ? wrong.place : undefined} /></div>
        <div className="w-full"><Field label={texts.phone} hint={texts.phoneHint} name="phone" optional type="tel" maxLength={30} autoComplete="tel" private defaultValue={typed ? values.phone : ''} error={typed ? wrong.phone : undefined} /></div>
        <Button name="yes" value="yes" wide>{texts.yes(one.name)}</Button>
        <Button name="yes" value="no" kind="plain">{texts.no}</Button>
      </Form>
    </Card>
  )
}

function Offer({ offer, values, wrong, texts }: Parts & { offer: Rides['offers'][number] }) {
  const typed = values.ride === offer.id
  return (
    <Card title={texts.offer(offer.name, offer.area, offer.free)}>
      {/* Folded, so that a page with five cars is not five forms. */}
      <details open={typed}>
        <summary className="min-h-11 cursor-pointer py-2 font-bold">{texts.ask(offer.name)}</summary>
        <Form className="mt-3 flex flex-col items-start gap-4">
          <Unseen name="ride" value={offer.id} />
          <div className="w-full"><Field label={texts.askPlace} hint={texts.askPlaceHint(offer.name)} name="place" maxLength={200} autoComplete="off" private defaultValue={typed ? values.place : ''} error={typed ? wrong.place : undefined} /></div>
          <div className="w-full"><Field label={texts.phone} hint={texts.phoneHint} name="phone" optional type="tel" maxLength={30} autoComplete="tel" private defaultValue={typed ? values.phone : ''} error={typed ? wrong.phone : undefined} /></div>
          <Button name="intent" value="ask" wide>{texts.askSend}</Button>
        </Form>
      </details>
    </Card>
  )
}

function Mine({ mine, texts }: { mine: NonNullable<Rides['mine']>; texts: RideTexts }) {
  return (
    <section className="flex max-w-text flex-col items-start gap-1 border-t-2 border-line pt-4">
      <p className="font-bold">{mine.seats === null ? texts.mineNeed : texts.mineOffer(mine.free, mine.seats)}</p>
      <p className="text-soft">{mine.area}</p>
      <Form><Button name="intent" value="withdraw" kind="plain">{texts.withdraw}</Button></Form>
    </section>
  )
}

function NewRide({ values, wrong, texts }: Parts) {
  const typed = values.intent === 'post' ? values : {}
  return (
    <Form className="flex max-w-text flex-col items-start gap-5 border-t-2 border-line pt-5">
      <h2 className="text-2xl">{texts.newTitle}</h2>
      <Choice legend={<span className="sr-only">{texts.newTitle}</span>} name="kind" value={typed.kind ?? 'need'} options={[{ value: 'need', label: texts.kindNeed }, { value: 'offer', label: texts.kindOffer }]} />
      <div className="w-full"><Field label={texts.area} hint={texts.areaHint} name="area" maxLength={60} autoComplete="off" private defaultValue={typed.area} error={wrong.area} /></div>
      <Select label={texts.seats} name="seats" defaultValue={typed.seats ?? '1'} error={wrong.seats} className="max-w-32" options={['1', '2', '3', '4', '5', '6', '7', '8'].map((count) => ({ value: count, label: count }))} />
      <Button name="intent" value="post" kind="quiet">{texts.post}</Button>
    </Form>
  )
}

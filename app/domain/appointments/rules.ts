import type { Letter } from '#app/domain/notifications/commands.server.ts'
import type { Language } from '#app/platform/language.ts'
import { appointmentTexts } from './messages.ts'

/** A calling-off for somebody who may not know any more with whom and where it was: only that the time is free. */
export function bareCancelling(letter: Letter, language: Language): Partial<Letter> {
  const texts = appointmentTexts(language)
  return {
    title: texts.cancelledBare, paragraphs: [], buttons: [], facts: letter.facts?.filter(([term]) => term === texts.when),
    calendar: letter.calendar && { ...letter.calendar, event: { ...letter.calendar.event, title: texts.event([]), location: undefined, url: undefined } },
  }
}

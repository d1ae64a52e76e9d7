import { type Message, messages } from '#app/platform/language.ts'

/** What a notification says, on a screen that anybody may see. */
const nb = {
  today: (time: string) => `I dag ${time}`,
  tomorrow: (time: string) => `I morgen ${time}`,
  cannotCome: 'Jeg kan ikke komme',
  tryTitle: 'Dette er en prøve',
  tryText: 'Slik ser påminnelsene ut.',
} satisfies Record<string, Message>

export const pushTexts = messages<typeof nb>({
  nb,
  sv: {
    today: (time) => `I dag ${time}`,
    tomorrow: (time) => `I morgon ${time}`,
    cannotCome: 'Jag kan inte komma',
    tryTitle: 'Det här är ett prov',
    tryText: 'Så här ser påminnelserna ut.',
  },
  en: {
    today: (time) => `Today ${time}`,
    tomorrow: (time) => `Tomorrow ${time}`,
    cannotCome: 'I can’t come',
    tryTitle: 'This is a try',
    tryText: 'This is what reminders look like.',
  },
})

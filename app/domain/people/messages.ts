import { type Message, messages } from '#app/platform/language.ts'

const nb = {
  title: 'Innstillinger',
  saved: 'Lagret.',
  name: 'Hva vil du bli kalt?',
  nameHint: 'Fornavn holder. De som leder aktiviteter du er med på, ser det.',
  language: 'Språk',
  languageHint: 'På sidene og i e-postene du får.',
  openTitles: 'Kalenderen og e-postenes overskrifter kan si hva det gjelder',
  openTitlesHint: 'Vanligvis står det bare «Tur – Sandnes» eller «Avtale», så ingen som ser over skulderen din, skjønner mer enn du vil. Krysser du av her, står navnet på aktiviteten.',
  email: (email: string) => `Du får e-post på ${email}.`,
  save: 'Lagre',
  back: 'Min side',
  notifications: 'Påminnelser, varsler og nytt for deg',
} satisfies Record<string, Message>

export const peopleTexts = messages<typeof nb>({
  nb,
  sv: {
    title: 'Inställningar',
    saved: 'Sparat.',
    name: 'Vad vill du bli kallad?',
    nameHint: 'Förnamn räcker. De som leder aktiviteter du är med på ser det.',
    language: 'Språk',
    languageHint: 'På sidorna och i mejlen du får.',
    openTitles: 'Kalendern och mejlens rubriker får säga vad det gäller',
    openTitlesHint: 'Vanligtvis står det bara ”Tur – Sandnes” eller ”Avtalad tid”, så att ingen som ser över din axel förstår mer än du vill. Kryssar du i här står aktivitetens namn.',
    email: (email) => `Du får mejl på ${email}.`,
    save: 'Spara',
    back: 'Min sida',
    notifications: 'Påminnelser, notiser och nytt för dig',
  },
  en: {
    title: 'Settings',
    saved: 'Saved.',
    name: 'What do you want to be called?',
    nameHint: 'A first name is enough. Those who lead activities you take part in see it.',
    language: 'Language',
    languageHint: 'On the pages and in the mails you get.',
    openTitles: 'My calendar and the subjects of mails may say what it is about',
    openTitlesHint: 'Usually they only say “Walk – Sandnes” or “Appointment”, so that nobody who looks over your shoulder understands more than you want. Tick this, and they say the name of the activity.',
    email: (email) => `You get mail at ${email}.`,
    save: 'Save',
    back: 'My page',
    notifications: 'Reminders, notifications and news for you',
  },
})

import { messages } from '#app/platform/language.ts'

const names = (others: string[], and: string) => (others.length > 2 ? '' : others.join(` ${and} `))

/** What calendars, subjects and facts say of an appointment: never what it is about, only with whom. */
export const appointmentTexts = messages({
  nb: {
    event: (others: string[]) => (names(others, 'og') ? `Avtale med ${names(others, 'og')}` : 'Avtale'),
    subject: (day: string) => `Avtale ${day}`,
    cancelledSubject: (day: string) => `Avlyst: avtale ${day}`,
    cancelledBare: 'Avtalen er avlyst',
    takenOut: 'Avtalen er tatt ut av kalenderen din',
    when: 'Når', where: 'Hvor', who: 'Hvem',
    reminderSubject: (when: string) => `Avtale ${when}`,
    reminderText: 'Vi minner deg på avtalen. Passer det ikke likevel, kan du si fra på siden din.',
    see: 'Se avtalen',
    heading: 'Avtaler',
    with: (others: string[]) => (others.length > 0 ? `Med ${others.join(', ')}` : ''),
  },
  sv: {
    event: (others: string[]) => (names(others, 'och') ? `Tid med ${names(others, 'och')}` : 'Avtalad tid'),
    subject: (day: string) => `Avtalad tid ${day}`,
    cancelledSubject: (day: string) => `Inställt: avtalad tid ${day}`,
    cancelledBare: 'Den avtalade tiden är inställd',
    takenOut: 'Den avtalade tiden är borttagen ur din kalender',
    when: 'När', where: 'Var', who: 'Vem',
    reminderSubject: (when: string) => `Avtalad tid ${when}`,
    reminderText: 'Vi påminner dig om den avtalade tiden. Passar det inte längre kan du säga till på din sida.',
    see: 'Se tiden',
    heading: 'Avtalade tider',
    with: (others: string[]) => (others.length > 0 ? `Med ${others.join(', ')}` : ''),
  },
  en: {
    event: (others: string[]) => (names(others, 'and') ? `Appointment with ${names(others, 'and')}` : 'Appointment'),
    subject: (day: string) => `Appointment ${day}`,
    cancelledSubject: (day: string) => `Cancelled: appointment ${day}`,
    cancelledBare: 'The appointment is cancelled',
    takenOut: 'The appointment is taken out of your calendar',
    when: 'When', where: 'Where', who: 'Who',
    reminderSubject: (when: string) => `Appointment ${when}`,
    reminderText: 'This is a reminder of your appointment. If it does not suit you after all, you can say so on your page.',
    see: 'See the appointment',
    heading: 'Appointments',
    with: (others: string[]) => (others.length > 0 ? `With ${others.join(', ')}` : ''),
  },
})

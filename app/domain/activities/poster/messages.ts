import { messages } from '#app/platform/language.ts'

export const posterTexts = messages({
  nb: {
    whatToExpect: 'Slik er det',
    whoMeets: 'Hvem møter deg',
    scan: 'Bli med',
    how: 'Skann koden med kameraet på telefonen, eller skriv adressen. Du kan komme alene.',
    cancelled: 'Avlyst',
    qr: (address: string) => `QR-kode til ${address}`,
    link: 'Plakat til å skrive ut (PDF)',
    file: 'plakat',
  },
  sv: {
    whatToExpect: 'Så går det till',
    whoMeets: 'Vem som möter dig',
    scan: 'Var med',
    how: 'Skanna koden med kameran i telefonen, eller skriv adressen. Du kan komma ensam.',
    cancelled: 'Inställt',
    qr: (address: string) => `QR-kod till ${address}`,
    link: 'Affisch att skriva ut (PDF)',
    file: 'affisch',
  },
  en: {
    whatToExpect: 'What to expect',
    whoMeets: 'Who meets you',
    scan: 'Join in',
    how: 'Point the camera of your phone at the code, or type the address. You can come alone.',
    cancelled: 'Cancelled',
    qr: (address: string) => `QR code for ${address}`,
    link: 'Poster to print (PDF)',
    file: 'poster',
  },
})

import { messages } from '#app/platform/language.ts'

export const designTexts = messages({
  nb: {
    title: 'Byggeklossene', intro: 'Alt sidene er laget av, i dagslys og om natten.', day: 'Dag', night: 'Natt', maps: 'Kart',
    primary: 'Bli med', quiet: 'Ikke nå', danger: 'Avlys', plain: 'Les mer', noticeTitle: 'Du er med', noticeText: 'Vi har sendt avtalen til kalenderen din.',
    weekday: 'torsdag', month: 'november', when: 'i morgen kl. 18.00–20.00', where: 'Gandsfjorden, Sandnes', kind: 'Tur', left: '3 plasser igjen', cancelled: 'Avlyst',
    walk: 'Kveldstur langs fjorden', meal: 'Fellesmiddag', longTitle: 'Verksted der vi lærer å reparere sykler og får med oss en ferdig sykkel hjem', card: 'Et oppslag', yes: 'Ja', no: 'Nei',
    emptyTitle: 'Ingenting akkurat her ennå', emptyText: 'Prøv et annet ord, eller se alt som skjer i nærheten de neste ukene.', step1: 'Hva', step2: 'Når', step3: 'Hvor', step4: 'Se over',
    field: 'Navn', wrong: 'Skriv en dag som finnes, for eksempel 28.02.2027', hint: 'Slik du vil bli tiltalt', area: 'Hva venter den som kommer?', select: 'Sted', check: 'Jeg vil at de andre ser at jeg kommer',
    file: 'Bilde', group: 'Hvem får se det', choice: 'Synlighet', point: 'Punkt på kartet', lat: 'Breddegrad', lon: 'Lengdegrad',
  },
  sv: {
    title: 'Byggstenarna', intro: 'Allt sidorna är gjorda av, i dagsljus och på natten.', day: 'Dag', night: 'Natt', maps: 'Karta',
    primary: 'Följ med', quiet: 'Inte nu', danger: 'Ställ in', plain: 'Läs mer', noticeTitle: 'Du är med', noticeText: 'Vi har skickat tiden till din kalender.',
    weekday: 'torsdag', month: 'november', when: 'i morgon kl. 18.00–20.00', where: 'Årstaviken, Stockholm', kind: 'Promenad', left: '3 platser kvar', cancelled: 'Inställt',
    walk: 'Kvällspromenad vid vattnet', meal: 'Gemensam middag', longTitle: 'Verkstad där vi lär oss laga cyklar och får med oss en färdig cykel hem', card: 'Ett anslag', yes: 'Ja', no: 'Nej',
    emptyTitle: 'Inget just här ännu', emptyText: 'Prova ett annat ord, eller se allt som händer i närheten de kommande veckorna.', step1: 'Vad', step2: 'När', step3: 'Var', step4: 'Se över',
    field: 'Namn', wrong: 'Skriv en dag som finns, till exempel 2027-02-28', hint: 'Så som du vill bli tilltalad', area: 'Vad väntar den som kommer?', select: 'Plats', check: 'Jag vill att de andra ser att jag kommer',
    file: 'Bild', group: 'Vem får se det', choice: 'Synlighet', point: 'Punkt på kartan', lat: 'Latitud', lon: 'Longitud',
  },
  en: {
    title: 'The building blocks', intro: 'Everything the pages are made of, by day and by night.', day: 'Day', night: 'Night', maps: 'Map',
    primary: 'Join', quiet: 'Not now', danger: 'Cancel it', plain: 'Read more', noticeTitle: 'You are in', noticeText: 'We have sent the time to your calendar.',
    weekday: 'Thursday', month: 'November', when: 'tomorrow at 18:00–20:00', where: 'By the fjord, Sandnes', kind: 'Walk', left: '3 places left', cancelled: 'Cancelled',
    walk: 'Evening walk along the fjord', meal: 'Dinner together', longTitle: 'Workshop where we learn to mend bicycles and take a finished one home', card: 'A note', yes: 'Yes', no: 'No',
    emptyTitle: 'Nothing right here yet', emptyText: 'Try another word, or see everything that is on nearby in the coming weeks.', step1: 'What', step2: 'When', step3: 'Where', step4: 'Look over',
    field: 'Name', wrong: 'Write a day that exists, for example 28.02.2027', hint: 'The way you want to be addressed', area: 'What awaits those who come?', select: 'Place', check: 'I want the others to see that I am coming',
    file: 'Picture', group: 'Who can see it', choice: 'Visibility', point: 'Point on the map', lat: 'Latitude', lon: 'Longitude',
  },
})

// Combined lists have lengths without a common divisor, so that combinations repeat as late as possible.

export const personName = (number: number) => `${pick(GIVEN, number)} ${pick(FAMILY, number)}`

export const orgName = (number: number) => `${pick(PLACES, number)} ${pick(TRADES, number)}`

export const projectName = (number: number) =>
  `${pick(SUBJECTS, number)} ${pick(UNDERTAKINGS, number)}`

function pick(names: string[], number: number) {
  return names[number % names.length]
}

const words = (text: string) => text.trim().split(/\s+/)

const GIVEN = words(`
  Ada Bram Chiara Dmitri Elif Farid Greta Hana Imre Jun Kwame Leila Mateo Nadia Olga Priya
  Quentin Rosa Søren Tariq Uma Viktor Wanjiru Ximena Yusuf Zoë Łukasz Anaïs Björn Chloé José
`)

const FAMILY = words(`
  Abbott Brandt Castillo Dubois Eriksen Fontana Grabowski Haddad Ito Jansen Kowalski Lindqvist
  Mbeki Nguyễn O'Connor Petrov Quinn Reyes Sato Tanaka Ueda Vasquez Weiss Xu Yılmaz Zhang
  Achterberg Bakshi Çelik Diaz Fischer García Hoang Iyer Kim Lopez Müller
`)

const PLACES = words(`
  Alder Beacon Cedar Delta Ember Fjord Granite Harbor Iron Juniper Kestrel Lantern Meadow
  Northwind Orchard Pioneer Quarry River Summit
`)

const TRADES = words(`
  Analytics Bikes Ceramics Dental Energy Foods Games Health Insurance Journeys Kitchens Legal
  Media Networks Optics Press Robotics Studios Textiles Ventures Watches Yachts Labs
`)

const SUBJECTS = words('Website Mobile Billing Warehouse Hiring Brand Partner Data Office Security')

const UNDERTAKINGS = words('relaunch audit migration pilot review roadmap handbook')

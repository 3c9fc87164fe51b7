/** Names, places and jobs from which the simulator makes its users; the same seed makes the same users. */

export const firstNames =
  'Ana Ben Chloé Dario Elif Farid Greta Hugo Ines Jakub Keiko Liam Mara Noah Olga Priya Quentin Rosa Søren Tomás Uma Viktor Wanda Xin Yara Zoë Amelia Björn Carla Diego Emre Fatima Gustav Hanna Ivan Jürgen Karin Leila Marek Nadia Oscar Paula Rahul Sofia Théo Ursula Valentina William Ximena Yusuf Zofia Arun Beatriz Cormac Daphne Eamon Freya'.split(
    ' ',
  )
export const lastNames =
  'Abbott Baumann Castro Dubois Eriksen Fischer García Haddad Ivanov Jansen Kowalski Lefèvre Müller Nakamura Okafor Patel Quinn Rossi Schmidt Tanaka Ueda Vargas Weiß Xu Yılmaz Zhang Almeida Brennan Chen Delgado Ekström Ferrari Gruber Horváth Ito Jovanović Kaya Larsen Moreau Novak O’Brien Petrov Ribeiro Sato Torres Urban Vogel Weber Young Zimmermann Ahmadi Becker Costa Dahl'.split(
    ' ',
  )

export const departments: readonly { readonly name: string; readonly titles: readonly string[]; readonly costCenter: string }[] = [
  { name: 'Engineering', titles: ['Software Engineer', 'Senior Software Engineer', 'Engineering Manager', 'Site Reliability Engineer'], costCenter: '4100' },
  { name: 'Sales', titles: ['Account Executive', 'Sales Development Representative', 'Sales Manager'], costCenter: '2100' },
  { name: 'Marketing', titles: ['Content Writer', 'Product Marketer', 'Designer'], costCenter: '2200' },
  { name: 'People', titles: ['Recruiter', 'People Partner', 'Payroll Specialist'], costCenter: '1100' },
  { name: 'Finance', titles: ['Accountant', 'Controller', 'Financial Analyst'], costCenter: '1200' },
  { name: 'Support', titles: ['Support Specialist', 'Support Lead', 'Customer Trainer'], costCenter: '3100' },
  { name: 'Operations', titles: ['Operations Analyst', 'Facilities Manager', 'Buyer'], costCenter: '1300' },
]

export const offices: readonly {
  readonly location: string
  readonly street: string
  readonly locality: string
  readonly region: string
  readonly postalCode: string
  readonly country: string
  readonly dial: string
}[] = [
  { location: 'Denver', street: '361 Centennial Parkway', locality: 'Louisville', region: 'CO', postalCode: '80027', country: 'US', dial: '+1 303 555' },
  { location: 'Berlin', street: 'Torstraße 49', locality: 'Berlin', region: 'BE', postalCode: '10119', country: 'DE', dial: '+49 30 5550' },
  { location: 'Lyon', street: '12 rue de la République', locality: 'Lyon', region: 'ARA', postalCode: '69002', country: 'FR', dial: '+33 4 5550' },
  { location: 'Bengaluru', street: '80 Feet Road, Koramangala', locality: 'Bengaluru', region: 'KA', postalCode: '560034', country: 'IN', dial: '+91 80 5550' },
]

/** A small generator of numbers (mulberry32): the same seed, the same users. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const pick = <T>(list: readonly T[], next: () => number): T => {
  const found = list[Math.floor(next() * list.length)]
  if (found === undefined) throw new Error('There is nothing to choose from.')
  return found
}

/** Letters a login has: accents off, everything else out. */
export const plain = (text: string): string =>
  text
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replaceAll('ø', 'o')
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase()

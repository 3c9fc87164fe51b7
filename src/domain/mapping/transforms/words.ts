/** Words that lists of users have for yes and no, for the state of an account and for no value, in the languages of their makers. */
import type { Field } from '../../fields/field.ts'

/** Signs and accents aside: “sí” is “si”, “$True” is “true”. */
export const foldWord = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .trim()
    .toLowerCase()
    .replace(/^\$/, '')
    .replace(/[.!]+$/, '')
    .replaceAll(/[\s_-]+/g, ' ')

const listed = (words: string): readonly string[] => words.split(' · ')

const flagWords: Readonly<Record<string, readonly string[]>> = {
  true: listed(
    'true · yes · y · 1 · on · t · enabled · enable · wahr · ja · j · vrai · oui · o · verdadero · si · s · vero · verdadeiro · sim · waar · tak · prawda · ano',
  ),
  false: listed('false · no · n · 0 · off · f · disabled · disable · falsch · nein · faux · non · falso · nao · onwaar · nee · nie · falsz · ne'),
}

const stateWords: Readonly<Record<string, readonly string[]>> = {
  ACTIVATED: listed(
    'activated · active · enabled · current · employed · employee · working · hired · in service · aktiv · aktiviert · beschaftigt · actif · active e · en poste · activo · activa · attivo · attiva · ativo · ativa · actief · in dienst · aktywny · aktywna · zatrudniony · true · yes',
  ),
  SUSPENDED: listed(
    'suspended · terminated · inactive · disabled · deactivated · left · leaver · former · offboarded · resigned · retired · dismissed · blocked · locked · archived · inaktiv · deaktiviert · gesperrt · ausgeschieden · gekundigt · inactif · inactive · desactive · suspendu · parti · sorti · inactivo · inactiva · baja · suspendido · inattivo · inattiva · sospeso · cessato · inativo · inativa · desligado · suspenso · inactief · uit dienst · geblokkeerd · nieaktywny · nieaktywna · zwolniony · zablokowany · false · no',
  ),
  STAGED: listed(
    'staged · pending · pre hire · prehire · preboarding · onboarding · future · invited · provisioned · not started · neu · geplant · en attente · pendiente · in attesa · pendente · in afwachting · oczekujacy',
  ),
}

const index = (words: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(words).flatMap(([value, list]) => list.map((word) => [word, value] as const)))
const flags = index(flagWords)
const states = index(stateWords)

/** What a word means in a field of few values, or null where nobody can know: a tick, a dash and an x are asked. */
export function meaningOf(field: Field, text: string): string | null {
  const word = foldWord(text)
  if (field.kind === 'boolean') return flags.get(word) ?? null
  if (field.key === 'state') return states.get(word) ?? null
  return (field.choices?.create ?? []).find((choice) => choice.toLowerCase() === word) ?? null
}

/** The values that a field of few values takes. */
export function choicesOf(field: Field): readonly string[] {
  if (field.kind === 'boolean') return ['true', 'false']
  return [...new Set([...(field.choices?.create ?? []), ...(field.choices?.update ?? [])])]
}

const bare = listed(
  'null · nil · none · undefined · nan · n/a · na · n.a · n.a. · n/d · n/v · k.a · k.a. · k. a. · n. a. · #na · not applicable · not available · not set · not specified · unspecified · unassigned · unknown · no value · no manager · no_manager · no_hr · keine angabe · keine · kein · nicht angegeben · nicht zugeordnet · unbekannt · tbd · tba · tbh · to be hired · vacant · vacancy · unbesetzt · vakant · vacante · n.n. · n. n. · to be defined · n.v · n.v. · n. v. · s/o · leer · aucun · aucune · inconnu · non renseigné · non assigné · ninguno · sin asignar · sin datos · desconocido · nessuno · non assegnato · sconosciuto · nenhum · desconhecido · geen · onbekend · brak · nieznany · empty · blank · vide · \\n · \\N · 不明 · 未定 · 无 · なし',
)
const signs = listed('- · -- · --- · – · — · · · ? · ?? · . · .. · … · * · ** · ø · "" · -/- · ./.')
const brackets = ['()', '<>', '[]', '{}']
const nothingWords = new Set([
  ...bare,
  ...signs,
  ...bare.filter((word) => word.length <= 14).flatMap((word) => brackets.map((pair) => `${pair.slice(0, 1)}${word}${pair.slice(1)}`)),
])
/** Written with a capital, these are names and places. */
const namesToo = new Set(['Null', 'Nan', 'Na', 'Nil', 'None', 'Brak', 'Blank', 'NA', 'Nil.', 'Kein', 'Leer', 'Unbekannt', 'Vide'])

/** Whether a text only says that there is no value. In a name and in a country some of the words are values. */
export function saysNothing(field: Field, text: string): boolean {
  const word = text.trim()
  if (!maySayNothing(word.length, word.charCodeAt(0)) || !nothingWords.has(word.toLowerCase())) return false
  const isName = field.group === 'Name' || field.key === 'username' || field.key === 'manager'
  if (namesToo.has(word)) return !isName && !(word === 'NA' && /\.(?:country|region|locality)$/.test(field.key))
  return true
}

/** First letters and lengths of the words for nothing, so that most cells need no look: a bit a length. None of them ends in a digit. */
const lengthsByFirst = new Map<number, number>()
for (const word of nothingWords)
  for (const first of [word.toLowerCase(), word.toUpperCase()])
    lengthsByFirst.set(first.charCodeAt(0), (lengthsByFirst.get(first.charCodeAt(0)) ?? 0) | (1 << word.length))

export const maySayNothing = (length: number, first: number): boolean => length <= 16 && (((lengthsByFirst.get(first) ?? 0) >>> length) & 1) === 1

/** The words of a header in one language: "Correo electrónico del trabajo" and "Geschäftliche E-Mail" are both {email, work}. */

/** Each word with what it is called in the headers of eight languages and of common products. Written without accents, in lower case. */
const synonyms: Readonly<Record<string, string>> = {
  email: 'email e-mail mail emails correo courriel mel emailadres mailadresse emailadresse posta poczta emailaddress',
  username: 'username login logon userid benutzername anmeldename nutzername kennung benutzerkennung gebruikersnaam usuario utente identifiant',
  user: 'user users benutzer nutzer gebruiker uzytkownik uzytkownika utilisateur usuaria',
  employee:
    'employee employees mitarbeiters worker workers staff associate colleague teammate personnel person persons people mitarbeiter mitarbeitende mitarbeiterin beschaftigter empleado empleada trabajador colaborador colaboradora funcionario salarie employe collaborateur collaboratrice agent dipendente lavoratore medewerker werknemer personeel pracownik pracownika pracownicy',
  number: 'number numbers no nr num nro numero nummer numer n',
  id: 'id ids identifier identifiers identificador identificativo identyfikator identifikation kennziffer ident',
  code: 'code codigo codice kod kode',
  name: 'name names naam nombre nome nom nazwa',
  first: 'first given forename fore prenom imie vor primer primero primo premier eerste voor',
  last: 'last family surname sur lastname familien nach achter famille apellido apellidos cognome sobrenome nazwisko',
  middle: 'middle',
  full: 'full complete completo completa complet volledige pelne vollstandiger voller',
  display: 'display anzeige affichage mostrar visualizzato exibicao weergave wyswietlana visible',
  title: 'title titel titulo titre stanowisko',
  job: 'job jobs trabajo puesto poste emploi lavoro cargo functie stelle stellen beruf',
  department: 'department departments dept dep depart abteilung abt departamento departement reparto dipartimento afdeling dzial ufficio',
  team: 'team equipo equipe squadra zespol',
  company: 'company companies firma firm unternehmen empresa societe entreprise azienda societa bedrijf spolka firmy gesellschaft',
  organization: 'organization organisation organizacion organizacao organizzazione organisatie organizacja org',
  cost: 'cost costs costo coste custo couts cout costi kosten koszt kosztow',
  center: 'center centre centro centrum zentrum centra',
  location: 'location locations standort ubicacion localizacion lieu sede localizacao locatie lokalizacja vestiging site',
  office: 'office buro bureau oficina escritorio kantoor biuro',
  manager:
    'manager managers mgr mngr mgrs superviser supv supervisor supervisors vorgesetzter vorgesetzte vorgesetzten fuhrungskraft responsable jefe superieur responsabile capo gestor gerente chefe superior leidinggevende przelozony przelozonego kierownik supervisora chef',
  phone: 'phone phones telephone tel telefon telefono telefone telefoon telefonnummer telefonu fon rufnummer telefoonnummer fono',
  mobile: 'mobile mobil cell cellular cellphone handy portable movil celular cellulare telemovel mobiel komorka komorkowy komorkowego natel gsm smartphone',
  fax: 'fax telefax',
  work: 'work business corporate office professional dienstlich dienstliche geschaftlich geschaftliche geschaftliches beruflich professionnel professionnelle profesional laboral corporativo corporativa aziendale lavorativo profissional zakelijk zakelijke werk sluzbowy sluzbowa firmowy firmowa professionale trabalho',
  home: 'home private privat private private personal personale personnel personnelle particular privato privata pessoal prive prywatny prywatna domicile domicilio thuis domowy personales perso',
  address: 'address addresses adresse adress direccion indirizzo endereco adres anschrift',
  street: 'street strasse str calle rue via rua straat ulica',
  city: 'city town stadt ort wohnort ciudad localidad ville citta cidade plaats stad woonplaats miasto miejscowosc municipality suburb',
  postal: 'postal post zip postleit postale',
  country: 'country countries land pais pays paese kraj nation',
  state: 'state',
  region: 'region province provincia provincie wojewodztwo bundesland estado departamento1 county regione',
  type: 'type typ tipo art soort rodzaj',
  employment: 'employment anstellung beschaftigung empleo impiego emprego dienstverband zatrudnienia contrato contrat contract contratto vertrag umowy vinculo',
  status: 'status estado1 statut stato situacao situacion',
  date: 'date datum fecha data dates day tag since birthday birthdate geburtsdatum hired eintrittsdatum',
  password: 'password passwd pwd passwort kennwort contrasena wachtwoord senha haslo',
  note: 'note notes comment comments remark remarks bemerkung notiz commentaire observaciones note nota notas opmerking uwagi',
  description: 'description beschreibung descripcion descrizione descricao omschrijving opis',
  secondary: 'secondary alternate alternative alternativ alternativo autre other segundo secundario secondaire secondario',
  recovery: 'recovery recuperacion recuperation recupero',
}

const lookup: ReadonlyMap<string, string> = new Map(Object.entries(synonyms).flatMap(([word, texts]) => texts.split(' ').map((text) => [text, word] as const)))

/** Words that join others and mean nothing by themselves. */
const joining = new Set(
  'a an the of for and or as in on at to with by is s de del de la las los el du des le les d l di della dello da do dos das e y et und der die das des im am zu van het een i w z'.split(
    ' ',
  ),
)
/** An "electronic mail" is an email in the Romance languages. */
const silent = new Set(['electronico', 'electronica', 'electronique', 'elettronica', 'elettronico', 'eletronico', 'elektroniczny', 'elektronicznej'])

export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('#', ' number ')
    .replaceAll(/\be[- ]?mail/g, 'email')
    .replaceAll(/\b(n|nr)[°º]\.?/g, ' number ')

/** The words of a header, each once, in one language. */
export function tokensOf(header: string): string[] {
  const words = fold(header).match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words.filter((word) => !joining.has(word) && !silent.has(word)).map((word) => lookup.get(word) ?? word))]
}

/** The same for two headers with the same words in another order. */
export const tokenKey = (tokens: readonly string[]): string => [...tokens].sort().join(' ')

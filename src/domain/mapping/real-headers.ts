/** Headers as products and templates write them, with the field each one means: the table that the guess is measured by. */
import type { FieldKey } from '../fields/field.ts'

export interface RealFile {
  /** The product and the export or template. */
  readonly source: string
  /** A line a header: `header => field`, `header => -` for none, and `!field` for a field it must never be. */
  readonly headers: string
}

const { raw } = String

/** Fields of a line, or null where the header has none. */
export interface RealHeader {
  readonly source: string
  readonly header: string
  readonly field: FieldKey | null
  readonly never: readonly FieldKey[]
}

const files: readonly RealFile[] = [
  {
    source: 'Google Workspace, Admin console, download users',
    headers: raw`
First Name [Required] => firstname
Last Name [Required] => lastname
Email Address [Required] => email
Password [Required] => password
Password Hash Function [UPLOAD ONLY] => - !password
Org Unit Path [Required] => - !department
New Primary Email [UPLOAD ONLY] => - !email
Status [READ ONLY] => - !state
Last Sign In [READ ONLY] => - !username
Recovery Email => recoveryEmail.address
Home Secondary Email => alternateEmail
Recovery Phone [MUST BE IN THE E.164 FORMAT] => - !phoneNumbers.work
Work Phone => phoneNumbers.work
Home Phone => phoneNumbers.home
Mobile Phone => phoneNumbers.mobile
Work Address => addresses.work.streetAddress
Home Address => addresses.home.streetAddress
Employee ID => employeeIdentifier
Employee Type => employeeType
Employee Title => jobTitle
Manager Email => manager !email
Department => department
Cost Center => costCenter
Building ID => - !id !employeeIdentifier
Floor Name => -
Change Password at Next Sign-In => - !password`,
  },
  {
    source: 'Okta, people CSV import template',
    headers: raw`
login => username
firstName => firstname
lastName => lastname
middleName => middlename
honorificPrefix => -
email => email
title => jobTitle
displayName => displayname
secondEmail => alternateEmail
mobilePhone => phoneNumbers.mobile
primaryPhone => phoneNumbers.work
streetAddress => addresses.work.streetAddress
city => addresses.work.locality
zipCode => addresses.work.postalCode
countryCode => addresses.work.country
userType => employeeType
employeeNumber => employeeIdentifier
costCenter => costCenter
organization => - !company
division => - !department
department => department
managerId => manager !id !employeeIdentifier
profile.firstName => firstname
profile.employeeNumber => employeeIdentifier`,
  },
  {
    source: 'Entra admin center, bulk create users template',
    headers: raw`
Name [displayName] Required => displayname
User name [userPrincipalName] Required => username
Initial password [passwordProfile] Required => password
Block sign in (Yes/No) [accountEnabled] Required => - !username !state
First name [givenName] => firstname
Last name [surname] => lastname
Job title [jobTitle] => jobTitle
Department [department] => department
Usage location [usageLocation] => - !location
Street address [streetAddress] => addresses.work.streetAddress
State or province [state] => addresses.work.region !state
Country or region [country] => addresses.work.country
Office [physicalDeliveryOfficeName] => location
City [city] => addresses.work.locality
ZIP or postal code [postalCode] => addresses.work.postalCode
Office phone [telephoneNumber] => phoneNumbers.work
Mobile phone [mobile] => phoneNumbers.mobile`,
  },
  {
    source: 'Microsoft 365 admin center, import multiple users',
    headers: raw`
Username => username
First Name => firstname
Last Name => lastname
Display Name => displayname
Job Title => jobTitle
Office Number => - !phoneNumbers.work !employeeIdentifier
Office Phone => phoneNumbers.work
Fax => phoneNumbers.work_fax
Alternate email address => alternateEmail !email
Address => addresses.work.streetAddress
State or Province => addresses.work.region
ZIP or Postal Code => addresses.work.postalCode
Country or Region => addresses.work.country`,
  },
  {
    source: 'Active Directory, Get-ADUser | Export-Csv',
    headers: raw`
SamAccountName => username
GivenName => firstname
Surname => lastname
mail => email
EmployeeNumber => employeeIdentifier
physicalDeliveryOfficeName => location
DistinguishedName => external_dn
telephoneNumber => phoneNumbers.work
facsimileTelephoneNumber => phoneNumbers.work_fax
PasswordLastSet => - !password
whenCreated => -
mailNickname => username`,
  },
  {
    source: 'BambooHR, employee directory report',
    headers: raw`
Employee # => employeeIdentifier
Last name, First name => displayname
Work Email => email
Home Email => alternateEmail
Reporting to => manager
Division => - !department
Job Title => jobTitle
Location => location
Hire Date => - !employeeIdentifier
Employment Status => - !state
Work Phone Number => phoneNumbers.work
Mobile Phone Number => phoneNumbers.mobile
Work Ext. => - !phoneNumbers.work
Supervisor EID => - !employeeIdentifier
Birth Date => -`,
  },
  {
    source: 'Workday, custom report with group column headings',
    headers: raw`
Worker > Employee ID => employeeIdentifier
Worker > Legal First Name => firstname
Worker > Legal Last Name => lastname
Worker > Email - Work => email
Worker Email - Work => email
Email - Primary Work => email
Email - Primary Home => alternateEmail !email
Email - Home => alternateEmail !email
Job > Business Title => jobTitle
Job Business Title => jobTitle
Job > Cost Center - ID => costCenter !id
Cost Center - Name => costCenter
Position > Manager => manager
Manager Employee ID => manager !employeeIdentifier
Manager > Email - Work => manager !email
Worker's Manager => manager
Legal Name - First Name => firstname
Legal Name - Last Name => lastname
Preferred Name - First Name => firstname
Phone - Primary Work => phoneNumbers.work
Phone - Mobile => phoneNumbers.mobile
Worker Type => employeeType
Supervisory Organization => department
Work Address - City => addresses.work.locality
Work Address - Postal Code => addresses.work.postalCode
Home Address - City => addresses.home.locality
Hire Date => -
Position ID => - !id !employeeIdentifier`,
  },
  {
    source: 'Personio, employees export (English and German)',
    headers: raw`
Employee number => employeeIdentifier
Position => jobTitle
Office => location
Supervisor => manager
Vorname => firstname
Nachname => lastname
E-Mail => email
Personalnummer => employeeIdentifier
Abteilung => department
Kostenstelle => costCenter
Vorgesetzter => manager
Vorgesetzte/r => manager
Mobilnummer => phoneNumbers.mobile
Beschäftigungsart => employeeType
Eintrittsdatum => -
Geburtsdatum => -
Geschlecht => -`,
  },
  {
    source: 'HiBob, people report',
    headers: raw`
Root > Email => email
Root > First name => firstname
Root > Surname => lastname
Work > Department => department
Work > Reports to => manager
Work > Title => jobTitle
Work > Site => location
Work > Employee ID in company => -
Personal > Personal email => alternateEmail !email
Home > Personal mobile => phoneNumbers.mobile
Address > City => addresses.work.locality
Display name => displayname
Personal email => alternateEmail`,
  },
  {
    source: 'ADP Workforce Now, employee report',
    headers: raw`
Associate ID => employeeIdentifier
File Number => - !employeeIdentifier
Legal First Name => firstname
Legal Last Name => lastname
Preferred First Name => firstname
Work Contact: Work Email => email
Personal Contact: Personal Email => alternateEmail !email
Work Contact: Work Phone => phoneNumbers.work
Personal Contact: Personal Mobile => phoneNumbers.mobile
Home Department Description => department
Job Title Description => jobTitle
Reports To Name => manager !displayname
Reports To Associate ID => manager !employeeIdentifier
Worker Category Description => -
Location Description => location
Position Status => - !state
Primary Address: City => addresses.work.locality`,
  },
  {
    source: 'Rippling, employee report',
    headers: raw`
Employee - First name => firstname
Employee - Last name => lastname
Employee - Work email => email
Employee - Personal email => alternateEmail !email
Employee - Title => jobTitle
Employee - Department => department
Employee - Manager => manager
Employee number => employeeIdentifier
Manager - Work email => manager !email
Work location => location
Employment type => employeeType
Full name => displayname`,
  },
  {
    source: 'Gusto, employee summary',
    headers: raw`
First name => firstname
Last name => lastname
Email => email
Personal email => alternateEmail
Work email => email
Manager => manager
Department => department
Job title => jobTitle
Home address street 1 => addresses.home.streetAddress
Home address city => addresses.home.locality
Home address zip => addresses.home.postalCode
Start date => -
SSN last 4 => - !employeeIdentifier
Emergency contact email => - !email
Emergency contact phone => - !phoneNumbers.work
Phone (mobile) incl. country code => phoneNumbers.mobile !phoneNumbers.work`,
  },
  {
    source: 'JumpCloud PowerShell module, Get-JCUser, Get-JCBackup and New-JCImportTemplate',
    headers: raw`
_id => id
username => username
email => email
firstname => firstname
lastname => lastname
employeeIdentifier => employeeIdentifier
enable_user_portal_multifactor => enable_user_portal_multifactor
EnrollmentDays => mfa.exclusionDays
account_locked => account_locked
unix_uid => unix_uid
unix_guid => unix_guid
mobile_number => phoneNumbers.mobile
work_mobile_number => phoneNumbers.work_mobile
work_fax_number => phoneNumbers.work_fax
home_number => phoneNumbers.home
work_number => phoneNumbers.work
home_streetAddress => addresses.home.streetAddress
home_poBox => addresses.home.poBox
home_city => addresses.home.locality
work_postalCode => addresses.work.postalCode
work_country => addresses.work.country
password_never_expires => password_never_expires
suspended => - !state
ssh_keys => - !public_key
totp_enabled => -
created => -
attributes.costCode => attributes.costCode
alternateEmail => alternateEmail
managedAppleId => managedAppleId`,
  },
  {
    source: 'JumpCloud jc CLI, users list --output csv',
    headers: raw`
id => id
displayname => displayname
jobTitle => jobTitle
state => state
recoveryEmail.address => recoveryEmail.address
mfa.exclusionUntil => mfa.exclusionUntil
organization => - !company`,
  },
  {
    source: 'HR lists, German',
    headers: raw`
Benutzername => username
Anmeldename => username
E-Mail-Adresse => email
Geschäftliche E-Mail => email
Geschäftliche E-Mail-Adresse => email
E-Mail (dienstlich) => email
E-Mail (geschäftlich) => email
Dienstliche E-Mail-Adresse des Mitarbeiters => email
Private E-Mail => alternateEmail !email
E-Mail (privat) => alternateEmail !email
Mitarbeiternummer => employeeIdentifier
Mitarbeiter-Nr. => employeeIdentifier
Pers.-Nr. => employeeIdentifier
Stellenbezeichnung => jobTitle
Abteilungsname => -
Kst. => costCenter
Führungskraft => manager
E-Mail des Vorgesetzten => manager !email
Personalnummer des Vorgesetzten => -
Telefon geschäftlich => phoneNumbers.work
Telefon (geschäftlich) => phoneNumbers.work
Telefon (mobil) => phoneNumbers.mobile
Telefon privat => phoneNumbers.home
Straße => addresses.work.streetAddress
PLZ => addresses.work.postalCode
Ort => addresses.work.locality
Bundesland => addresses.work.region
Standort => location
Firma => company
Notfallkontakt E-Mail => - !email
Frühere E-Mail => - !email
Vorname * => firstname
Nachname (Pflichtfeld) => lastname`,
  },
  {
    source: 'HR lists, French',
    headers: raw`
Identifiant => username
Nom d'utilisateur => username
Prénom => firstname
Nom => lastname
Nom de famille => lastname
Adresse e-mail => email
Adresse e-mail professionnelle => email
E-mail professionnel => email
Courriel => email
Courriel professionnel => email
E-mail personnel => alternateEmail !email
Adresse e-mail personnelle => alternateEmail !email
Matricule => employeeIdentifier
N° de matricule => employeeIdentifier
Numéro d'employé => employeeIdentifier
Service => department
Poste => jobTitle
Intitulé du poste => jobTitle
Responsable hiérarchique => manager
Email du responsable => manager !email
Téléphone portable => phoneNumbers.mobile
Téléphone professionnel => phoneNumbers.work
Téléphone mobile professionnel => phoneNumbers.work_mobile
Code postal => addresses.work.postalCode
Ville => addresses.work.locality
Pays => addresses.work.country
Lieu de travail => location
Centre de coûts => costCenter
Date d'embauche => -
Ancien email => - !email`,
  },
  {
    source: 'HR lists, Spanish',
    headers: raw`
Usuario => username
Nombre de usuario => username
Nombre => firstname
Apellidos => lastname
Nombre completo => displayname
Correo electrónico => email
Correo electrónico corporativo => email
Correo electrónico del trabajo => email
Correo personal => alternateEmail !email
Correo electrónico personal => alternateEmail !email
Número de empleado => employeeIdentifier
Puesto => jobTitle
Departamento => department
Centro de costo => costCenter
Jefe directo => manager
Correo del jefe => manager !email
Teléfono móvil => phoneNumbers.mobile
Teléfono del trabajo => phoneNumbers.work
Código postal => addresses.work.postalCode
Ciudad => addresses.work.locality
País => addresses.work.country
Empresa => company
Fecha de ingreso => -
Contacto de emergencia => -`,
  },
  {
    source: 'HR lists, Italian',
    headers: raw`
Nome utente => username
Nome => firstname
Cognome => lastname
Indirizzo e-mail => email
Indirizzo e-mail aziendale => email
Email personale => alternateEmail !email
Matricola => employeeIdentifier
Numero di matricola => employeeIdentifier
Reparto => department
Mansione => jobTitle
Responsabile => manager
Email del responsabile => manager !email
Cellulare => phoneNumbers.mobile
Cellulare aziendale => phoneNumbers.work_mobile
CAP => addresses.work.postalCode
Città => addresses.work.locality
Sede => location
Data di assunzione => -`,
  },
  {
    source: 'HR lists, Portuguese',
    headers: raw`
Nome de usuário => username
Nome completo => displayname
Sobrenome => lastname
E-mail corporativo => email
E-mail pessoal => alternateEmail !email
Matrícula => employeeIdentifier
Cargo => jobTitle
Departamento do funcionário => department
Gestor => manager
Gestor direto => manager
Celular => phoneNumbers.mobile
Celular corporativo => phoneNumbers.work_mobile
CEP => addresses.work.postalCode
Cidade => addresses.work.locality
Data de admissão => -`,
  },
  {
    source: 'HR lists, Dutch',
    headers: raw`
Gebruikersnaam => username
Voornaam => firstname
Tussenvoegsel => middlename
Achternaam => lastname
E-mailadres => email
Zakelijk e-mailadres => email
E-mailadres (werk) => email
Privé e-mailadres => alternateEmail !email
Personeelsnummer => employeeIdentifier
Functie => jobTitle
Afdeling => department
Kostenplaats => costCenter
Leidinggevende => manager
E-mailadres leidinggevende => manager !email
Mobiel nummer => phoneNumbers.mobile
Postcode => addresses.work.postalCode
Woonplaats => addresses.home.locality
Datum in dienst => -`,
  },
  {
    source: 'HR lists, Polish',
    headers: raw`
Nazwa użytkownika => username
Imię => firstname
Nazwisko => lastname
Adres e-mail => email
Służbowy adres e-mail => email
Prywatny adres e-mail => alternateEmail !email
Numer pracownika => employeeIdentifier
Stanowisko => jobTitle
Dział => department
Przełożony => manager
E-mail przełożonego => manager !email
Telefon komórkowy => phoneNumbers.mobile
Telefon służbowy => phoneNumbers.work
Kod pocztowy => addresses.work.postalCode
Miasto => addresses.work.locality
Data zatrudnienia => -`,
  },
  {
    source: 'HR lists, Japanese and Chinese',
    headers: raw`
ユーザー名 => username
メールアドレス => email
社員番号 => employeeIdentifier
部署 => department
上司 => manager
用户名 => username
电子邮件 => email
工号 => employeeIdentifier
部门 => department
手机 => phoneNumbers.mobile`,
  },
  {
    source: 'Sheets written by hand, English',
    headers: raw`
Employee First Name => firstname
Employee Last Name (legal) => lastname
Employee Email Address => email
User's email => email
Email (work) => email
Email (company, required) => email
Primary work email => email
Corporate Email Address => email
Office e-mail => email
Email - personal => alternateEmail !email
Staff Number => employeeIdentifier
Employee No. => employeeIdentifier
Emp. Number => -
Worker Number => employeeIdentifier
Dept. Name => department
Team Name => department
Company Department => -
Current Job Title => jobTitle
Employee Job Title => jobTitle
Line Manager => manager
Line manager's email => manager !email
Direct Manager Name => manager !displayname
Manager's phone => - !phoneNumbers.work !manager
Hiring Manager => - !manager
Project manager => - !manager
Cell # => phoneNumbers.mobile
Cell phone number => phoneNumbers.mobile
Mobile (work) => phoneNumbers.work_mobile
Phone (home) => phoneNumbers.home
Phone (mobile) => phoneNumbers.mobile
Tel. (office) => phoneNumbers.work
City (home) => addresses.home.locality
Home Zip Code => addresses.home.postalCode
Office City => addresses.work.locality
Username / Benutzername => username
E-Mail / Email => email
Vorname / First name => firstname
Name der Abteilung / Department => department
Previous email => - !email
Old username => - !username
Spouse email => - !email
Email verified => - !email
Password expires => - !password
Assistant's email => - !email
Created by => -
Customer email => - !email
Last login => - !username
Number of direct reports => - !manager !employeeIdentifier
Salary => -
T-shirt size => -
Notes (internal) => description`,
  },
]

export const realHeaders: readonly RealHeader[] = files.flatMap(({ source, headers }) =>
  headers
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): RealHeader => {
      const [header = '', rest = ''] = line.split(' => ')
      const [field = '-', ...never] = rest.split(/\s+!/)
      return { source, header, field: field === '-' ? null : field, never }
    }),
)

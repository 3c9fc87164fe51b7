/** What the fields are called in Spanish, Italian, Portuguese, Dutch, Polish, Japanese and Chinese files, and in the exports of products. */
import type { FieldKey } from './field.ts'

/** One line a field; words are separated by a bar. English, German and French names stand in the catalogue. */
export const headerWords: Readonly<Record<FieldKey, string>> = {
  username:
    'usuario|nombre de usuario|nome utente|nome de usuário|nome de utilizador|usuário|gebruikersnaam|nazwa użytkownika|ユーザー名|用户名|用戶名|login użytkownika|network username|ad username|windows login|unix username|kennung|benutzerkennung|sam account name|loginname|user logon|mail nickname|alias name|anmeldekennung|nom de connexion|identifiant de connexion|mailNickname',
  email:
    'correo|correo electrónico|dirección de correo|email corporativo|indirizzo e-mail|posta elettronica|e-mail corporativo|e-mailadres|adres e-mail|メールアドレス|电子邮件|邮箱|電子郵件|primary email|primaryemail|email primary|work mail|dienstliche e-mail|e-mail dienstlich|email work|firmen e-mail|smtp address|primary smtp address|email aziendale|adres email|služební e-mail|e-mail służbowy|zakelijk e-mailadres|company email address|user email|email login|google workspace email|adresse de messagerie|mailadresse',
  employeeIdentifier:
    'número de empleado|matrícula|matricola|numero matricola|personeelsnummer|medewerkernummer|numer pracownika|社員番号|工号|員工編號|associate id|employee#|eeid|staff number|staff no|employee identifier|personnel id|hr id|person number|person id|clock number|badge employee number|pers nr|pers-nr|personalnr|n° matricule|numéro de matricule|código de empleado|numer ewidencyjny|employee identification number|worker number|colleague id|legajo|número de colaborador|chapa|id dipendente|numero dipendente',
  firstname:
    'nombre|nombres|primer nombre|nome|primeiro nome|voornaam|imię|名|名前|givenname|given names|rufname|vorname(n)|prénoms|roepnaam|nombre de pila|pierwsze imię|preferred first name|known as|legal firstname|fornavn|förnamn',
  lastname:
    'apellido|apellidos|primer apellido|cognome|sobrenome|apelido|último nome|achternaam|nazwisko|姓|苗字|familyname|family names|legal lastname|zuname|familienname|nom usuel|nom d’usage|legal surname|efternavn|etternavn|efternamn',
  middlename: 'segundo nombre|secondo nome|nome do meio|tussenvoegsel|drugie imię|ミドルネーム|middle initial|middle names|additional name|deuxième prénom',
  displayname:
    'nombre completo|nombre y apellidos|nome completo|nominativo|nome e cognome|volledige naam|weergavenaam|imię i nazwisko|氏名|姓名|employee name|worker name|vor- und nachname|name, vorname|nachname, vorname|last name, first name|first and last name|nom et prénom|nom prénom|cognome e nome|common name|cn|legal name|legal full name|prénom et nom|formatted name|nombre para mostrar',
  jobTitle:
    'puesto|puesto de trabajo|cargo|mansione|qualifica|ruolo|functie|functietitel|stanowisko|役職|职位|職稱|position title|business title|job profile|job name|role title|job position|título del puesto|título profesional|posizione|função|functienaam|nazwa stanowiska|emploi|intitulé de poste|stelle|tätigkeit|jobtitle|job role|designation|job title description',
  department:
    'departamento|reparto|dipartimento|ufficio|afdeling|dział|部署|部门|部門|home department|department description|business department|setor|área|depto|sektor|wydział|home department description|org unit|supervisory organization|organisationseinheit',
  costCenter:
    'centro de costo|centro de costes|centro di costo|centro de custo|kostenplaats|centrum kosztów|mpk|cost center id|cost center name|cost center number|cost center description|kst|kostenst.',
  company:
    'empresa|società|azienda|bedrijf|werkgever|firma|organización|organisation name|legal entity|legal entity name|company legal name|employer name|entité juridique|empleador|会社|公司|spółka|gesellschaft|entidad legal',
  employeeType:
    'tipo de empleado|tipo de contrato|tipo contratto|tipo de vínculo|soort dienstverband|rodzaj umowy|worker category|employment category|beschäftigungsart|vertragsart|anstellungsart|employment contract|contract|employee category|time type|雇用形態',
  location:
    'ubicación|sede|sede de trabajo|lugar de trabajo|centro de trabajo|sede di lavoro|local de trabalho|localização|locatie|werklocatie|vestiging|lokalizacja|miejsce pracy|勤務地|office name|work site|arbeitsort|dienstort|niederlassung|site de travail|building|filiale|kantoor',
  manager:
    'jefe|jefe directo|responsable|supervisor directo|responsabile|capo|gestor|gestor direto|leidinggevende|przełożony|bezpośredni przełożony|上司|上级|主管|managerid|direct manager|reporting manager|reports to email|reporting to|line manager email|manager dn|teamleiter|führungskraft|direkter vorgesetzter|manager hiérarchique|responsable hiérarchique|n+1|supérieur hiérarchique|superior inmediato|manager name|supervisor name|reports to name|reporting manager name|chefe|superior|gerente',
  description:
    'descripción|observaciones|note|descrizione|descrição|observações|omschrijving|opmerkingen|opis|uwagi|remarks|bemerkung|bemerkungen|備考|备注|commentaires|internal notes',
  alternateEmail:
    'correo personal|correo electrónico personal|email personale|e-mail personale|e-mail pessoal|email particular|privé e-mail|privé e-mailadres|prywatny e-mail|adres prywatny e-mail|alternate email|other mail|other emails|othermails|secondemail|email home|e-mail (privat)|private e-mail-adresse|email privé|email perso|email secondaire|personal e-mail address|alternatemailaddress|work secondary email|e-mail privé',
  'recoveryEmail.address': 'password recovery email|account recovery email',
  'phoneNumbers.mobile':
    'móvil|teléfono móvil|celular|teléfono celular|cellulare|telefono cellulare|telemóvel|mobiel|mobiel nummer|telefon komórkowy|komórka|携帯電話|手机|手機|mobilephone|cellular|personal mobile|private mobile|mobil|handy-nr|gsm|número de móvil|mobiele telefoon|numer komórkowy|mobile no|mobile phone number|portable personnel|handy privat|手机号',
  'phoneNumbers.work_mobile':
    'móvil de empresa|cellulare aziendale|celular corporativo|zakelijk mobiel|telefon służbowy komórkowy|diensthandy|firmenhandy|portable professionnel|work cell|work cell phone|business cell|mobil geschäftlich|company cell phone|work mobile phone',
  'phoneNumbers.work':
    'teléfono|teléfono del trabajo|teléfono de oficina|telefono|telefono ufficio|telefono fisso|telefone|telefone comercial|telefoon|telefoonnummer|werktelefoon|zakelijk telefoonnummer|telefon służbowy|電話番号|电话|officephone|businessphones|phone work|work phone number|telefon (büro)|telefon büro|durchwahl büro|direct phone|direct line|desk phone|téléphone fixe|téléphone bureau|numer telefonu|primaryphone|telephonenumber|business phones|landline',
  'phoneNumbers.home':
    'teléfono de casa|teléfono particular|telefono casa|telefone residencial|privé telefoon|telefon domowy|telefon prywatny|自宅電話|homephone|phone home|téléphone personnel|home telephone number',
  'phoneNumbers.work_fax': 'facsimile|faxnummer|fax number|número de fax|numero di fax|telefax|faks|facsimiletelephonenumber|faxnumber',
  'addresses.home.streetAddress':
    'home address line 1|dirección particular|dirección personal|indirizzo di casa|indirizzo privato|endereço residencial|huisadres|woonadres|adres domowy|privatadresse|private address|personal address|adresse personnelle|wohnanschrift|自宅住所|home street 1|residential address',
  'addresses.home.extendedAddress': 'home address line 2|home street 2',
  'addresses.home.locality': 'home address town|residence city|wohnort|woonplaats',
  'addresses.home.region': 'home address region|home address province|home county',
  'addresses.home.postalCode': 'home zip code|home post code',
  'addresses.work.streetAddress':
    'address|dirección|calle|domicilio laboral|indirizzo|via|indirizzo ufficio|endereço|rua|logradouro|adres|straat|ulica|住所|地址|streetaddress|street 1|address1|office street|anschrift|straße|street address 1|business address|indirizzo di lavoro|adres zakelijk|work street 1|business street address',
  'addresses.work.extendedAddress':
    'dirección 2|complemento|indirizzo 2|adresregel 2|address2|street 2|complément d’adresse|street address 2|work address line 2',
  'addresses.work.locality':
    'ciudad|localidad|población|città|comune|cidade|plaats|stad|miasto|miejscowość|市区町村|城市|work address town|municipio|office town',
  'addresses.work.region':
    'provincia|comunidad autónoma|regione|provincie|województwo|都道府県|省|state / province|région|uf|stateorprovince|state province region|work address province|kanton|canton|state territory code|address state territory code|state territory',
  'addresses.work.postalCode':
    'código postal|cp|cap|cep|kod pocztowy|郵便番号|邮编|postalcode|zipcode|postcode / zip|post code|zip / postal code|codice postale|codice di avviamento postale|zip/postal code|zippostalcode',
  'addresses.work.country': 'país|paese|nazione|kraj|国|国家|countrycode|countryorregion|country name|work country name|country of work|nación',
  'mfa.exclusionDays': 'mfa enrollment days|enrollment period days|mfa_enrollmentdays',
  password:
    'initial password|temporary password|temp password|new password|contraseña|parola d’ordine|senha|wachtwoord|hasło|kennwort|パスワード|密码|user password|default password',
  state: 'jumpcloud state|user account state',
  sudo: 'global admin|is sudo|admin on devices',
  enable_user_portal_multifactor: 'mfa enabled|require mfa for user portal|enable mfa',
  public_key: 'ssh public key|sshpublickey|ssh key public',
  unix_uid: 'uidnumber|posix uid',
  unix_guid: 'gidnumber|posix gid',
  id: 'jumpcloud id|jcuserid|jc user id|_id|jumpcloudid|system user id|systemuserid',
  external_dn: 'dn|distinguishedname|onpremises distinguished name|on premises distinguished name',
}

/** Files in the code pages of other languages are read with their letters, and improbable text is told from names. */
import { expect, test } from 'vitest'
import { isImprobable } from '#domain/fields/improbable.ts'
import { dosDecoder } from './dos-pages.ts'
import { collectTable, readTable } from './read-table.ts'

/** Every character of a single-byte page, by decoding all bytes. */
function encode(text: string, encoding: string): Uint8Array<ArrayBuffer> {
  const bytesOf = new Map<string, readonly number[]>(
    Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(Uint8Array.of(byte), { stream: true }), [byte]] as const),
  )
  if (/jis|euc|gb|big5/.test(encoding))
    for (let lead = 0x81; lead < 0xff; lead += 1)
      for (let trail = 0x40; trail < 0xff; trail += 1) {
        const char = new TextDecoder(encoding).decode(Uint8Array.of(lead, trail))
        if (char.length === 1 && char !== '\uFFFD' && !bytesOf.has(char)) bytesOf.set(char, [lead, trail])
      }
  return Uint8Array.from(Array.from(text).flatMap((char) => bytesOf.get(char) ?? [63]))
}

test.each([
  ['windows-1250', 'Login;Imię;Dział\nola;Żaneta;Księgowość\nwit;Łukasz;Sprzedaż\n'],
  ['windows-1251', 'Логин;Имя;Отдел\nivan;Иван Петров;Продажи\nolga;Ольга Смирнова;Бухгалтерия\n'],
  ['windows-1253', 'Login;Όνομα;Τμήμα\nnik;Νίκος Παπαδόπουλος;Πωλήσεις\neleni;Ελένη Γεωργίου;Λογιστήριο\n'],
  ['shift_jis', 'ユーザー名,メール,部署\nsato,sato@x.example,営業部\nito,ito@x.example,表示ソフト開発\n'],
  ['euc-jp', 'ユーザー名,メール,部署\nsato,sato@x.example,営業部\nito,ito@x.example,開発部\n'],
  ['euc-kr', '사용자,이름,부서\nkim,김민수,영업부\nlee,이영희,개발팀\n'],
  ['gb18030', '用户名,姓名,部门\nwang,王小明,销售部\nli,李丽,财务部\n'],
  ['big5', '使用者,姓名,部門\nwang,王小明,業務部\nlin,林美麗,財務部\n'],
  ['macintosh', 'Login,Name,Team\nmue,Müller,Büro\nren,René,Café\n'],
  ['windows-1250', 'login;name;city\njir;Jiří Dvořák;Plzeň\nzde;Zdeněk Růžička;Děčín\n'],
  ['windows-1250', 'login;name\nsze;Szőke Erzsébet\ngyo;Győző Fűri\n'],
  ['iso-8859-2', 'Login;Imię;Dział;Miasto\nola;Żaneta;Księgowość;Łódź\nwit;Łukasz;Sprzedaż;Kraków\n'],
  ['windows-1254', 'Login;Ad;Soyad\nsul;Şule;Yıldız\nipe;İpek;Çağlar\n'],
  ['windows-1254', 'Kullanıcı adı;Ad;Soyad\nsul;Sule;Yıldız\nipe;Ipek;Güneş\n'],
  ['windows-1257', 'login;name\nzyd;Žydrė Kęstutytė\naz;Ąžuolas Šimkūnas\n'],
  ['windows-1255', 'login;name\nyael;יעל כהן\ndavid;דוד לוי\n'],
  ['windows-1256', 'login;name\nlay;ليلى حداد\nahm;أحمد منصور\n'],
  ['koi8-r', 'Логин;Имя;Отдел\nivan;Иван Петров;Продажи\nolga;Ольга Смирнова;Бухгалтерия\n'],
  ['ibm866', 'Логин;Имя;Отдел\nivan;Иван Петров;Продажи\nolga;Ольга Смирнова;Бухгалтерия\n'],
  ['windows-1251', 'login;name\nanna;Анна Коваль\n'],
  ['windows-1251', 'ЛОГИН;ИМЯ\nivan;ИВАНОВ ИВАН\nolga;СМИРНОВА ОЛЬГА\n'],
  ['shift_jis', 'ユーザー名,メール,姓,名\nsato,sato@x.example,山田,太郎\nito,ito@x.example,ｻﾄｳ,ﾊﾅｺ\n'],
  ['windows-1252', 'login;name\nmik;Mikkel Sørensen\nhel;Hélène Goût\njos;José Núñez\n'],
  ['windows-1252', 'login;name\nsim;Álvaro Simões\njoa;João Conceição\n'],
  ['windows-1252', 'login;name\ngud;Guðmundur Þórsson\nsig;Sigríður Jónsdóttir\n'],
  ['windows-1252', 'login;name;team\nton;Tony Dupré;Coûts\nfan;Fanny Goût;Développement\n'],
  ['windows-1252', 'login;name\nand;André Mõttus\null;Ülle Lõhmus\n'],
  ['windows-1252', 'login;name\nves;Jan Veselý\nnov;Karel Cerný-Novák\n'],
  ['windows-1252', 'login;name\nloh;Ülle Lõhmus\nmot;Jüri Mõttus\n'],
  ['windows-1252', 'Login;Name;Ort\nmue;Müller;Köln\nfra;François;Orléans\nlui;Luís Peña;São Paulo\n'],
])('%s is found by its letters', async (encoding, text) => {
  const sink = collectTable()
  const reading = await readTable(new Blob([encode(text, encoding)]), {}, sink)
  const { headers, rows } = sink.table()
  expect([headers, ...rows]).toEqual(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/[;,]/)),
  )
  expect(reading.notes.join('\n')).toContain('The file is not valid UTF-8 and was read as ')
})

test.each([
  ['ibm850', 'Benutzername;Vorname;Nachname\njue;Jürgen;Müller\nsoe;Söhnke;Groß\n'],
  ['ibm850', 'login;name;team\nzoe;Zoé Lefèvre;Comptabilité\nnoe;Noël Besançon;Qualité\n'],
  ['ibm852', 'Login;Imię;Dział\nola;Żaneta;Księgowość\nwit;Łukasz;Sprzedaż\n'],
])('%s of the command line is found by its words', async (encoding, text) => {
  const decode = dosDecoder(encoding)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decode?.(Uint8Array.of(byte)), byte] as const))
  const sink = collectTable()
  const reading = await readTable(new Blob([Uint8Array.from(Array.from(text, (char) => bytes.get(char) ?? 63))]), {}, sink)
  expect(sink.table().rows.map((cells) => cells.join(';'))).toEqual(text.trim().split('\n').slice(1))
  expect(reading.encoding).toContain('DOS')
})

test.each([
  'Dzia³',
  '£ukasz',
  'S³oñ',
  'Ksiêgowoœæ',
  'Sprzeda¿',
  '¯aneta',
  'Èâàí Ïåòðîâ',
  '‰Ô“c',
  'ƒ\\ƒtƒg',
  'MŸller',
  'M\u0081ller',
  'Rùžièka',
  'Dvoøák',
  'Àþuolas',
  'Çaðlar',
  'MÅller',
  'QualitÇ',
  'Gro·',
  'ªtefan',
  'Księgowo¶ć',
  'Wiœniewski',
  'Ren‚',
  '½ak',
])('%j is improbable', (text) => {
  expect(isImprobable(text)).toBe(true)
})

test.each([
  'Müller',
  'MÜLLER',
  'Ó hÉigeartaigh',
  'Núñez Ibáñez',
  'Noël-André',
  'Lætitia',
  'Bjørnådal',
  'Daniëlle',
  'Mª José',
  'Fernández Ávila',
  'Şule Yıldız',
  'Kęstutytė',
  'François Lefèvre',
  'Zoë Ærø',
  'São Paulo',
  'Ångström',
  'Peña',
  'Þórður',
  'Œuvre',
  'O’Neil',
  '“Ops”',
  '¿Qué?',
  '100 m²',
  '5 cm³',
  '£20',
  'n° 5',
  'Marcel·lí',
  'Žižek',
  'Škoda Šimůnek',
  'Acme™',
  '5 ‰',
  'Nguyễn',
  'Иван',
  '山田',
])('%j is a name like any other', (text) => {
  expect(isImprobable(text)).toBe(false)
})

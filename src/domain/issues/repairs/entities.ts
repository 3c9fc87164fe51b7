/** HTML codes in a text, “&ntilde;” and “&#241;”, decoded: those that web products write into their exports. */

/** Names of the letters from U+00A0 on, in order. */
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  )
const more =
  'amp & lt < gt > quot " apos \' OElig Œ oelig œ Scaron Š scaron š Zcaron Ž zcaron ž Yuml Ÿ Lstrok Ł lstrok ł Nacute Ń nacute ń Sacute Ś sacute ś Zacute Ź zacute ź Zdot Ż zdot ż Aogon Ą aogon ą Eogon Ę eogon ę Cacute Ć cacute ć Ccaron Č ccaron č Rcaron Ř rcaron ř Ecaron Ě ecaron ě Uring Ů uring ů Dcaron Ď dcaron ď Ncaron Ň ncaron ň Tcaron Ť tcaron ť Gbreve Ğ gbreve ğ Idot İ inodot ı imath ı Scedil Ş scedil ş Odblac Ő odblac ő Udblac Ű udblac ű ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ hellip … bull • euro € trade ™ lsaquo ‹ rsaquo ›'
const names = new Map<string, string>(latin.map((name, at) => [name, String.fromCharCode(0xa0 + at)]))
const words = more.split(' ').filter((word) => word !== '')
for (let at = 0; at < words.length; at += 2) names.set(words[at] ?? '', words[at + 1] ?? '')
names.set('nbsp', ' ')

const entity = /&(?:#(\d{2,7})|#[xX]([\dA-Fa-f]{2,6})|([A-Za-z][A-Za-z\d]{1,8}));/g

function charOf(decimal: string | undefined, hex: string | undefined, name: string | undefined): string | null {
  if (name !== undefined) return names.get(name) ?? names.get(name.toLowerCase()) ?? null
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  if (!(code >= 32 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) return null
  return code === 160 ? ' ' : String.fromCodePoint(code)
}

/** Decoded as often as it was encoded: “&amp;ntilde;” is ñ. What is no code stays. */
export function withoutEntities(text: string): string {
  let now = text
  for (let times = 0; times < 4 && now.includes('&'); times += 1) {
    const next = now.replaceAll(entity, (whole, decimal?: string, hex?: string, name?: string) => charOf(decimal, hex, name) ?? whole)
    if (next === now) break
    now = next
  }
  return now
}

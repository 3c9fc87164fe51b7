/** The code pages of the command line in Windows, which no browser reads: what “dsquery > users.csv” writes. */

/** What the bytes from 0x80 on stand for. */
const pages: Readonly<Record<string, string>> = {
  ibm850: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0',
  ibm852: 'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00AD˝˛ˇ˘§÷¸°¨˙űŘř■\u00A0',
}

const mostAtOnce = 8_192

/** Null for a code page that is not one of these. */
export function dosDecoder(encoding: string): ((bytes: Uint8Array) => string) | null {
  const page = pages[encoding]
  if (page === undefined) return null
  const units = Uint16Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? byte : page.charCodeAt(byte - 0x80)))
  return (bytes) => {
    let text = ''
    for (let from = 0; from < bytes.length; from += mostAtOnce)
      text += String.fromCharCode(...Uint16Array.from(bytes.subarray(from, from + mostAtOnce), (byte) => units[byte] ?? byte))
    return text
  }
}

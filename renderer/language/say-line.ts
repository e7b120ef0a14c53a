import { pageLanguage } from './page-language.ts'
import { saySentence } from './say-sentence.ts'

/** A node's settings in one line, as the host tells them: "Orders · at most 5". Each part by itself; values stay. */
export function sayLine(line: string, language: string = pageLanguage()): string {
  if (language !== 'nl') return line
  return line
    .split(/( · |; )/)
    .map((part, index) => (index % 2 === 1 ? part : sayPart(part)))
    .join('')
}

function sayPart(part: string): string {
  const said = sayOne(part)
  // Several of a kind in a row: tables, weekdays.
  return said === part ? part.split(', ').map(sayOne).join(', ') : said
}

/** A kind of record stands in lines with a capital and without. */
function sayOne(part: string): string {
  const said = saySentence(part, 'nl', 'lines')
  const small = part.charAt(0).toLowerCase() + part.slice(1)
  const saidSmall = saySentence(small, 'nl', 'lines')
  return said === part && saidSmall !== small ? saidSmall.charAt(0).toUpperCase() + saidSmall.slice(1) : said
}

import type { KeptAnswer } from '#core/kit/ports.ts'
import type { Json } from '#core/kit/record.ts'
import { isSecretMember, isSecretParameter, mask, type Redactor } from './redact.ts'

/** Characters kept of an answer: the reason of a refusal stands in the first few hundred. */
export const longestAnswer = 8_000
/** Of one text within it: a stack trace must not push out what comes after it. */
const longestText = 1_000
/** An answer is looked at no further than this. */
const longestRead = 200_000
/** Longer than any secret: what could be the beginning of one at the end of what was looked at is left out. */
const edge = 4_096

/** What may be kept of an answer: no secret of the request or the connection, nothing that is a secret by its name, cut to size. */
export function keepAnswer({ status, body }: { readonly status: number; readonly body: string }, redactor: Redactor): KeptAnswer {
  const { text, isCut } = body.length > longestRead ? cutUnread(body, redactor) : (asJson(body, redactor) ?? asText(body, redactor))
  return { status, body: text, ...(isCut && { cutFrom: body.length }) }
}

interface Cut {
  readonly text: string
  readonly isCut: boolean
}

function asText(body: string, redactor: Redactor): Cut {
  return cut(clean(body, redactor), longestAnswer)
}

function cutUnread(body: string, redactor: Redactor): Cut {
  const cleaned = clean(body.slice(0, longestRead), redactor)
  return { text: cut(cleaned.slice(0, Math.max(0, cleaned.length - edge)), longestAnswer).text, isCut: true }
}

/** Undefined where the body is no JSON document. */
function asJson(body: string, redactor: Redactor): Cut | undefined {
  if (!/^\s*[{[]/.test(body)) return undefined
  try {
    let isCut = false
    const told = cleanJson(JSON.parse(body) as Json, {
      text: (given) => {
        const found = cut(clean(given, redactor), longestText)
        isCut ||= found.isCut
        return found.text
      },
      number: (given) => redactor.json(given),
    })
    const whole = cut(JSON.stringify(told), longestAnswer)
    return { text: whole.text, isCut: isCut || whole.isCut }
  } catch {
    // Not JSON, or nested deeper than can be walked.
    return undefined
  }
}

interface Cleaning {
  text(given: string): string
  number(given: number): Json
}

function cleanJson(value: Json, cleaning: Cleaning): Json {
  if (typeof value === 'string') return cleaning.text(value)
  if (typeof value === 'number') return cleaning.number(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one) => cleanJson(one, cleaning))
  const members = Object.entries(value).map(([name, member]) => {
    const isSecret = isSecretName(name) && (typeof member === 'string' || typeof member === 'number') && member !== ''
    return [cleaning.text(name), isSecret ? mask : cleanJson(member, cleaning)] as const
  })
  return Object.fromEntries(members)
}

/** What vendors give us to come in with, beside what is a secret in a record. */
const secretOfAnswer = /^(?:.*[-_.]?(?:token|signature)|session(?:[-_.]?id)?|sid|jwt|private[-_]?key)$/i

function isSecretName(name: string): boolean {
  return isSecretMember(name) || secretOfAnswer.test(name)
}

const secretText =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?|\beyJ[\w-]{10,4000}\.eyJ[\w-]{10,4000}(?:\.[\w-]{0,4000})?|(?<=\b(?:Basic|Bearer) )[\w.~+/=-]{16,}|(?<=:\/\/)[^\s/@:]+:[^\s/@]+(?=@)/gi
const parameter = /([?&](?:amp;)?)([^=&?#\s"'<>\\]{1,64})=([^&\s"'<>#\\]*)/g
const element = /<((?:[\w.-]{1,64}:)?([\w.-]{1,64}))((?:\s[^<>]*)?)>([^<]+)(?=<\/)/g
const member = /(["'])([\w.-]{1,64})\1(\s*:\s*)(["'])((?:(?!\4)[^\\]|\\.)*)\4/gs
const attribute = /(?<![\w.-])([\w.-]{1,64})(\s*=\s*)(["'])([^"']*)\3/g

/** A text without known secrets, and without what is one by its name or its look: signed addresses, tokens, passwords in XML. */
function clean(given: string, redactor: Redactor): string {
  return redactor
    .text(given)
    .replace(secretText, mask)
    .replace(parameter, (whole, before, name) => (isSecretParameter(name) ? `${before}${name}=${mask}` : whole))
    .replace(element, (whole, tag, name, attributes) => (isSecretName(name) ? `<${tag}${attributes}>${mask}` : whole))
    .replace(member, (whole, quote, name, colon, inner) =>
      isSecretName(name) ? `${quote}${name}${quote}${colon}${inner}${mask}${inner}` : whole,
    )
    .replace(attribute, (whole, name, equals, quote) => (isSecretName(name) ? `${name}${equals}${quote}${mask}${quote}` : whole))
}

function cut(text: string, most: number): Cut {
  if (text.length <= most) return { text, isCut: false }
  // Half a character is none.
  return { text: `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`, isCut: true }
}

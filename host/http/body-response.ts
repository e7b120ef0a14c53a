import { VendorError } from '#core/kit/errors.ts'
import type { HttpResponse, KeptAnswer } from '#core/kit/ports.ts'
import { withAnswer } from '#core/kit/vendor-answer.ts'
import type { WireAnswer } from './exchange.ts'
import { keepAnswer } from './keep-answer.ts'
import { parseJson } from './parse-json.ts'
import type { Redactor } from './redact.ts'

/** An answer as callers see it; the body is decoded when somebody asks. */
export class BodyResponse implements HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** "Odoo · Demo BV: res.partner.create", for the error of `json`. */
  private readonly asked: string
  readonly bytes: Buffer
  private decoded: string | undefined
  private readonly redactor: () => Redactor

  /** @param redactor knows the secrets of the request this answers; made only when somebody keeps the answer */
  constructor(answer: WireAnswer, asked: string, redactor: () => Redactor) {
    this.status = answer.status
    this.headers = answer.headers
    this.bytes = answer.body
    this.asked = asked
    this.redactor = redactor
  }

  text(): string {
    this.decoded ??= decode(this.bytes, this.headers['content-type'])
    return this.decoded
  }

  json(): unknown {
    try {
      return parseJson(this.text())
    } catch {
      const kind = kindOfBody(this.headers['content-type'])
      const error = new VendorError(`${this.asked} was answered with something that is not JSON (${kind}, ${this.bytes.length} bytes).`, {
        code: 'not-json',
        hint: 'A login page or a proxy may have answered instead of the API: check the address of the connection.',
        facts: { status: this.status, contentType: kind, bytes: this.bytes.length },
      })
      throw withAnswer(error, this)
    }
  }

  kept(): KeptAnswer {
    return keepAnswer({ status: this.status, body: this.text() }, this.redactor())
  }
}

/** Only well-known kinds are named: a header is text of the other side, and could repeat a secret of ours. */
function kindOfBody(contentType: string | undefined): string {
  const kind = contentType?.split(';', 1)[0]?.trim().toLowerCase()
  if (kind === undefined || kind === '') return 'no content type'
  return knownKinds.has(kind) ? kind : 'another content type'
}

const knownKinds = new Set(['text/html', 'text/plain', 'text/xml', 'application/xml', 'application/json', 'application/octet-stream'])

function decode(body: Buffer, contentType: string | undefined): string {
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase() ?? 'utf-8'
  if (charset === 'utf-8' || charset === 'utf8') {
    const text = body.toString('utf8')
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }
  return decodeAs(charset, body)
}

/** A charset nobody knows is read as UTF-8: letters may be wrong, the figures are not. */
function decodeAs(charset: string, body: Buffer): string {
  try {
    return new TextDecoder(charset).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

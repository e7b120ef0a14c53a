import { AnswerLostError, type AppError, ConnectionError, DataError, SettingsError, VendorError } from '#core/kit/errors.ts'

/** What CCV says in an error body: `{ "status": 429, "code": "429.10", "developermessage": "…" }`. */
export interface SaidError {
  readonly code?: string
  readonly message?: string
}

/** The error body, where it is one; anything else (a proxy's page) says nothing. */
export function saidError(body: string): SaidError | undefined {
  try {
    const { code, developermessage } = JSON.parse(body) as Readonly<Record<string, unknown>>
    if (typeof code !== 'string' || !/^\d{3}\.\d+$/.test(code)) return undefined
    return { code, ...(typeof developermessage === 'string' && { message: developermessage.slice(0, 300) }) }
  } catch {
    return undefined
  }
}

/** A 5xx that is an answer about this request and would come again. 500.10 speaks of the rate limit and passes. */
export function isAboutRequest(body: string): boolean {
  const code = saidError(body)?.code
  return code !== undefined && code !== '500.10' && !code.startsWith('503.')
}

interface Refusal {
  readonly says: string
  readonly hint: string
  readonly kind?: 'data' | 'settings' | 'vendor'
  readonly code: string
}

/** Published codes, in words. */
const refusals: Readonly<Record<string, Refusal>> = {
  '500.20': {
    says: 'CCV made an answer that does not fit its own description',
    hint: 'Nobody can say whether it was carried out. Report it to CCV support.',
    kind: 'vendor',
    code: 'answer-unfit',
  },
  '500.21': { says: 'the image is too large', hint: 'Send a smaller image.', code: 'image-too-large' },
  '500.22': { says: 'this kind of image is not taken', hint: 'Send a JPEG, PNG or GIF image.', code: 'image-kind' },
  '500.23': { says: 'the image could not be stored', hint: 'Run it again; ask CCV support when it stays.', code: 'image-not-stored' },
  '500.24': { says: 'the image is not there', hint: 'Run it again, so that it is looked up anew.', code: 'image-missing' },
  '500.40': { says: 'the shop already has one', hint: 'Look it up in the shop; its key must be unique there.', code: 'already-there' },
  '500.50': { says: 'the shop has this value already', hint: 'Run it again, so that it is compared anew.', code: 'same-value' },
  '500.60': {
    says: 'the subscription of the shop allows no more products',
    hint: 'Remove products in the shop, or ask CCV for a larger subscription.',
    code: 'product-limit',
  },
  '500.80': { says: 'it is too large for one request', hint: 'Send fewer lines or a smaller image.', code: 'too-large' },
  '500.90': {
    says: 'an app that this needs is not installed in the shop',
    hint: 'Install it in the App Store of the shop.',
    kind: 'settings',
    code: 'app-missing',
  },
}

export interface RefusedRequest {
  /** `orders.read` */
  readonly label: string
  readonly account: string
  readonly status: number
  readonly said: SaidError | undefined
  /** Names one record: `/orders/501`. */
  readonly isAboutOne: boolean
  /** How far this computer's clock is from the shop's, where the answer tells. */
  readonly skewMs?: number | undefined
}

/** Answers with an error status, in words. */
export function refusedError({ label, account, status, said, isAboutOne, skewMs }: RefusedRequest): AppError {
  const facts = { label, status, code: said?.code ?? null, said: said?.message ?? null }
  if (status === 401 || status === 403) return keysRefused({ account, label, facts, skewMs })
  const refusal = refusals[said?.code ?? '']
  if (refusal) {
    const details = { code: refusal.code, hint: refusal.hint, facts }
    const message = `CCV refused ${label}: ${refusal.says}${quoted(said)}.`
    if (refusal.kind === 'settings') return new SettingsError(message, details)
    return refusal.kind === 'vendor' ? new VendorError(message, details) : new DataError(message, details)
  }
  if (status === 404 && isAboutOne && said?.code !== '404.20') {
    return new DataError(`The shop no longer has what ${label} asked for${quoted(said)}.`, {
      code: 'not-found',
      hint: 'It was removed after it was found. Run it again, so that it is looked up anew.',
      facts,
    })
  }
  if (said === undefined && status === 404) {
    return new ConnectionError(`At ${account} there is no CCV API: ${label} was answered with status 404.`, {
      code: 'address-without-api',
      hint: 'Check the address of the connection; it is the one of the shop itself.',
      facts,
    })
  }
  if (status === 404 || status === 405 || status === 501 || said?.code === '500.70') {
    return new SettingsError(`The shop at ${account} does not offer ${label} to these keys${quoted(said)}.`, {
      code: 'not-offered',
      hint: 'Give the keys the right to it in the API settings of the shop, or leave this part out of the flow.',
      facts,
    })
  }
  if (status >= 500) return new VendorError(`CCV failed at ${label} with ${said?.code ?? status}${quoted(said)}.`, { facts })
  return new DataError(`CCV refused ${label} with ${said?.code ?? status}${quoted(said)}.`, {
    code: 'request-refused',
    hint: 'Change the record or the mapping the text speaks of.',
    facts,
  })
}

function keysRefused({
  account,
  label,
  facts,
  skewMs = 0,
}: Pick<RefusedRequest, 'account' | 'label' | 'skewMs'> & { readonly facts: Facts }) {
  const isClock = Math.abs(skewMs) > allowedSkewMs
  return new ConnectionError(
    isClock
      ? `${account} refused ${label}: ${describeSkew(skewMs)}, and a signature may be off by 5 minutes at most. Public key and secret key may be right.`
      : `${account} does not accept the public key and secret key of this connection for ${label}.`,
    {
      code: isClock ? 'clock-wrong' : 'credentials-refused',
      hint: isClock
        ? 'Set the clock of this computer, best by switching on automatic time. Then check the keys if it stays.'
        : 'Look both keys up in the API settings of the shop; they belong together. The key must also have the right to what is asked.',
      facts,
    },
  )
}

type Facts = Readonly<Record<string, string | number | null>>

/** CCV bears a difference of five minutes. */
const allowedSkewMs = 5 * 60_000

/** "the clock of this computer is 7 minutes behind that of the shop". Positive: the shop's clock is ahead. */
export function describeSkew(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  const span = minutes < 120 ? `${minutes} minute${minutes === 1 ? '' : 's'}` : `${Math.round(minutes / 60)} hours`
  return `the clock of this computer is ${span} ${skewMs > 0 ? 'behind' : 'ahead of'} that of the shop`
}

/** An answer nobody can vouch for is not used. What was asked may have been carried out, so a write counts as lost. */
export function unsignedError({
  label,
  account,
  isWrite,
}: {
  readonly label: string
  readonly account: string
  readonly isWrite: boolean
}): AppError {
  const message = `The answer of ${account} to ${label} is not signed with the secret key of this connection, so it was not used.`
  const details = {
    code: 'answer-unsigned',
    hint: 'A proxy or virus scanner that changes answers on their way can be the reason. Otherwise check the address of the shop.',
    facts: { label },
  }
  return isWrite ? new AnswerLostError(message, details) : new VendorError(message, details)
}

function quoted(said: SaidError | undefined): string {
  const text = said?.message?.trim() ?? ''
  return text === '' ? '' : `: "${text.replace(/\.$/, '')}"`
}

import { z } from 'zod'
import { type AppError, BusyError, ConnectionError, DataError, VendorError } from '#core/kit/errors.ts'
import type { HttpResponse } from '#core/kit/ports.ts'

const fault = z.object({
  ErrorCode: z.number().nullish(),
  DeveloperErrorMessage: z.string().nullish(),
  ErrorId: z.string().nullish(),
  Errors: z.array(z.object({ Field: z.string().nullish(), Message: z.string().nullish() })).nullish(),
})

export type Fault = z.infer<typeof fault>

/** The vendor's own words about a refusal; empty when the body is none of theirs. */
export function faultOf(response: HttpResponse): Fault {
  try {
    return fault.safeParse(JSON.parse(response.text())).data ?? {}
  } catch {
    // A proxy on the way answers with a page of its own.
    return {}
  }
}

/** "… maximum admitted 600 per Minute. Try again in 55 seconds." The seconds are nowhere else: no header is documented. */
export function secondsToWait({ DeveloperErrorMessage }: Fault): number | undefined {
  const seconds = /try again in (\d{1,4}) seconds?/i.exec(DeveloperErrorMessage ?? '')?.[1]
  return seconds === undefined ? undefined : Number(seconds)
}

interface Refused {
  /** What was asked: `articles.create`. */
  readonly label: string
  readonly response: HttpResponse
  readonly account: string
}

/** An answer that is no yes, in words. */
export function refusalOf({ label, response, account }: Refused): AppError {
  const { status } = response
  const said = faultOf(response)
  const code = said.ErrorCode ?? 0
  const facts = { status, errorCode: code, said: textOf(said), errorId: said.ErrorId ?? '' }
  if (status === 401) {
    return new ConnectionError(`eAccounting no longer accepts the permission for company ${account}.`, {
      code: 'permission-refused',
      hint: 'Sign in again in the connection. A changed password of the person who gave the permission ends it.',
      facts,
    })
  }
  if (status === 403) return forbidden({ code, said, account, facts })
  if (status === 429 || code === 4010) {
    return new BusyError(`eAccounting took no more calls of ${label}: 600 a minute are allowed.`, {
      code: 'too-many-calls',
      hint: 'The next run goes on. If it stays, another program uses the same client id.',
      facts,
    })
  }
  if (status === 400 || status === 404 || status === 409) {
    const { name, hint } = refusals[code] ?? { name: 'refused', hint: 'Change the record or the mapping the text speaks of.' }
    return new DataError(`eAccounting refused it: ${textOf(said) || `HTTP ${status} without a reason`}.`, {
      code: status === 404 ? 'not-found' : name,
      hint,
      facts,
    })
  }
  return new VendorError(`eAccounting answered ${label} with HTTP ${status}.`, {
    code: 'status-unexpected',
    hint: 'Try again later; if it stays, ask Visma support.',
    facts,
  })
}

function forbidden({
  code,
  said,
  account,
  facts,
}: {
  readonly code: number
  readonly said: Fault
  readonly account: string
  readonly facts: ConnectionError['facts']
}): ConnectionError {
  if (code === 4002) {
    return new ConnectionError(`Company ${account} has no access to a part of eAccounting that is needed: ${textOf(said)}.`, {
      code: 'module-missing',
      hint: 'Ask Visma which package the company needs for access from outside, or leave this part out of the flow.',
      facts,
    })
  }
  if (code === 3003) {
    return new ConnectionError('The person who gave the permission may not approve this in eAccounting.', {
      code: 'rights',
      hint: 'Sign in with a user who may, or give this user the right.',
      facts,
    })
  }
  return new ConnectionError(`Company ${account} cannot be used: it is not active, or its start-up guide in eAccounting is not finished.`, {
    code: 'company-inactive',
    hint: 'Open the company in eAccounting, finish its start-up guide, and try again.',
    facts,
  })
}

/** The vendor's published codes, with what to do about each. */
const refusals: Readonly<Record<number, { readonly name: string; readonly hint: string }>> = {
  2000: { name: 'invalid', hint: 'Mend the fields that are named, in the source or in the mapping.' },
  3000: { name: 'not-found', hint: 'It was removed in eAccounting after it was found. Run it again.' },
  3001: { name: 'no-fiscal-year', hint: 'Make a fiscal year for this date in eAccounting, or map another date.' },
  3002: { name: 'account-missing', hint: 'Make the account in eAccounting, or choose another article account coding.' },
  4000: { name: 'conflict', hint: 'Its number is already used by another one. Give one of the two another number.' },
  4001: { name: 'not-deletable', hint: 'It is used in documents; make it inactive instead.' },
  4002: { name: 'not-writable', hint: 'Look in eAccounting why it cannot be changed; it may be finished or in use.' },
  4026: { name: 'period-locked', hint: 'Open the period in eAccounting, or map a later date.' },
  4028: { name: 'has-back-orders', hint: 'Undo the back orders first.' },
  4029: { name: 'personal-number', hint: 'Mend the personal number of the customer.' },
  4032: { name: 'not-balanced', hint: 'The rows do not add up; mend the amounts in the mapping.' },
  4033: { name: 'approval-flow', hint: 'Approve it in eAccounting, or switch the approval flow off for this.' },
}

/** `The model is not valid (Name: is too long; InvoiceCity: is required)` */
function textOf({ DeveloperErrorMessage, Errors }: Fault): string {
  const fields = (Errors ?? []).map(({ Field, Message }) => [Field, Message].filter(Boolean).join(': ')).filter((part) => part !== '')
  const text = (DeveloperErrorMessage ?? '').trim().replace(/\.$/, '')
  return [text, fields.length === 0 ? '' : `(${fields.slice(0, 8).join('; ')})`].filter((part) => part !== '').join(' ')
}

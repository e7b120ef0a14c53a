import { type AppError, BusyError, ConnectionError, DataError, SettingsError } from '#core/kit/errors.ts'
import { withAnswer } from '#core/kit/vendor-answer.ts'
import type { SoapFault } from './soap/read-xml.ts'

/** A fault of the `Server` class may go away by itself: the vendor's classes are `Client` = change the request, `Server` = try later. */
export function isPassing(fault: SoapFault): boolean {
  return fault.code === 'Server' || fault.code.startsWith('Server.')
}

/** A SOAP fault in words. Only `Client.Authentication` is published by name; the rest is told by its class. */
export function faultError({
  operation,
  fault,
  account,
}: {
  readonly operation: string
  readonly fault: SoapFault
  readonly account: string
}): AppError {
  const facts = { operation, fault: fault.code, text: fault.text }
  const said = fault.text === '' ? `the fault ${fault.code || 'without a code'}` : `"${fault.text}"`
  if (/^Client\.Auth/i.test(fault.code)) {
    return new ConnectionError(`MplusKASSA at ${account} does not accept the ident and secret of this connection.`, {
      code: 'credentials-refused',
      hint: 'Ask MplusKASSA for the API ident, secret and port of this till again and fill them in on the connection. All three belong together.',
      facts,
    })
  }
  if (isPassing(fault)) {
    return new BusyError(`MplusKASSA could not carry out ${operation}: ${said}.`, {
      code: 'server-fault',
      hint: 'It says this may pass. The next run tries again; if it stays, send the text to MplusKASSA support.',
      facts,
    })
  }
  if (/method.*not (implemented|found)|unknown (operation|method)/i.test(fault.text)) {
    return new SettingsError(`This till's MplusKASSA service does not know ${operation}.`, {
      code: 'operation-unknown',
      hint: 'Its version is too old for this. Ask MplusKASSA to update the service, or leave this part out of the flow.',
      facts,
    })
  }
  return new DataError(`MplusKASSA refused ${operation}: ${said}.`, {
    code: 'request-refused',
    hint: 'Change the record or the mapping the text speaks of. A text about a VAT code means that the rate is set wrongly in the till.',
    facts,
  })
}

interface Refusal {
  readonly code: string
  readonly says: string
  readonly hint: string
}

const failed: Refusal = {
  code: 'refused',
  says: 'MplusKASSA refused it without naming a reason it has a code for',
  hint: 'Read the text MplusKASSA gave, change the record or the mapping, and run it again.',
}
const changed: Refusal = {
  code: 'changed-meanwhile',
  says: 'somebody changed it in the till at the same moment',
  hint: 'Run it again.',
}
const taken = (what: string): Refusal => ({
  code: 'number-taken',
  says: `its ${what} is already used by another one in the till`,
  hint: `Use another ${what}, or look the existing one up in the till.`,
})
const gone = (what: string): Refusal => ({
  code: 'not-found',
  says: `the till no longer has this ${what}`,
  hint: `It was removed in MplusKASSA after it was found. Run it again, so that the ${what} is looked up anew.`,
})

/** Every refusing result of the operations we call, by its code in the service. `…-OK` and `…-ALREADY-EXISTS` of documents are no refusals. */
const refusals: Readonly<Record<string, Refusal>> = {
  'CREATE-ORDER-RESULT-FAILED': failed,
  'CREATE-ORDER-RESULT-PAYMENT-FAILED': {
    code: 'payment-refused',
    says: 'MplusKASSA refused the payment of it',
    hint: 'Check the payment method and amount; the method must be active in the till and allowed for prepayments.',
  },
  'SAVE-INVOICE-RESULT-FAILED': failed,
  'SAVE-INVOICE-RESULT-NOT-FOUND': gone('invoice'),
  'SAVE-INVOICE-RESULT-INVOICE-HAS-CHANGED': changed,
  'CREATE-RELATION-RESULT-FAILED': failed,
  'CREATE-RELATION-RESULT-FAILED-RELATION-NUMBER-ALREADY-TAKEN': taken('relation number'),
  'UPDATE-RELATION-RESULT-FAILED': failed,
  'UPDATE-RELATION-RESULT-NOT-FOUND': gone('relation'),
  'CREATE-PRODUCT-RESULT-FAILED': failed,
  'CREATE-PRODUCT-RESULT-FAILED-PRODUCT-NUMBER-ALREADY-TAKEN': taken('product number'),
  'CREATE-PRODUCT-RESULT-FAILED-ARTICLE-NUMBER-ALREADY-TAKEN': taken('article number'),
  'UPDATE-PRODUCT-RESULT-FAILED': failed,
  'UPDATE-PRODUCT-RESULT-FAILED-ARTICLE-NUMBER-ALREADY-TAKEN': taken('article number'),
  'UPDATE-PRODUCT-RESULT-NOT-FOUND': gone('product'),
  'UPDATE-PRODUCT-RESULT-NOT-ALLOWED': {
    code: 'not-allowed',
    says: 'this till does not allow its products to be changed from outside',
    hint: 'Products of a branch are often kept by head office. Ask MplusKASSA which rights the API credentials have.',
  },
  'SET-STOCK-RESULT-FAILED': failed,
  'SET-STOCK-RESULT-BRANCH-NOT-FOUND': {
    code: 'branch-unknown',
    says: 'the till has no such branch',
    hint: 'Choose the branch again in the settings of the node.',
  },
  'SET-STOCK-RESULT-ARTICLE-NOT-FOUND': {
    code: 'product-missing',
    says: 'the till has no article with this number',
    hint: 'Send the product to the till first.',
  },
  'SET-STOCK-RESULT-NO-STOCK-ARTICLE': {
    code: 'no-stock-article',
    says: 'the till keeps no stock for this article',
    hint: 'Switch on "stock article" for it in MplusKASSA, or leave it out with a filter.',
  },
  'NEW-ARTICLE-GROUP-RESULT-FAILED': failed,
  'NEW-ARTICLE-GROUP-RESULT-PARENT-NOTFOUND': gone('parent group'),
  'SAVE-ARTICLE-GROUP-RESULT-FAILED': failed,
  'SAVE-ARTICLE-GROUP-RESULT-NOT-FOUND': gone('article group'),
}

/** Result codes this file has words for; the referee test holds them against the service's own list. */
export const knownRefusals: readonly string[] = Object.keys(refusals)

/** A refusing result in words. `what` names the record: "Order 1042", "Stock of 120101". */
export function refusalError({
  what,
  result,
  said,
  answer = {},
}: {
  readonly what: string
  readonly result: string | undefined
  /** The service's own `errorMessage`. */
  readonly said?: string | undefined
  /** The answer it stood in, as the client gave it. */
  readonly answer?: object
}): DataError {
  const refusal = refusals[result ?? ''] ?? { ...failed, says: `MplusKASSA answered ${result ?? 'without a result'}` }
  const reason = said === undefined || said.trim() === '' ? refusal.says : `${refusal.says}: "${said.trim()}"`
  const facts = { result: result ?? '', said: said ?? '' }
  return withAnswer(new DataError(`${what}: ${reason}.`, { code: refusal.code, hint: refusal.hint, facts }), answer)
}

import { type AppError, ConnectionError, DataError, VendorError } from '#core/kit/errors.ts'
import type { HttpResponse } from '#core/kit/ports.ts'

/** Which of the two APIs answered. */
export type ServiceName = 'erp' | 'salesOrder'

export interface Refused {
  readonly service: ServiceName
  /** What was asked for: `customer.create`. */
  readonly label: string
  readonly account: string
  readonly response: HttpResponse
}

/** An answer that is not what was asked for, in words. */
export function answerError({ service, label, account, response }: Refused): AppError {
  const { status } = response
  const said = saidIn(response.text())
  const quoted = said.text === '' ? `HTTP ${status}` : `"${said.text}"`
  const facts = { label, status, said: said.text, codes: [...said.codes] }
  switch (status) {
    case 401:
      return new ConnectionError(
        `Visma.net does not accept the sign-in of ${account}: the client id or client secret gives no valid token.`,
        {
          code: 'credentials-refused',
          hint: 'Check the client id, client secret and tenant id of the connection, and whether a company admin still lets this app in.',
          facts,
        },
      )
    case 403:
      return new ConnectionError(`Visma.net does not let ${account} do this (${label}): ${quoted}.`, {
        code: 'not-allowed',
        hint:
          service === 'salesOrder'
            ? 'The app needs the scopes of the Sales Order API (read and write), and a company admin has to approve them.'
            : 'The app needs the scopes of the ERP API (read, create, update), and a company admin has to approve them.',
        facts,
      })
    case 404:
      return new DataError(`Visma.net does not find it (${label}): ${quoted}.`, {
        code: 'not-found',
        hint: 'It was removed, or renumbered, after it was found. Run it again, so that it is looked up anew.',
        facts,
      })
    case 412:
      return new DataError('Somebody changed it in Visma.net at the same moment.', {
        code: 'changed-meanwhile',
        hint: 'Run it again.',
        facts,
      })
    case 400:
    case 405:
    case 409:
    case 422:
      return refusal(label, said, facts)
    default:
      return new VendorError(`Visma.net answered ${label} with HTTP ${status} and ${quoted}.`, {
        code: 'status-unexpected',
        hint: 'Send this text to Visma support if it stays.',
        facts,
      })
  }
}

export interface Said {
  readonly text: string
  readonly codes: readonly string[]
}

function refusal(label: string, said: Said, facts: DataError['facts']): DataError {
  const known = said.codes.map((code) => refusals[code.slice(0, 4)]).find((one) => one !== undefined)
  const text = said.text === '' ? 'no reason given' : `"${said.text}"`
  return new DataError(`Visma.net refused it (${label}): ${text}.`, {
    code: known?.code ?? 'request-refused',
    hint: known?.hint ?? 'Change the record or the mapping the text speaks of, and run it again.',
    facts,
  })
}

/** Codes of the sales order service a shop meets, by their number; the rest is told in its own words. */
const refusals: Readonly<Record<string, { readonly code: string; readonly hint: string }>> = {
  '0002': { code: 'too-long', hint: 'Shorten the text in the source or in the mapping.' },
  '1101': { code: 'discount-too-high', hint: 'The discount is more than the price of the line.' },
  '1105': { code: 'discount-unknown', hint: 'Map the discount code to one of Visma.net, or leave it out.' },
  '1400': { code: 'customer-missing', hint: 'The customer was removed or renumbered in Visma.net. Run it again.' },
  '1401': { code: 'terms-missing', hint: 'Give the customer payment terms in Visma.net, or map them.' },
  '1402': { code: 'payment-method-unknown', hint: 'Map the payment method to one of Visma.net.' },
  '1405': { code: 'payment-reference-missing', hint: 'This order type demands a payment reference. Choose another type, or send one.' },
  '1406': { code: 'payment-reference-forbidden', hint: 'This order type takes no payment reference. Choose another type.' },
  '1407': { code: 'customer-blocked', hint: 'The customer is on hold or inactive in Visma.net. Set it active there.' },
  '1408': {
    code: 'currency-forbidden',
    hint: 'This customer may not be billed in another currency. Allow it on the customer in Visma.net.',
  },
  '1600': { code: 'period-missing', hint: 'Create the financial period of the date in Visma.net.' },
  '1601': { code: 'period-closed', hint: 'Open the financial period of the date in Visma.net, or send another date.' },
  '1602': { code: 'period-inactive', hint: 'Activate the financial period of the date in Visma.net.' },
  '1704': { code: 'order-type-unknown', hint: 'Choose an order type that is active in Visma.net in the settings of the node.' },
  '1802': { code: 'warehouse-unknown', hint: 'Choose the warehouse again in the settings of the node.' },
  '1803': { code: 'product-missing', hint: 'Send the product to Visma.net first.' },
  '1804': { code: 'product-missing', hint: 'Send the product to Visma.net first.' },
  '1805': { code: 'tax-code-unknown', hint: 'Map the tax codes of the source to the VAT categories of Visma.net.' },
  '1806': { code: 'account-unknown', hint: 'Choose a revenue account that is active in Visma.net.' },
  '1808': { code: 'unit-unknown', hint: 'Map the unit to one the item is sold in, or leave it out.' },
  '1809': { code: 'quantity-negative', hint: 'Only charge items take a negative quantity. Send a negative price, or leave the line out.' },
}

/** Both APIs' ways of saying what is wrong; a text that is none of them is quoted as it is, unless it is a page of HTML. */
export function saidIn(body: string): Said {
  const parsed = parse(body)
  if (typeof parsed === 'string') return { text: shorten(parsed), codes: [] }
  if (!isObject(parsed)) return { text: /^\s*</.test(body) ? '' : shorten(body), codes: [] }
  const details = Array.isArray(parsed.details) ? parsed.details.filter(isObject) : []
  const codes = details.flatMap(({ code }) => (typeof code === 'string' ? [code] : []))
  const fields = isObject(parsed.errors)
    ? Object.entries(parsed.errors).flatMap(([field, texts]) =>
        Array.isArray(texts) ? texts.map((text) => `${field}: ${String(text)}`) : [],
      )
    : []
  const texts = [parsed.message, parsed.ExceptionMessage, parsed.detail, parsed.title].filter((one) => typeof one === 'string')
  return { text: shorten(fields.length > 0 ? fields.join('; ') : (texts[0] ?? '')), codes }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 400 ? `${line.slice(0, 399)}…` : line
}

import type { ConnectContext } from '#core/kit/define-connector.ts'
import { AppError, VendorError } from '#core/kit/errors.ts'
import type { Clock, HttpResponse } from '#core/kit/ports.ts'
import { readFrom, withAnswer } from '#core/kit/vendor-answer.ts'
import { faultError, isPassing } from './failures.ts'
import { type OperationName, operations, type RequestOf, type ResponseOf } from './soap/operations.ts'
import { isFault, readEnvelope, type SoapFault } from './soap/read-xml.ts'
import { writeEnvelope } from './soap/write-xml.ts'

export interface MplusSettings {
  readonly address: string
  readonly port: number
  readonly ident: string
  readonly secret: string
  readonly timeZone: string
  readonly currency: string
}

/** The till's service, reachable. One per run. */
export interface MplusClient {
  /** `host:port`: the port is what tells one customer's till from another's. */
  readonly account: string
  /** IANA zone of the shop. */
  readonly timeZone: string
  /** The service names no currency anywhere; the connection does. */
  readonly currency: string
  readonly clock: Clock
  /**
   * Calls one operation.
   * @throws ConnectionError for refused credentials, DataError for a request the service refuses, BusyError and VendorError
   *         for failures on its side, DataError before anything is sent for a value XML cannot carry.
   */
  call<Name extends OperationName>(operation: Name, request: RequestOf<Name>, signal: AbortSignal): Promise<ResponseOf<Name>>
}

/** A fault that says "later" is asked again after these pauses; the host's HTTP client cannot tell it from any other answer. */
const pausesMs = [1_000, 4_000]

export function createMplusClient(
  { settings, http, clock }: Pick<ConnectContext<MplusSettings>, 'settings' | 'http' | 'clock'>,
  account: string,
): MplusClient {
  const started = clock.now().getTime().toString(36)
  let calls = 0

  function send(operation: OperationName, body: string, signal: AbortSignal): Promise<HttpResponse> {
    calls++
    return http.send({
      method: 'POST',
      path: '/',
      // The credentials travel in the address, ident first; there is no log-in.
      secretQuery: { ident: settings.ident, secret: settings.secret },
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: operation,
        'x-request-id': `sluice-${started}-${calls}`,
      },
      body,
      repeatable: operations[operation].repeatable,
      label: operation,
      isAnswer: (response) => response.status === 500 && isFault(response.text()),
      signal,
    })
  }

  return {
    account,
    timeZone: settings.timeZone,
    currency: settings.currency,
    clock,
    async call(operation, request, signal) {
      const body = writeEnvelope(operation, request)
      for (let attempt = 0; ; attempt++) {
        const response = await send(operation, body, signal)
        if (response.status !== 200 && response.status !== 500) throw withAnswer(unexpectedStatus(operation, response.status), response)
        const answer = read(operation, response)
        if (answer.kind === 'response') return readFrom(answer.response, response)
        const pauseMs = pausesMs[attempt]
        if (pauseMs === undefined || !operations[operation].repeatable || !isPassing(answer.fault)) {
          throw withAnswer(faultError({ operation, fault: withoutSecrets(answer.fault, settings), account }), response)
        }
        await clock.sleep(pauseMs, signal)
      }
    },
  }
}

function read<Name extends OperationName>(operation: Name, response: HttpResponse) {
  try {
    return readEnvelope(operation, response.text())
  } catch (error) {
    throw error instanceof AppError ? withAnswer(error, response) : error
  }
}

/** A fault may quote the address it was called with. */
function withoutSecrets({ code, text }: SoapFault, { ident, secret }: MplusSettings): SoapFault {
  const hidden = [ident, encodeURIComponent(ident), secret, encodeURIComponent(secret)].filter((one) => one !== '')
  const clean = (said: string) => hidden.reduce((rest, one) => rest.replaceAll(one, '•••'), said)
  return { code: clean(code), text: clean(text) }
}

function unexpectedStatus(operation: OperationName, status: number): VendorError {
  return new VendorError(`MplusKASSA answered ${operation} with HTTP ${status} instead of a SOAP message.`, {
    code: 'status-unexpected',
    hint: 'Check the address and the port of the connection; ask MplusKASSA support if both are right.',
    facts: { operation, status },
  })
}

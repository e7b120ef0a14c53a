import { VendorError } from '#core/kit/errors.ts'
import type { HttpResponse } from '#core/kit/ports.ts'
import { withAnswer } from '#core/kit/vendor-answer.ts'
import { errorOf, type FailedCall, unknownDatabase } from '../failures.ts'
import { type DoorOptions, isJson, isOdooAnswer, type Transport, type TransportCall } from './transport.ts'

/**
 * The door of Odoo 19 and later: `POST /json/2/{model}/{method}`, bearer key, named arguments, real status codes, the bare
 * result as the body. https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
 */
export function openJson2({ http, account, version }: DoorOptions): Transport {
  const headers = {
    authorization: `bearer ${account.apiKey}`,
    'content-type': 'application/json; charset=utf-8',
    // Needed when the server holds several databases; harmless when it holds one.
    'x-odoo-database': account.database,
  }

  async function send({ model, method, ids, named, context, repeatable, signal }: TransportCall): Promise<unknown> {
    const response = await http.send({
      method: 'POST',
      path: `/json/2/${model}/${method}`,
      headers,
      body: JSON.stringify({ ...named, ...(ids === undefined ? {} : { ids }), context }),
      repeatable,
      label: `${model}.${method}`,
      isAnswer: isOdooAnswer,
      signal,
    })
    return resultOf(response, { model, method, database: account.database })
  }

  return {
    door: 'JSON-2',
    version,
    send,
    userId: async (signal) => {
      // `context_get` is the cheapest way to check a key and learn whose it is: {"lang":"en_US","tz":"…","uid":2}.
      const own = await send({ model: 'res.users', method: 'context_get', named: {}, context: {}, repeatable: true, signal })
      const uid = typeof own === 'object' && own !== null && 'uid' in own ? own.uid : undefined
      if (typeof uid !== 'number') throw new VendorError('Odoo did not say which user this API key belongs to.', { code: 'odoo-answer' })
      return uid
    },
  }
}

function resultOf(response: HttpResponse, call: FailedCall): unknown {
  const json = isJson(response)
  if (response.status < 300 && json) return response.json()
  // An unknown model is 404 as well, but as JSON; HTML means that no database was chosen.
  if (response.status === 404 && !json) throw withAnswer(unknownDatabase(call.database, { status: 404 }), response)
  const body = json ? response.json() : undefined
  const { name, message } = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  if (typeof name !== 'string') {
    const error = new VendorError(`Odoo answered "${call.method}" on ${call.model} with HTTP ${response.status} and no explanation.`, {
      code: 'odoo-answer',
      facts: { status: response.status, call: `${call.model}.${call.method}` },
    })
    throw withAnswer(error, response)
  }
  const failure = { name, message: typeof message === 'string' ? message : '', status: response.status }
  throw withAnswer(errorOf(failure, call), response)
}

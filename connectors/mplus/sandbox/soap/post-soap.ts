import type { MplusSandbox } from '../start.ts'

export interface SoapAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** Sends body XML (default namespace `urn:mplusqapi`) in an envelope, for tests that look at the raw exchange. */
export async function postSoap(
  { origin, credentials }: Pick<MplusSandbox, 'origin' | 'credentials'>,
  bodyXml: string,
  signal: AbortSignal = AbortSignal.timeout(10_000),
): Promise<SoapAnswer> {
  const query = new URLSearchParams({ ident: credentials.ident, secret: credentials.secret })
  const response = await fetch(`${origin}/?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:mplusqapi"><e:Header/><e:Body>${bodyXml}</e:Body></e:Envelope>`,
    signal,
  })
  return { status: response.status, headers: response.headers, body: await response.text() }
}

/** What stands in each element of this name, in order. */
export function textsOf({ body }: SoapAnswer, name: string): string[] {
  return [...body.matchAll(new RegExp(`<ns:${name}>([^<]*)</ns:${name}>`, 'g'))].map(([, text]) => text ?? '')
}

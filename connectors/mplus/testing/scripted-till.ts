import type { HttpClient, HttpRequest, HttpResponse } from '#core/kit/ports.ts'
import { createMplusClient, type MplusClient } from '../client.ts'
import type { OperationName } from '../soap/operations.ts'

/** Answers of a fake till per operation: the inside of the answer's element, used up in order; the last one stays. */
export type Script = { readonly [Name in OperationName]?: string | readonly (string | ScriptedAnswer | Error)[] }

export interface ScriptedAnswer {
  readonly status: number
  readonly body: string
}

export interface ScriptedTill {
  readonly client: MplusClient
  /** Requests as they left, oldest first. */
  readonly sent: readonly HttpRequest[]
  /** What stood between the body tags of the n-th call of an operation, prefixes dropped. */
  body(operation: OperationName, call?: number): string
  /** Pauses the client asked for, in ms. */
  readonly pauses: readonly number[]
}

export const tillSettings = {
  address: 'https://api.mpluskassa.nl',
  port: 49_999,
  ident: 'demo-ident',
  secret: 'demo-secret',
  timeZone: 'Europe/Amsterdam',
  currency: 'EUR',
}

/** A connector's client on a till that answers from a script; an operation it has no answer for fails the test. */
export function scriptedTill(script: Script = {}): ScriptedTill {
  const sent: HttpRequest[] = []
  const pauses: number[] = []
  const left = new Map(Object.entries(script).map(([name, answers]) => [name, typeof answers === 'string' ? [answers] : [...answers]]))
  const http: HttpClient = {
    send: async (request) => {
      sent.push(request)
      const answers = left.get(request.label)
      const answer = answers !== undefined && answers.length > 1 ? answers.shift() : answers?.[0]
      if (answer === undefined) throw new Error(`The script has no answer for ${request.label}.`)
      if (answer instanceof Error) throw answer
      return typeof answer === 'string' ? respond(200, soapAnswer(`${request.label}Response`, answer)) : respond(answer.status, answer.body)
    },
  }
  const clock = {
    now: () => new Date('2026-11-22T09:00:00Z'),
    sleep: async (ms: number) => {
      pauses.push(ms)
    },
  }
  return {
    client: createMplusClient({ settings: tillSettings, http, clock }, 'api.mpluskassa.nl:49999'),
    sent,
    pauses,
    body: (operation, call = 0) => {
      const request = sent.filter(({ label }) => label === operation)[call]
      return (/<e:Body>(.*)<\/e:Body>/s.exec(request?.body ?? '')?.[1] ?? '').replaceAll('q:', '')
    },
  }
}

/** An answer as the service writes it: prefixes of its own, a header line, and blanks between elements. */
export function soapAnswer(element: string, inside: string): string {
  const prefixed = inside.replace(/<(\/?)([A-Za-z])/g, '<$1ns:$2')
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ns="urn:mplusqapi">\n' +
    `<SOAP-ENV:Body>\n<ns:${element}>${prefixed}</ns:${element}>\n</SOAP-ENV:Body>\n</SOAP-ENV:Envelope>\n`
  )
}

export function soapFault(code: string, text: string): ScriptedAnswer {
  return {
    status: 500,
    body:
      '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body><SOAP-ENV:Fault>' +
      `<faultcode>SOAP-ENV:${code}</faultcode><faultstring>${text}</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
  }
}

function respond(status: number, body: string): HttpResponse {
  return { status, headers: {}, text: () => body, json: () => JSON.parse(body) }
}

export const noSignal = new AbortController().signal

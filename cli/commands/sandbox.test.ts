import { afterAll, describe, expect, it } from 'vitest'
import { createCommandLine } from '#tests/support/command-line.ts'
import { parseFault } from './sandbox.ts'

describe('a fault as it is written', () => {
  it.each([
    ['latency', { kind: 'latency' }],
    ['latency,delayMs=500', { kind: 'latency', delayMs: 500 }],
    ['answer-lost,rate=0.1,on=createOrder,after=2,times=3', { kind: 'answer-lost', rate: 0.1, on: 'createOrder', after: 2, times: 3 }],
    ['too-many-requests,retryAfterS=5', { kind: 'too-many-requests', retryAfterS: 5 }],
  ])('%s is understood', (text, fault) => {
    expect(parseFault(text)).toEqual(fault)
  })

  it.each([
    ['gremlins', 'There is no fault "gremlins". Kinds: too-many-requests, '],
    ['', 'There is no fault "".'],
    ['__proto__', 'There is no fault "__proto__".'],
    ['latency,delay=5', '"delay" is no part of a fault'],
    ['latency,delayMs=soon', '"delayMs" is no part of a fault, or has no number.'],
    ['latency,delayMs=', '"delayMs" is no part of a fault, or has no number.'],
    ['latency,delayMs', '"delayMs" is no part of a fault, or has no number.'],
    ['latency,delayMs=-5', '"delayMs" is no part of a fault, or has no number.'],
    ['status-500,rate=7', 'rate=7 is no share; it goes from 0 to 1.'],
    ['latency,on=', '"on" needs a part of the name of a request.'],
  ])('%s is refused with what is wrong', (text, says) => {
    expect(() => parseFault(text)).toThrow(says)
  })
})

describe('sandbox start', () => {
  const line = createCommandLine()
  afterAll(() => line.close())

  it('runs systems that misbehave as told until Ctrl+C, and says how to connect to them', async () => {
    const sandbox = line.start(['sandbox', 'start', 'odoo', '--json', '--fault', 'status-503'])
    const said = await sandbox.says(/\n/)
    const { system, origin, settings } = JSON.parse(said.split('\n')[0] ?? '') as Record<string, string> & {
      settings: Record<string, string>
    }
    const answer = await fetch(`${origin}/web/version`)
    sandbox.interrupt()
    const { exitCode } = await sandbox.finished
    expect({ system, url: settings.url, status: answer.status, exitCode }).toEqual({
      system: 'odoo',
      url: origin,
      status: 503,
      exitCode: 0,
    })
  })

  it('names a system that cannot be practised with, and those that can', async () => {
    const { exitCode, stderr } = await line.run(['sandbox', 'start', 'exact'])
    expect(stderr).toMatch(/There is no practice system "exact"\.\nThere are: .*mplus.*odoo/)
    expect(exitCode).toBe(2)
  })
})

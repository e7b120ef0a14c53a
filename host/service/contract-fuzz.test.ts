import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type RequestName, requests } from '#core/contract/contract.ts'
import { createDispatch, type Handlers } from '#core/contract/dispatch.ts'
import { hostileArguments, hostileName, seededRandom } from '#tests/support/hostile-arguments.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { openTestService } from '#tests/support/test-service.ts'

/** SLUICE_FUZZ_CALLS lowers it for a quick look. */
const calls = Number(process.env.SLUICE_FUZZ_CALLS ?? 100_000)
const names = Object.keys(requests) as RequestName[]
const caller = { id: 'hostile', signal: new AbortController().signal }

describe('hostile calls', () => {
  it(`never reach a handler with arguments its schema does not take, ${calls.toLocaleString('en')} times`, async () => {
    const random = seededRandom(20_261_122)
    let reached = 0
    // What a handler gets must be what its own schema gives for it again: nothing passes by the check.
    const watching = Object.fromEntries(
      names.map((name) => [
        name,
        (given: unknown) => {
          reached++
          const again = requests[name].arguments.safeParse(given)
          if (!again.success) throw new Error(`${name} was reached with ${JSON.stringify(again.error.issues[0])}`)
          return 'reached'
        },
      ]),
    ) as unknown as Handlers
    const dispatch = createDispatch(watching)
    let wrong = 0
    for (let call = 0; call < calls; call++) {
      const name = random() < 0.02 ? hostileName(random) : names[call % names.length]
      const reply = await dispatch(name, hostileArguments(random, isName(name) ? name : undefined), caller)
      const isFine = reply.ok ? reply.result === 'reached' : ['unknown-request', 'wrong-arguments'].includes(reply.error.code)
      if (!isFine) expect.fail(`${String(name)}: ${JSON.stringify(reply)}`)
      if (!reply.ok) wrong++
    }
    // Both happen, or the calls would prove nothing.
    expect(reached).toBeGreaterThan(calls / 1_000)
    expect(wrong).toBeGreaterThan(calls / 2)
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  }, 300_000)

  it('against a real service end in a reply that can cross a boundary, and touch nothing outside its folder', async () => {
    const around = temporaryFolder()
    const dataFolder = join(around, 'data')
    mkdirSync(dataFolder, { mode: 0o700 })
    const app = await openTestService({ dataFolder })
    const random = seededRandom(7)
    for (let call = 0; call < Math.max(500, calls / 25); call++) {
      const name = names[Math.floor(random() * names.length)] as RequestName
      // Practice would start real processes; its arguments are fuzzed above.
      if (name === 'practice:start' || name === 'practice:systems') continue
      const reply = await app.service.dispatch(name, hostileArguments(random, name), caller)
      const crossed = structuredClone(reply)
      if (!crossed.ok && crossed.error.code === 'defect') expect.fail(`${name}: ${JSON.stringify(crossed.error)}`)
    }
    expect(readdirSync(around)).toEqual(['data'])
    expect(await app.request('app:info', {})).toMatchObject({ shell: 'test' })
    expect(existsSync(join(dataFolder, 'journal.db'))).toBe(true)
  }, 300_000)
})

function isName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name)
}

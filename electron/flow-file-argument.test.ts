import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { flowFileIn, readFlowText } from './flow-file-argument.ts'

describe('a flow file among the arguments', () => {
  it.each([
    [['sluice', '/home/anna/orders.flow.json'], '/home/anna/orders.flow.json'],
    [['sluice', '--hidden', 'orders.flow.json'], '/work/orders.flow.json'],
    [['electron', '/app', 'a.flow.json', 'b.flow.json'], '/work/b.flow.json'],
    [['sluice', '--flag=x.flow.json'], undefined],
    [['sluice', 'orders.json'], undefined],
    [['/tools/sluice.flow.json'], undefined],
  ])('%j is %s', (words, file) => {
    expect(flowFileIn(words, '/work')).toBe(file)
  })

  it('is read as text, whatever it holds', async () => {
    const file = join(temporaryFolder(), 'x.flow.json')
    writeFileSync(file, 'not a flow')
    expect(await readFlowText(file)).toBe('not a flow')
  })

  it('is not read when it is gone or larger than any flow', async () => {
    const file = join(temporaryFolder(), 'x.flow.json')
    writeFileSync(file, Buffer.alloc(6_000_001))
    expect([await readFlowText(file), await readFlowText(`${file}.gone`)]).toEqual([undefined, undefined])
  })
})

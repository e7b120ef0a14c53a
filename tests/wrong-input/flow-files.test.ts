import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runHere } from '#tests/support/captured-shell.ts'
import { saveChangedFlow, templateFile } from '#tests/support/command-line-shop.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-flows-'))
const dataFolder = join(folder, 'data')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Change = Parameters<typeof saveChangedFlow>[2]
/** Settings of the node, to be changed. */
const settingsOf = (flow: Parameters<Change>[0], index: number) => flow.nodes[index]?.settings as Record<string, unknown>
/** Braces keep an assignment's value from being taken for the text of the file. */
const changed = (change: (flow: Parameters<Change>[0]) => void): Change => {
  return (flow) => {
    change(flow)
    return undefined
  }
}

const wrongFiles: Readonly<
  Record<string, { readonly change: Change; readonly place: string; readonly says: string; readonly hint?: string }>
> = {
  'text that is not JSON': {
    change: () => 'Dear colleague,',
    place: 'line 1, column 1',
    says: 'is not JSON: a value was expected, "Dear colleague,"',
    hint: 'Mend the file in a text editor',
  },
  'an empty file': { change: () => '', place: 'the file', says: 'is empty (0 bytes)', hint: 'take an earlier version of it' },
  'JSON of another kind': {
    change: () => '{"name":"sluice"}',
    place: 'the file',
    says: 'is not a flow: it has no format number',
    hint: 'Mend',
  },
  'a newer format': {
    change: changed((flow) => {
      flow.format = 7
    }),
    place: 'format',
    says: 'is 7; this Sluice reads formats up to 1',
    hint: 'Install the newer Sluice.',
  },
  'an unknown type of node': {
    change: changed((flow) => {
      Object.assign(flow.nodes[1] ?? {}, { type: 'teleport' })
    }),
    place: 'nodes[1].type',
    says: '"Paid, not cancelled" is of type "teleport", which this version of Sluice does not know',
  },
  'a setting that is missing': {
    change: changed((flow) => {
      delete settingsOf(flow, 0).entity
    }),
    place: 'nodes[0].settings.entity',
    says: '"Orders of the till": "What to read" is missing',
  },
  'a setting that is out of bounds': {
    change: changed((flow) => {
      settingsOf(flow, 0).settings = { pageSize: 0 }
    }),
    place: 'nodes[0].settings.settings.pageSize',
    says: 'is 0; the least is 1',
  },
  'a slot the flow does not have': {
    change: changed((flow) => {
      settingsOf(flow, 3).slot = 'bookz'
    }),
    place: 'nodes[3].settings.slot',
    says: 'names the slot "bookz", which this flow does not have',
  },
  'a system nobody knows': {
    change: changed((flow) => {
      flow.slots.books = { connector: 'abacus', label: 'Books' }
    }),
    place: 'slots.books.connector',
    says: 'needs "abacus", which this version of Sluice does not know',
  },
  'a wire to nothing': {
    change: changed((flow) => {
      flow.wires.push({ from: ['paid', 'out'], to: 'nowhere' })
    }),
    place: 'wires[4]',
    says: '"nowhere", which is no node of this flow',
    hint: 'Mend',
  },
  'a circle': {
    change: changed((flow) => {
      flow.wires.push({ from: ['books-terms', 'out'], to: 'paid' })
    }),
    place: 'wires',
    says: 'go round in a circle: Paid, not cancelled → In the terms of the books → Paid, not cancelled',
  },
  'an id that is there twice': {
    change: changed((flow) => {
      Object.assign(flow.nodes[5] ?? {}, { id: 'failed' })
    }),
    place: 'nodes[5].id',
    says: 'is "failed", which another one has already',
    hint: 'Mend',
  },
  'a reserved key': {
    change: (flow) => JSON.stringify(flow).replace('"settings":{', '"settings":{"__proto__":{"isAdmin":true},'),
    place: 'line 1, column',
    says: 'has a key "__proto__", which a flow may not have',
    hint: 'Mend',
  },
}

describe('a flow file with a mistake', () => {
  it.each(Object.entries(wrongFiles))(
    '(%s) is refused with the place, the value and exit code 2',
    async (name, { change, place, says, hint = '' }) => {
      const file = saveChangedFlow(folder, `${name}.flow.json`, change)
      const { exitCode, stderr, stdout } = await runHere(dataFolder, ['flow', 'run', file])
      expect(stderr).toContain(file)
      expect(stderr).toMatch(new RegExp(`^ {2}${inPattern(place)}.*: .*${inPattern(says)}`, 'm'))
      expect(stderr).toContain(hint)
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    },
  )

  it('is refused the same way by "validate" and "plan", and starts no run', async () => {
    const file = saveChangedFlow(folder, 'wrong.flow.json', () => '{')
    const codes = [await runHere(dataFolder, ['flow', 'validate', file]), await runHere(dataFolder, ['flow', 'plan', file])]
    expect(codes.map(({ exitCode }) => exitCode)).toEqual([2, 2])
    expect((await runHere(dataFolder, ['runs', 'list'])).stdout).toContain('No runs yet.')
  })

  it('tells a program every problem with its path', async () => {
    const file = saveChangedFlow(
      folder,
      'two.flow.json',
      changed((flow) => {
        settingsOf(flow, 3).slot = 'bookz'
        delete settingsOf(flow, 0).entity
      }),
    )
    const [said] = (await runHere(dataFolder, ['flow', 'validate', file, '--json'])).json()
    const paths = { problems: [{ path: 'nodes[0].settings.entity' }, { path: 'nodes[3].settings.slot' }] }
    expect(said).toMatchObject({ error: { code: 'flow-invalid', facts: paths } })
  })

  it('cannot forge lines of its own on the terminal', async () => {
    const file = saveChangedFlow(
      folder,
      'forged.flow.json',
      changed((flow) => {
        Object.assign(flow.nodes[1] ?? {}, { type: 'x\n\u001b[2Jall is well' })
      }),
    )
    const { stderr } = await runHere(dataFolder, ['flow', 'validate', file])
    expect(stderr).toContain('of type "x ⏎ \\u001b[2Jall is well"')
  })
})

describe('a flow file that is not there', () => {
  it.each([
    ['a name that does not exist', 'orders.flow.jsn', 'it does not exist', 'Check the name and the folder.'],
    ['a folder', '.', 'it is a folder', 'Name the flow file inside it.'],
  ])('(%s) is named, with exit code 2', async (_kind, name, says, hint) => {
    const file = join(folder, name)
    const { exitCode, stderr } = await runHere(dataFolder, ['flow', 'validate', file])
    expect(stderr).toContain(`The flow ${file} cannot be read: ${says}.`)
    expect(stderr).toContain(hint)
    expect(exitCode).toBe(2)
  })
})

describe('a slot without a connection', () => {
  it('is named with the command that adds one', async () => {
    const { exitCode, stderr } = await runHere(dataFolder, ['flow', 'run', templateFile])
    expect(stderr).toContain('The slot "books" (Books) has no connection on this computer.')
    expect(stderr).toContain('Add one first: sluice connection add odoo --name <name>, then --bind books=<name>')
    expect(exitCode).toBe(2)
  })

  it.each([
    ['books', '"books" has not both'],
    ['books=', '"books=" has not both'],
    ['shelf=Books', '"shelf" is no slot of "MplusKASSA orders → Odoo"'],
    ['__proto__=Books', '"__proto__" is no slot'],
  ])('is not bound by --bind %s', async (assignment, says) => {
    const { exitCode, stderr } = await runHere(dataFolder, ['flow', 'run', templateFile, '--bind', assignment])
    expect(stderr).toContain(says)
    expect(stderr).toContain('Its slots: books, till.')
    expect(exitCode).toBe(2)
  })
})

function inPattern(text: string): string {
  return text.replaceAll(/[[\]().{}*+?^$|\\]/g, '\\$&')
}

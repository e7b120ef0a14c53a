import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applyDiff } from '#core/flow/diff.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { addNode, renameFlow } from '#core/flow/edit.ts'
import { parseFlowText } from '#core/flow/parse.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import { openTestService, type TestService } from '#tests/support/test-service.ts'

const template = 'mplus-orders-to-odoo'
const noHistory = { steps: [], done: 0 }

async function newFlow({ request }: TestService): Promise<{ readonly id: string; readonly draft: FlowDocument }> {
  const { id } = await request('flow:create', { template })
  return { id, draft: (await request('flow:open', { flowId: id })).draft }
}

async function publishedFlow(app: TestService) {
  const { id, draft } = await newFlow(app)
  await app.request('flow:publish', { flowId: id, document: draft })
  const { file } = await app.request('flow:open', { flowId: id })
  return { id, draft, file }
}

function renamed(document: FlowDocument, name: string): FlowDocument {
  const edit = renameFlow(document, name)
  if ('refused' in edit) throw new Error(edit.refused)
  return edit.document
}

describe('a new flow', () => {
  it('is a draft: no file, no version, nothing that runs by itself', async () => {
    const app = await openTestService()
    const { id } = await app.request('flow:create', {})
    const opened = await app.request('flow:open', { flowId: id })
    expect(opened).toMatchObject({ published: null, fileChange: null, draft: { nodes: [], options: { timeZone: 'Europe/Amsterdam' } } })
    expect(existsSync(opened.file)).toBe(false)
    await expect(app.request('flow:arm', { flowId: id, armed: true })).rejects.toMatchObject({ code: 'not-published' })
  })

  it('has the names of the language it was asked for in', async () => {
    const app = await openTestService()
    const names = async (template?: string) => {
      const { id } = await app.request('flow:create', { language: 'nl', ...(template !== undefined && { template }) })
      const { draft } = await app.request('flow:open', { flowId: id })
      return [draft.name, ...draft.nodes.map(({ name }) => name)]
    }
    expect(await names()).toEqual(['Nieuwe flow'])
    expect(await names('visma-net-customers-to-mplus')).toEqual(
      expect.arrayContaining(['Klanten van Visma.net', 'Klanten in MplusKASSA', 'Noteer het']),
    )
  })

  it.each(['../../escape', 'C:\\con', 'nul', '…', 'a'.repeat(200), '\u202egnp.exe', 'Ünïcödé → Ω'])(
    'gets a file of its own in the flows folder, whatever it is called: %s',
    async (name) => {
      const app = await openTestService()
      const first = await app.request('flow:create', { name, template })
      const second = await app.request('flow:create', { name, template })
      for (const { id } of [first, second]) {
        const { draft } = await app.request('flow:open', { flowId: id })
        await app.request('flow:publish', { flowId: id, document: draft })
      }
      const files = readdirSync(join(app.dataFolder, 'flows'))
      expect(files).toHaveLength(2)
      for (const file of files) expect(file).toMatch(/^[a-z0-9][a-z0-9-]*\.flow\.json$/)
      expect((await app.request('flow:list', {})).map((card) => basename(card.file)).toSorted()).toEqual(files.toSorted())
    },
  )
})

describe('a draft', () => {
  it('is kept with its history over a restart', async () => {
    const app = await openTestService()
    const { id, draft } = await newFlow(app)
    const edit = renameFlow(draft, 'Mine')
    if ('refused' in edit) throw new Error(edit.refused)
    const history = { steps: [{ label: 'Renamed the flow', at: 1, diff: edit.diff }], done: 1 }
    await app.request('flow:save-draft', { flowId: id, document: edit.document, history })
    await app.close()
    const again = await openTestService({ dataFolder: app.dataFolder })
    expect(await again.request('flow:open', { flowId: id })).toMatchObject({ draft: { name: 'Mine' }, history })
  })

  it('never changes what is published', async () => {
    const app = await openTestService()
    const { id, draft } = await publishedFlow(app)
    await app.request('flow:save-draft', { flowId: id, document: renamed(draft, 'Other'), history: noHistory })
    const { published } = await app.request('flow:open', { flowId: id })
    expect(published).toMatchObject({ version: 1, document: { name: draft.name } })
    expect((await app.request('flow:list', {}))[0]).toMatchObject({ name: 'Other', hasChanges: true, publishedVersion: 1 })
  })

  it('of another flow is refused', async () => {
    const app = await openTestService()
    const { id } = await newFlow(app)
    const other = await newFlow(app)
    await expect(app.request('flow:save-draft', { flowId: id, document: other.draft, history: noHistory })).rejects.toMatchObject({
      code: 'other-flow',
    })
  })

  it('whose file is damaged gives way to what is published, and is kept aside', async () => {
    const app = await openTestService()
    const { id, draft } = await publishedFlow(app)
    await app.close()
    const folder = join(app.dataFolder, 'drafts')
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{"version":1,"docu')
    const again = await openTestService({ dataFolder: app.dataFolder })
    expect((await again.request('flow:open', { flowId: id })).draft).toEqual(draft)
    expect(readdirSync(folder).filter((name) => name.endsWith('.damaged'))).toHaveLength(1)
  })

  it('written many times at once ends as the last of them', async () => {
    const app = await openTestService()
    const { id, draft } = await newFlow(app)
    const saves = Array.from({ length: 30 }, (_, number) =>
      app.request('flow:save-draft', { flowId: id, document: renamed(draft, `Name ${number}`), history: noHistory }),
    )
    await Promise.all(saves)
    await app.close()
    const again = await openTestService({ dataFolder: app.dataFolder })
    expect((await again.request('flow:open', { flowId: id })).draft.name).toBe('Name 29')
  })
})

describe('publishing', () => {
  it('writes the file and a version, each version once', async () => {
    const app = await openTestService()
    const { id, draft, file } = await publishedFlow(app)
    expect(readFileSync(file, 'utf8')).toBe(serializeFlow(draft))
    await app.request('flow:publish', { flowId: id, document: draft })
    await app.request('flow:publish', { flowId: id, document: renamed(draft, 'Two'), note: 'renamed' })
    expect(await app.request('flow:versions', { flowId: id })).toMatchObject([{ version: 2, note: 'renamed' }, { version: 1 }])
    expect(await app.request('flow:read-version', { flowId: id, version: 1 })).toEqual(draft)
    await expect(app.request('flow:read-version', { flowId: id, version: 3 })).rejects.toMatchObject({ code: 'unknown-version' })
  })

  it('is refused with every problem and its place', async () => {
    const app = await openTestService()
    const { id, draft } = await newFlow(app)
    const node = { id: 'odd', type: 'nobody-knows', version: 1, position: [0, 0] as const, settings: {} }
    const edit = addNode(draft, node)
    if ('refused' in edit) throw new Error(edit.refused)
    await expect(app.request('flow:publish', { flowId: id, document: edit.document })).rejects.toMatchObject({
      code: 'flow-invalid',
      facts: { problems: [{ path: `nodes[${draft.nodes.length}].type`, message: expect.stringContaining('nobody-knows') }] },
    })
    const check = await app.request('flow:check', { flowId: id, document: edit.document })
    expect(check.problems[0]).toMatchObject({ nodeId: 'odd', code: 'unknown-node-type' })
  })

  it('is refused when another program has changed the file, and overwrites it when told to', async () => {
    const app = await openTestService()
    const { id, draft, file } = await publishedFlow(app)
    writeFileSync(file, serializeFlow(renamed(draft, 'By hand')))
    const publish = { flowId: id, document: renamed(draft, 'Mine') }
    await expect(app.request('flow:publish', publish)).rejects.toMatchObject({ code: 'flow-file-changed', facts: { kind: 'changed' } })
    await app.request('flow:publish', { ...publish, overwriteFile: true })
    expect(readFileSync(file, 'utf8')).toContain('"Mine"')
    expect((await app.request('flow:open', { flowId: id })).fileChange).toBeNull()
  })

  it('that a crash cut off after the file was written counts at the next start', async () => {
    const app = await openTestService()
    const { id, draft } = await publishedFlow(app)
    const list = join(app.dataFolder, 'flows.json')
    const before = readFileSync(list)
    await app.request('flow:publish', { flowId: id, document: renamed(draft, 'Two') })
    await app.close()
    writeFileSync(list, before)
    const again = await openTestService({ dataFolder: app.dataFolder })
    expect(await again.request('flow:open', { flowId: id })).toMatchObject({ published: { version: 2 }, fileChange: null })
  })
})

describe('a file that changes while the flow is open', () => {
  it('is told, shown, and taken over as a step that can be undone', async () => {
    const app = await openTestService()
    const { id, draft, file } = await publishedFlow(app)
    const told = app.next('flow:changed', ({ flowId, what }) => flowId === id && what === 'file')
    writeFileSync(file, serializeFlow(renamed(draft, 'By hand')))
    await told
    expect((await app.request('flow:open', { flowId: id })).fileChange).toMatchObject({ kind: 'changed', document: { name: 'By hand' } })

    const opened = await app.request('flow:resolve-file', { flowId: id, choice: 'take' })
    expect(opened).toMatchObject({ draft: { name: 'By hand' }, fileChange: null, history: { done: 1 } })
    const [step] = opened.history.steps
    expect(applyDiff(draft, step?.diff ?? [])).toEqual(opened.draft)
    await expect(app.request('flow:publish', { flowId: id, document: opened.draft })).resolves.toMatchObject({ version: 2 })
  })

  it('is a notice that leads to the flow, said once, until the file and the flow agree again', async () => {
    const app = await openTestService()
    const { id, draft, file } = await publishedFlow(app)
    const noticed = app.next('app:notice')
    writeFileSync(file, serializeFlow(renamed(draft, 'By hand')))
    await expect(noticed).resolves.toMatchObject({ kind: 'file-changed', flowId: id, about: { code: 'file-changed', what: 'changed' } })
    const again = app.next('flow:changed', ({ flowId, what }) => flowId === id && what === 'file')
    writeFileSync(file, serializeFlow(renamed(draft, 'By hand again')))
    await again
    const ofFiles = async () => (await app.request('app:notices', {})).filter(({ kind }) => kind === 'file-changed')
    expect(await ofFiles()).toHaveLength(1)
    await app.request('flow:resolve-file', { flowId: id, choice: 'keep' })
    await expect.poll(ofFiles).toEqual([])
  })

  it('is written again from what is published when that is kept', async () => {
    const app = await openTestService()
    const { id, draft, file } = await publishedFlow(app)
    writeFileSync(file, 'not a flow at all')
    expect((await app.request('flow:open', { flowId: id })).fileChange).toMatchObject({ kind: 'unreadable', document: null })
    expect((await app.request('flow:resolve-file', { flowId: id, choice: 'keep' })).fileChange).toBeNull()
    expect(readFileSync(file, 'utf8')).toBe(serializeFlow(draft))
  })

  it('says so when it is gone', async () => {
    const app = await openTestService()
    const { id, file } = await publishedFlow(app)
    rmSync(file)
    expect((await app.request('flow:open', { flowId: id })).fileChange).toMatchObject({ kind: 'missing' })
  })
})

describe('the list of flows', () => {
  it('says of each what it touches, lacks and did', async () => {
    const app = await openTestService()
    const { id } = await publishedFlow(app)
    expect(await app.request('flow:list', {})).toMatchObject([
      {
        id,
        ...{ connectors: ['mplus', 'odoo'], publishedVersion: 1, hasChanges: false, problemCount: 0, isPractice: false },
        ...{ unboundSlots: ['books', 'till'], lastRun: null, activeRunId: null, today: {}, yesterday: {} },
      },
    ])
  })

  it('loses a removed flow, with its file only when that was asked for', async () => {
    const app = await openTestService()
    const kept = await publishedFlow(app)
    const gone = await publishedFlow(app)
    await app.request('flow:remove', { flowId: kept.id, deleteFile: false })
    await app.request('flow:remove', { flowId: gone.id, deleteFile: true })
    expect(await app.request('flow:list', {})).toEqual([])
    expect([existsSync(kept.file), existsSync(gone.file)]).toEqual([true, false])
    await expect(app.request('flow:open', { flowId: kept.id })).rejects.toMatchObject({ code: 'unknown-flow' })
  })

  it('has a copy under a name and an id of its own', async () => {
    const app = await openTestService()
    const { id, draft } = await publishedFlow(app)
    const copy = await app.request('flow:duplicate', { flowId: id })
    const opened = await app.request('flow:open', { flowId: copy.id })
    expect(opened).toMatchObject({ published: null, draft: { id: copy.id, name: `${draft.name} (copy)` } })
    expect(opened.draft.nodes).toEqual(draft.nodes)
  })
})

describe('lines of nodes', () => {
  it('never throw, whatever the settings are', async () => {
    const app = await openTestService()
    const { id, draft } = await newFlow(app)
    const nodes = draft.nodes.map((node) => ({ ...node, settings: { entity: { a: [null] }, condition: 7, mappings: 'x', limit: {} } }))
    const { lines } = await app.request('flow:check', { flowId: id, document: { ...draft, nodes } })
    expect(Object.keys(lines)).toEqual(draft.nodes.map((node) => node.id))
    for (const line of Object.values(lines)) expect(typeof line).toBe('string')
  })
})

describe('export', () => {
  it('gives the text of the file', async () => {
    const app = await openTestService()
    const { id, draft } = await newFlow(app)
    const { fileName, text } = await app.request('flow:export', { flowId: id, which: 'draft', withPinned: false })
    expect(fileName).toBe('mpluskassa-orders-odoo.flow.json')
    expect(parseFlowText(text)).toEqual({ ok: draft })
  })

  const withNote = (document: FlowDocument, settings: Readonly<Record<string, string>>): FlowDocument => ({
    ...document,
    nodes: document.nodes.map((node, index) => (index === 0 ? { ...node, settings: { ...node.settings, ...settings } } : node)),
  })

  it.each([
    ['a key by its name', { apiKey: 'k' }, 'nodes[0].settings.apiKey'],
    ['an authorisation', { note: 'Authorization: Bearer abcdefghijklmnop' }, 'nodes[0].settings.note'],
    ['a password in an address', { note: 'https://jan:geheim@example.com/' }, 'nodes[0].settings.note'],
  ])('is refused when %s stands in the flow, and names the place', async (_what, settings, path) => {
    const app = await openTestService()
    const { id, draft } = await newFlow(app)
    await app.request('flow:save-draft', { flowId: id, document: withNote(draft, settings), history: noHistory })
    await expect(app.request('flow:export', { flowId: id, which: 'draft', withPinned: false })).rejects.toMatchObject({
      code: 'secret-in-flow',
      facts: { path },
    })
  })

  it('is refused when a secret of a connection of this computer stands in it, without repeating the secret', async () => {
    const app = await openTestService({ withVault: true })
    const secret = 'canary-5f1c9e'
    const settings = { url: 'http://127.0.0.1:1', database: 'demo', apiKey: secret }
    await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    const { id, draft } = await newFlow(app)
    await app.request('flow:save-draft', { flowId: id, document: withNote(draft, { note: `use ${secret} here` }), history: noHistory })
    const refused = await app.request('flow:export', { flowId: id, which: 'draft', withPinned: false }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'secret-in-flow', facts: { path: 'nodes[0].settings.note' } })
    expect(JSON.stringify(refused) + String(refused)).not.toContain(secret)
  })
})

describe('import', () => {
  const fileText = readFileSync(new URL(`../../assets/templates/${template}.flow.json`, import.meta.url), 'utf8')

  it('shows what a flow reads, writes and needs, and keeps nothing of it', async () => {
    const app = await openTestService({ withVault: true })
    const settings = { url: 'http://127.0.0.1:1', database: 'demo', apiKey: 'k-12345' }
    const books = await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    const preview = await app.request('flow:inspect-import', { text: fileText })
    expect(preview).toMatchObject({
      ...{ name: 'MplusKASSA orders → Odoo', schedules: [], problems: [], existing: null, hasPinnedData: false },
      reads: [{ slot: 'till', connector: 'mplus', entity: 'order' }],
      writes: [{ slot: 'books', connector: 'odoo', entity: 'order' }],
      slots: [
        { slot: 'books', connector: 'odoo', candidates: [{ id: books.id, name: 'Books' }] },
        { slot: 'till', connector: 'mplus', candidates: [] },
      ],
    })
    expect(await app.request('flow:list', {})).toEqual([])
  })

  it('takes it in as a draft, bound as picked, unpublished and disarmed', async () => {
    const app = await openTestService({ withVault: true })
    const settings = { url: 'http://127.0.0.1:1', database: 'demo', apiKey: 'k-12345' }
    const books = await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    const { id } = await app.request('flow:import', { text: fileText, bindings: { books: books.id }, as: 'new' })
    expect(id).toBe(template)
    expect(await app.request('flow:open', { flowId: id })).toMatchObject({
      published: null,
      bindings: { books: books.id },
      schedule: { kind: 'none' },
    })
    expect((await app.request('connection:list', {}))[0]).toMatchObject({
      state: { kind: 'unchecked' },
      usedBy: [{ flowId: id, slot: 'books' }],
    })
  })

  it('of a flow that is here already asks: a copy gets an id of its own, a replacement becomes the draft', async () => {
    const app = await openTestService()
    const { id } = await app.request('flow:import', { text: fileText, bindings: {}, as: 'new' })
    await expect(app.request('flow:import', { text: fileText, bindings: {}, as: 'new' })).rejects.toMatchObject({ code: 'flow-exists' })
    const copy = await app.request('flow:import', { text: fileText, bindings: {}, as: 'copy' })
    expect(copy.id).not.toBe(id)
    await app.request('flow:import', { text: fileText.replace('MplusKASSA orders → Odoo', 'Newer'), bindings: {}, as: 'replace' })
    expect(await app.request('flow:open', { flowId: id })).toMatchObject({
      draft: { name: 'Newer' },
      history: { steps: [{ label: 'Imported' }], done: 1 },
    })
  })

  it('does not bind a stranger’s flow to what was bound under the same id before', async () => {
    const app = await openTestService({ withVault: true })
    const settings = { url: 'http://127.0.0.1:1', database: 'demo', apiKey: 'k-12345' }
    const books = await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    await app.request('flow:import', { text: fileText, bindings: { books: books.id }, as: 'new' })
    await app.request('flow:remove', { flowId: template, deleteFile: false })
    await app.request('flow:import', { text: fileText, bindings: {}, as: 'new' })
    expect((await app.request('flow:open', { flowId: template })).bindings).toEqual({})
  })

  it('refuses a connection that does not fit its slot, and keeps nothing', async () => {
    const app = await openTestService({ withVault: true })
    const settings = { url: 'http://127.0.0.1:1', database: 'demo', apiKey: 'k-12345' }
    const books = await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    await expect(app.request('flow:import', { text: fileText, bindings: { till: books.id }, as: 'new' })).rejects.toMatchObject({
      code: 'other-connector',
    })
    expect(await app.request('flow:list', {})).toEqual([])
  })

  it.each([
    ['no JSON', 'hello', 'flow-invalid'],
    ['no flow', '{"a":1}', 'not-a-flow'],
    ['a flow of a newer Sluice', fileText.replace('"format": 1', '"format": 99'), 'newer-than-this-app'],
    ['a node without a place', fileText.replace('"position": [80, 160],', ''), 'flow-invalid'],
  ])('refuses %s with path and message', async (_what, text, code) => {
    const app = await openTestService()
    await expect(app.request('flow:inspect-import', { text })).rejects.toMatchObject({
      code,
      facts: { problems: [{ path: expect.any(String), message: expect.any(String) }] },
    })
  })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { answers as answersSchema } from '#core/integration/answers.ts'
import { systemClock } from '#host/clock.ts'
import { openConnectionStore } from '#host/connections/connection-store.ts'
import { openIntegrationDrafts } from '#host/integrations/integration-drafts.ts'
import { createMemoryVault } from '#tests/support/memory-vault.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { openTestService } from '#tests/support/test-service.ts'

/** The data folder of somebody who has answered everything and is about to finish. */
let answered: string
let draftId: string
let bindings: Readonly<Record<string, string>>
/** What an undisturbed finish does on the disk, step by step, and which files it leaves. */
let steps: readonly string[]
let filesAfterwards: readonly string[]

beforeAll(async () => {
  answered = mkdtempSync(join(tmpdir(), 'sluice-answered-'))
  const connections = openConnectionStore({ dataFolder: answered, vault: createMemoryVault(), clock: systemClock })
  const connect = async (connectorId: 'mplus' | 'odoo', settings: Readonly<Record<string, unknown>>) => {
    const definition = connectors[connectorId]
    if (!definition) throw new Error(`There is no system "${connectorId}".`)
    return (await connections.add({ name: definition.label, definition, settings })).id
  }
  bindings = {
    left: await connect('mplus', { address: '127.0.0.1', port: 1, ident: 'till', secret: 'x' }),
    right: await connect('odoo', { url: 'http://127.0.0.1:1', database: 'demo', login: 'sluice', apiKey: 'x' }),
  }
  const tables = [{ kind: 'tax-code', rows: [{ from: '1', to: '1' }] }]
  const lanes = ['product', 'stock'].map((entity) => ({ entity, from: 'left', tables }))
  const answers = answersSchema.parse({ left: 'mplus', right: 'odoo', lanes })
  const drafts = await openIntegrationDrafts({ dataFolder: answered, clock: systemClock })
  draftId = (await drafts.save({ draft: { answers, connections: bindings, step: 'finish' } })).id

  const folder = mkdtempSync(join(tmpdir(), 'sluice-finished-'))
  const { told } = await finishIn(folder)
  expect(told.at(-1)).toContain('"ok":true')
  steps = told.slice(0, -1)
  filesAfterwards = filesIn(folder)
  rmSync(folder, { recursive: true })
})

afterAll(() => rmSync(answered, { recursive: true, force: true }))

/** A process of its own finishes in a copy of what was answered, and is killed right before a step where one is given. */
async function finishIn(folder: string, killBefore?: number) {
  cpSync(answered, folder, { recursive: true })
  const given = [folder, draftId, ...(killBefore === undefined ? [] : [String(killBefore)])]
  const child = spawn(process.execPath, [join(import.meta.dirname, 'finish-child.ts'), ...given], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk
  })
  const [, killedBy] = await once(child, 'close')
  return { killedBy, told: said.trim().split('\n') }
}

/** The place of the step that begins so for the `turn`th time, counted from one. */
function stepOf(beginning: string, turn: number): number {
  const found = steps.flatMap((step, index) => (step.startsWith(beginning) ? [index + 1] : []))[turn - 1]
  if (found === undefined) throw new Error(`Finishing never does "${beginning}" for the ${turn}. time:\n${steps.join('\n')}`)
  return found
}

async function killedIn(folder: string, beginning: string, turn: number): Promise<void> {
  const { killedBy, told } = await finishIn(folder, stepOf(beginning, turn))
  expect([killedBy, told.at(-1)]).toEqual(['SIGKILL', expect.stringContaining(beginning)])
}

function filesIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).toSorted()
}

/** What is on the disk of the flow; the schedule starts nothing that is not armed. */
function flowOnDisk(folder: string) {
  const read = (file: string) => (existsSync(join(folder, file)) ? JSON.parse(readFileSync(join(folder, file), 'utf8')) : {})
  const { flows: [flow] = [] } = read('flows.json')
  const { bindings: bound = [] } = read('bindings.json')
  const isWhole =
    flow?.publishedVersion === 1 &&
    bound.length === Object.keys(bindings).length &&
    existsSync(flow.file) &&
    filesIn(folder).some((file) => file.startsWith('versions') && file.endsWith('1.json'))
  return { isArmed: flow?.armed === true, isWhole }
}

describe('a process that is killed while it finishes a new integration', () => {
  it.each([
    ['before the flow is written', 'rename to drafts/', 1],
    ['when it has just taken the list of flows', 'write flows.json.lock', 1],
    ['before the flow is in the list', 'rename to flows.json', 1],
    ['when the flow is in the list', 'remove flows.json.lock', 1],
    ['before the first slot is bound', 'rename to bindings.json', 1],
    ['when one slot is bound', 'remove bindings.json.lock', 1],
    ['before the second slot is bound', 'rename to bindings.json', 2],
    ['when both slots are bound', 'remove bindings.json.lock', 2],
    ['before the version is written', 'rename to versions/', 1],
    ['when the version is written', 'rename to flows/', 1],
    ['before it is published', 'rename to flows.json', 2],
    ['when it is published', 'remove flows.json.lock', 2],
    ['before the draft is what was published', 'rename to drafts/', 2],
    ['before it is armed', 'rename to flows.json', 3],
    ['when it is armed', 'remove flows.json.lock', 3],
    ['when the schedule knows it', 'remove integrations/', 1],
    ['when the answers are gone', 'answered', 1],
  ] as const)('%s, loses no answer, arms nothing by half, and is finished once by finishing again', async (_place, step, turn) => {
    const folder = temporaryFolder()
    await killedIn(folder, step, turn)
    const left = flowOnDisk(folder)
    if (left.isArmed) expect(left.isWhole).toBe(true)

    const app = await openTestService({ dataFolder: folder })
    const drafts = await app.request('integration:drafts', {})
    if (drafts.length === 0) expect(left).toEqual({ isArmed: true, isWhole: true })
    // Where the first had armed it, the second asks for the other.
    else await app.request('integration:finish', { id: draftId, switchOn: !left.isArmed })
    const opened = await app.request('flow:open', { flowId: draftId })
    expect(opened).toMatchObject({ bindings, published: { version: 1 } })
    expect(opened.schedule.kind === 'on').toBe(drafts.length === 0 || !left.isArmed)
    expect(await app.request('flow:list', {})).toMatchObject([{ id: draftId, hasChanges: false, problemCount: 0, unboundSlots: [] }])
    expect(await app.request('flow:versions', { flowId: draftId })).toHaveLength(1)
    expect(await app.request('integration:drafts', {})).toEqual([])
    await app.close()
    expect(filesIn(folder)).toEqual(filesAfterwards)
  })

  it('leaves nothing behind when its answers are thrown away', async () => {
    const folder = temporaryFolder()
    await killedIn(folder, 'rename to flows.json', 1)
    const app = await openTestService({ dataFolder: folder })
    await app.request('integration:remove', { id: draftId })
    await app.close()
    expect(filesIn(folder)).toEqual(['connections.json', 'journal.db', 'lock.db', 'schedule.db'])
  })

  it('goes on with what is answered now, where that is something else', async () => {
    const folder = temporaryFolder()
    await killedIn(folder, 'remove integrations/', 1)
    const app = await openTestService({ dataFolder: folder })
    const [draft] = await app.request('integration:drafts', {})
    if (!draft) throw new Error('The answers are gone.')
    const answers = { ...draft.answers, lanes: draft.answers.lanes.slice(0, 1) }
    await app.request('integration:save', { id: draftId, draft: { answers, connections: bindings, step: 'finish' } })
    const armed: boolean[] = []
    app.service.listen((name) => name === 'flow:changed' && armed.push(flowOnDisk(folder).isArmed))
    await app.request('integration:finish', { id: draftId, switchOn: true })
    expect(armed.indexOf(false), 'it rests while it is changed').toBe(0)
    const { published, schedule } = await app.request('flow:open', { flowId: draftId })
    expect([published?.version, schedule.kind]).toEqual([2, 'on'])
  })
})

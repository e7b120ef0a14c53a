import { describe, expect, it } from 'vitest'
import { defineNode } from '#core/kit/define-node.ts'
import { field } from '#core/kit/fields.ts'
import { type FormatMigration, migrateFormat, migrateNodes } from './migrate.ts'
import { flowNode, flowOf } from './test-builders.ts'

const steps: readonly FormatMigration[] = [
  { from: 1, name: 'title becomes name', migrate: ({ title, ...rest }) => ({ ...rest, name: title ?? '' }) },
  { from: 2, name: 'names are upper case', migrate: (flow) => ({ ...flow, name: String(flow.name).toUpperCase() }) },
  {
    from: 4,
    name: 'breaks',
    migrate: () => {
      throw new Error('no such member')
    },
  },
]

describe('a flow of an older format', () => {
  it('passes every step in turn', () => {
    expect(migrateFormat({ format: 1, title: 'orders', kept: true }, { steps, target: 3 })).toEqual({
      ok: { format: 3, name: 'ORDERS', kept: true },
    })
  })

  it('begins at the step of its own format', () => {
    expect(migrateFormat({ format: 2, name: 'orders' }, { steps, target: 3 })).toEqual({ ok: { format: 3, name: 'ORDERS' } })
  })

  it('is refused with the name of the step that failed', () => {
    expect(migrateFormat({ format: 4 }, { steps, target: 5 })).toMatchObject({ problems: [{ message: expect.stringContaining('breaks') }] })
  })
})

describe('a node of an older version', () => {
  const filter = defineNode({
    type: 'filter',
    version: 3,
    label: 'Filter',
    summary: 'Lets some records through.',
    category: 'logic',
    icon: 'filter',
    fields: { keep: field.text({ label: 'Keep' }) },
    effect: 'none',
    inputs: 1,
    outputs: ['out'],
    describe: ({ keep }) => keep,
    prepare: () => ({ process: (records) => records.map((record) => ({ port: 'out', record })) }),
    migrations: {
      1: ({ only, ...rest }) => ({ ...rest, pass: only ?? null }),
      2: ({ pass, ...rest }) => ({ ...rest, keep: pass ?? null }),
    },
  })
  const migrated = (change: Parameters<typeof flowNode>[1], definition = filter) =>
    migrateNodes(flowOf('', '', { nodes: [flowNode('only-paid', { type: 'filter', ...change })] }), { filter: definition })

  it('gets the settings of its present version, with what is unknown in them', () => {
    const { document } = migrated({ version: 1, settings: { only: 'paid', colour: 'red' } })
    expect(document.nodes[0]).toMatchObject({ version: 3, settings: { keep: 'paid', colour: 'red' } })
  })

  it('stays as it is when it is newer than this app, and is named', () => {
    const { document, problems } = migrated({ version: 4 })
    expect([document.nodes[0]?.version, problems]).toMatchObject([4, [{ path: 'nodes[0].version', code: 'newer-than-this-app' }]])
  })

  it('stays as it is when a step is missing, and is named', () => {
    const { document, problems } = migrated({ version: 1, settings: { only: 'paid' } }, { ...filter, migrations: {} })
    expect([document.nodes[0]?.settings, problems]).toMatchObject([{ only: 'paid' }, [{ code: 'migration-failed' }]])
  })

  it('stays as it is when a step throws, and is named', () => {
    const broken = () => {
      throw new Error('odd settings')
    }
    expect(migrated({ version: 2 }, { ...filter, migrations: { 2: broken } }).problems).toMatchObject([
      { path: 'nodes[0].settings', message: expect.stringContaining('odd settings') },
    ])
  })

  it('is left alone when its type is unknown', () => {
    const flow = flowOf('', '', { nodes: [flowNode('a', { type: 'from-the-future', version: 9 })] })
    expect(migrateNodes(flow, { filter })).toEqual({ document: flow, problems: [] })
  })
})

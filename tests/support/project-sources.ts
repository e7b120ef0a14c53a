import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** One TypeScript file of the project. */
export interface Source {
  /** From the root of the project, with slashes: `core/kit/errors.ts`. */
  readonly path: string
  readonly text: string
}

/** One thing a source imports, with the place it leads to. */
export interface Import {
  /** As written: `#core/kit/errors.ts`, `./client.ts`, `zod`. */
  readonly specifier: string
  /** The file of the project it names, from the root; absent for packages and for Node itself. */
  readonly target?: string
}

export const projectRoot = join(import.meta.dirname, '../..')

const sourceFolders = ['core', 'connectors', 'nodes', 'host', 'electron', 'cli', 'renderer', 'tests', 'bench'] as const

/** Every TypeScript file of ours, sorted by path. */
export function readSources(): readonly Source[] {
  const there = sourceFolders.filter((folder) => existsSync(join(projectRoot, folder)))
  const paths = there.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => posix.join(folder, path)),
  )
  return paths.toSorted().map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }))
}

/** Names of the folders directly below a folder of the project. */
export function foldersIn(folder: string): readonly string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted()
}

// Static imports begin a line; dynamic ones stand anywhere.
const fromClause = /(?:^|\n)import\s+(?:[\w$*{},\s]*?\sfrom\s+)?['"]([^'"\n]+)['"]/g
const exported = /(?:^|\n)export\s+(?:type\s+)?(?:\*|\{[^}]*\})[^'"\n]*?\sfrom\s+['"]([^'"\n]+)['"]/g
const dynamic = /\b(?:import|require|require\.resolve|import\.meta\.resolve)\(\s*['"]([^'"\n]+)['"]/g

/** What a source imports, types included. */
export function importsOf({ path, text }: Source): readonly Import[] {
  const specifiers = [fromClause, exported, dynamic].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, specifier = '']) => specifier),
  )
  return specifiers.map((specifier) => {
    if (specifier.startsWith('#')) return { specifier, target: specifier.slice(1) }
    if (specifier.startsWith('.')) return { specifier, target: posix.join(posix.dirname(path), specifier) }
    return { specifier }
  })
}

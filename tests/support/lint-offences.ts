import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { projectRoot } from './project-sources.ts'

/** What the linter says, by the file it says it about. */
export type LintMessages = ReadonlyMap<string, readonly string[]>

interface LintReport {
  readonly diagnostics: readonly { readonly message: string; readonly location: { readonly path: string } }[]
}

/** Runs the project's linter rules over files that stand nowhere in the project, as if they stood at the given paths. */
export function lintAsIf(files: Readonly<Record<string, string>>): LintMessages {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-lint-'))
  try {
    return lintIn(folder, files)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function lintIn(folder: string, files: Readonly<Record<string, string>>): LintMessages {
  for (const name of ['biome.json', 'package.json']) copyFileSync(join(projectRoot, name), join(folder, name))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { diagnostics } = JSON.parse(runBiome(folder)) as LintReport
  return new Map(
    [...Map.groupBy(diagnostics, ({ location }) => location.path)].map(([path, found]) => [path, found.map(({ message }) => message)]),
  )
}

/** The folder is no repository, so the linter must not ask git what to ignore. */
function runBiome(folder: string): string {
  const biome = join(projectRoot, 'node_modules/.bin/biome')
  const options = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.']
  try {
    return execFileSync(biome, options, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch (failed) {
    // Biome ends with 1 when it finds something, which is what it is asked to do here.
    if (failed instanceof Error && 'stdout' in failed && typeof failed.stdout === 'string' && failed.stdout !== '') return failed.stdout
    throw failed
  }
}

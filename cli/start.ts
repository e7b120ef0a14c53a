// `npm start`: the desktop app where Electron's program can be had, else the same app in the browser.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildDesktop, builtPage } from './web/built-page.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
/** A slow line fetches 120 MB; one that is closed says so at once. */
const longestFetchMs = 180_000

const say = (text: string) => void process.stderr.write(`${text}\n`)

const program = await findElectron()
if ('missing' in program) {
  say(`Electron's program ${program.missing}; Sluice opens in your browser instead.`)
  await end(process.execPath, [join(root, 'cli/main.ts'), 'serve', ...process.argv.slice(2)])
} else {
  await builtPage(say)
  await buildDesktop(say)
  await end(program.file, [root, ...process.argv.slice(2)])
}

/** Electron's program: of the folder the user names, already fetched, or fetched now. */
async function findElectron(): Promise<{ readonly file: string } | { readonly missing: string }> {
  const folder = electronFolder()
  if (folder === undefined) return { missing: 'is not installed' }
  const before = programIn(folder)
  if (before !== undefined) return { file: before }
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return { missing: `is not in ${process.env.ELECTRON_OVERRIDE_DIST_PATH}` }
  say('Fetching Electron …')
  const isFetched = await fetchElectron(folder)
  const after = isFetched ? programIn(folder) : undefined
  return after === undefined ? { missing: 'could not be fetched' } : { file: after }
}

function electronFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return undefined
  }
}

function programIn(folder: string): string | undefined {
  const named = join(folder, 'path.txt')
  const name = existsSync(named) ? readFileSync(named, 'utf8') : 'electron'
  const file = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name)
  return existsSync(file) ? file : undefined
}

function fetchElectron(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: longestFetchMs })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}

/** Runs it in this terminal and ends as it ends. */
function end(file: string, words: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(file, words, { stdio: 'inherit' })
    // Ctrl+C reaches the child by itself; this process only waits for its end.
    process.on('SIGINT', () => undefined)
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    child.once('error', (error) => {
      say(`${file} could not be started: ${error.message}`)
      process.exitCode = 1
      resolve()
    })
    child.once('exit', (code, signal) => {
      process.exitCode = code ?? (signal === null ? 1 : 0)
      resolve()
    })
  })
}

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const pageFolder = join(root, 'dist/renderer')
const isCheckout = existsSync(join(root, 'renderer/main.tsx'))

type Tell = (text: string) => void

/**
 * The folder with the built page. In a checkout it is built when a source has changed; an installed app carries it and has no sources.
 * `tell` says in one line that it takes a moment.
 */
export async function builtPage(tell: Tell): Promise<string> {
  await buildWhenChanged({
    what: 'the page',
    sources: ['renderer', 'core', 'assets', 'vite.config.ts'],
    result: join(pageFolder, 'index.html'),
    configs: ['vite.config.ts'],
    tell,
  })
  return pageFolder
}

/** The main process of the desktop app, with its preload, built when a source has changed. */
export async function buildDesktop(tell: Tell): Promise<void> {
  await buildWhenChanged({
    what: 'the desktop shell',
    sources: ['electron', 'host', 'core', 'connectors', 'nodes', 'vite.electron.config.ts', 'vite.preload.config.ts'],
    result: join(root, 'dist/electron/main.js'),
    configs: ['vite.electron.config.ts', 'vite.preload.config.ts'],
    tell,
  })
}

interface Building {
  readonly what: string
  readonly sources: readonly string[]
  readonly result: string
  readonly configs: readonly string[]
  readonly tell: Tell
}

async function buildWhenChanged({ what, sources, result, configs, tell }: Building): Promise<void> {
  if (!isCheckout) return
  const stampFile = join(dirname(dirname(result)), `${basename(dirname(result))}.stamp`)
  const stamp = await stampOf([...sources, 'package-lock.json'])
  const before = existsSync(result) ? await readFile(stampFile, 'utf8').catch(() => '') : ''
  if (before === stamp) return
  tell(`Building ${what}; this takes a few seconds …`)
  const { build } = await import('vite')
  for (const config of configs) await build({ configFile: join(root, config), logLevel: 'error' })
  await writeFile(stampFile, stamp)
}

/** Names, sizes and times of everything it is made of. */
async function stampOf(places: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const place of places) {
    const path = join(root, place)
    const isFolder = (await stat(path)).isDirectory()
    const names = isFolder
      ? (await readdir(path, { recursive: true })).filter((name) => /\.(tsx?|css|json|html|svg)$/.test(name)).sort()
      : ['']
    for (const name of names) {
      const { size, mtimeMs } = await stat(join(path, name))
      hash.update(`${place}/${name} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, preview } from 'vite'
import { projectRoot } from '#tests/support/project-sources.ts'

export interface PageServer {
  readonly address: string
  close(): Promise<void>
}

/**
 * The page built as it ships, and the gallery of its parts under `/gallery/`, in a folder of their own: a built page opens at once,
 * where a development server compiles hundreds of files for it.
 */
export async function startPageServer(): Promise<PageServer> {
  const outDir = await mkdtemp(join(tmpdir(), 'sluice-page-'))
  const configFile = join(projectRoot, 'vite.config.ts')
  const common = { configFile, logLevel: 'error' } as const
  await build({ ...common, build: { outDir, emptyOutDir: true } })
  await build({ ...common, root: join(projectRoot, 'tests/browser/gallery'), build: { outDir: join(outDir, 'gallery') } })
  const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } })
  return {
    address: server.resolvedUrls?.local[0] ?? '',
    close: async () => {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}

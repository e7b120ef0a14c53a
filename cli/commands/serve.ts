import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { quiet, strong } from '../output/style.ts'
import type { Shell } from '../shell.ts'

interface ServeOptions {
  readonly port: number
  readonly open: boolean
}

export function addServeCommand(program: Command, shell: Shell): void {
  program
    .command('serve')
    .description('the editor in your browser: the same app without a window, with its scheduler')
    .option('--port <n>', 'on 127.0.0.1; any free one by default', parsePort, 0)
    .option('--no-open', 'only print the link')
    .action((options: ServeOptions) => serve(shell, options))
}

async function serve(shell: Shell, { port, open }: ServeOptions): Promise<void> {
  // Loaded when asked for: the other commands start without it.
  const [{ openService }, { builtPage }, { openBrowser }, { startWebServer }] = await Promise.all([
    import('#host/service/service.ts'),
    import('../web/built-page.ts'),
    import('../web/open-browser.ts'),
    import('../web/web-server.ts'),
  ])
  const { output, signal, clock } = shell
  const dataFolder = shell.dataFolder()
  const pageFolder = await builtPage((text) => output.aside(text))
  const service = await openService({ dataFolder, environment: process.env, clock, shell: 'web' })
  try {
    const server = await startWebServer({ service, port, pageFolder })
    const show = async () => {
      const link = server.newLink()
      output.data({ link })
      output.line(`Sluice is at ${strong(link)}`)
      if (open && (await openBrowser(link, { dataFolder, platform: process.platform }))) output.line(quiet('It opens in your browser.'))
    }
    await show()
    output.line(quiet('The link works once; press Enter for a new one. Ctrl+C ends Sluice, its scheduler and its runs.'))
    if (shell.asking.isInteractive) process.stdin.on('data', () => void show())
    await stopped(signal)
    await server.close()
  } finally {
    process.stdin.removeAllListeners('data')
    process.stdin.unref?.()
    await service.close()
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError(`"${text}" is no port; it goes from 1 to 65535.`)
  return port
}

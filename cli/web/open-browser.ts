import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Opens the link in the user's browser. The link goes through a private file: the arguments of a process can be read by every user of
 * this computer. False when there is no browser to be opened.
 */
export async function openBrowser(
  link: string,
  { dataFolder, platform }: { readonly dataFolder: string; readonly platform: string },
): Promise<boolean> {
  const file = join(dataFolder, 'open-sluice.html')
  const escaped = link.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  await writeFile(
    file,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${escaped}"><title>Sluice</title>`,
    { mode: 0o600 },
  )
  const address = pathToFileURL(file).href
  const [command, ...words] =
    platform === 'darwin' ? ['open', address] : platform === 'win32' ? ['explorer', address] : ['xdg-open', address]
  return new Promise((resolve) => {
    const child = spawn(command ?? '', words, { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openAddress } from '../open-address.ts'

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
  return openAddress(pathToFileURL(file).href, platform)
}

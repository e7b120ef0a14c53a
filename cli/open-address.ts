import { spawn } from 'node:child_process'

/** Opens an address, or a file by its address, with what the desktop has for it. False where there is nothing. */
export function openAddress(address: string, platform: string = process.platform): Promise<boolean> {
  const [command, ...words] = opener(platform)
  return new Promise((resolve) => {
    const child = spawn(command, [...words, address], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}

function opener(platform: string): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open']
  // `start` is a word of the shell, and takes the first quoted text for a title.
  return platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open']
}

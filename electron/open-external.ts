import { dialog, shell } from 'electron'

/** Opens a page in the user's browser: https only, and only after asking with the whole address in view. */
export async function openExternal(url: string): Promise<boolean> {
  const address = parse(url)
  if (!address) return false
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: `Open ${address.host} in your browser?`,
    detail: address.href.length > 300 ? `${address.href.slice(0, 300)}…` : address.href,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  if (response !== 0) return false
  await shell.openExternal(address.href)
  return true
}

function parse(url: string): URL | undefined {
  if (!URL.canParse(url)) return undefined
  const address = new URL(url)
  // A name and password in an address only ever deceive.
  return address.protocol === 'https:' && address.username === '' && address.password === '' ? address : undefined
}

import { host } from '#renderer/contract/host.ts'
import { liveInfo } from '#renderer/frame/lives.ts'

/** An address in the user's browser; where no window could be opened, the user is given the address. */
export interface OpenedAddress {
  readonly url: string
  readonly isOpened: boolean
}

/** Asks for an address and opens it in the user's browser. To be called in a press: a page may open a window only then. */
export async function openInBrowser(ask: () => Promise<string>): Promise<OpenedAddress> {
  if (liveInfo.current()?.shell === 'electron') {
    const url = await ask()
    const { opened } = await host.request('app:open-external', { url }).catch(() => ({ opened: false }))
    return { url, isOpened: opened }
  }
  // Before the address is known, or the browser takes it for a window nobody asked for.
  const tab = window.open('about:blank', '_blank')
  try {
    const url = await ask()
    if (!tab || !isWebAddress(url)) {
      tab?.close()
      return { url, isOpened: false }
    }
    // What is opened there must not reach back into this page.
    tab.opener = null
    tab.location.href = url
    return { url, isOpened: true }
  } catch (thrown) {
    tab?.close()
    throw thrown
  }
}

/** Nothing that would be run in this page. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol)
}

import { app, session } from 'electron'
import { appOrigin } from './app-protocol.ts'
import { openExternal } from './open-external.ts'

/** Nothing leaves the page but through the contract: no other pages, no new windows, no permissions, no web views. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isOurs(event.url)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (!isOurs(event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      void openExternal(url)
      return { action: 'deny' }
    })
  })
}

/** After the app is ready. The clipboard is for copying values and nodes; everything else is denied. */
export function denyPermissions(): void {
  const allowed = new Set(['clipboard-sanitized-write', 'clipboard-read'])
  session.defaultSession.setPermissionRequestHandler((contents, permission, decide) => {
    decide(allowed.has(permission) && isOurs(contents.getURL()))
  })
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) => allowed.has(permission) && isOurs(origin))
}

export function isOurs(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`)
}

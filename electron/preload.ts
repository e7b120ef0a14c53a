import { contextBridge, ipcRenderer } from 'electron'

// The whole of what the page gets: ask, and be told. Channels are fixed here; names and arguments are checked in the main process.
contextBridge.exposeInMainWorld('sluice', {
  request: (name: unknown, given: unknown) => ipcRenderer.invoke('contract:request', String(name), given),
  listen: (listener: (name: string, payload: unknown) => void) => {
    const tell = (_event: unknown, name: string, payload: unknown) => listener(name, payload)
    ipcRenderer.on('contract:event', tell)
    return () => {
      ipcRenderer.removeListener('contract:event', tell)
    }
  },
})

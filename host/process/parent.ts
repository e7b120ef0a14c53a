/** The other end of `Child`: the process that started this one. */
export interface Parent {
  /** `done` when it is on its way, so that the process may end. */
  send(message: unknown, done?: () => void): void
  onMessage(listener: (message: unknown) => void): void
  /** Nobody would hear of what this process does. */
  onGone(listener: () => void): void
}

/** What Electron puts into a utility process. */
interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
}

export function openParent(): Parent {
  // Typed by Electron only where its types are loaded, and then without the `close` it sends.
  const { parentPort } = process as unknown as { readonly parentPort?: ElectronPort }
  if (parentPort) return electronParent(parentPort)
  return {
    send: (message, done) => {
      if (process.connected) process.send?.(message, undefined, {}, () => done?.())
      else done?.()
    },
    onMessage: (listener) => {
      process.on('message', listener)
    },
    onGone: (listener) => {
      process.once('disconnect', listener)
    },
  }
}

function electronParent(port: ElectronPort): Parent {
  return {
    send: (message, done) => {
      port.postMessage(message)
      // The port has no word for "sent": what was posted leaves before the process, given a turn.
      if (done) setTimeout(done, 50)
    },
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onGone: (listener) => port.on('close', listener),
  }
}

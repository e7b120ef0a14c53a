import { fileURLToPath } from 'node:url'
import { utilityProcess } from 'electron'
import { type Child, mostComplaints, type SpawnChild } from '#host/process/child.ts'

/** A utility process: Node without a window, listed and ended by Electron. */
export const utilityChild: SpawnChild = (file, { flags = [], environment = {}, name }): Child => {
  const child = utilityProcess.fork(fileURLToPath(file), [], {
    serviceName: name,
    stdio: ['ignore', 'ignore', 'pipe'],
    execArgv: [...flags],
    env: { ...process.env, ...environment },
  })
  let complaints = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${chunk.toString('utf8')}`.slice(-mostComplaints)
  })
  return {
    get pid() {
      return child.pid
    },
    send: (message) => child.postMessage(message),
    onMessage: (listener) => {
      child.on('message', listener)
    },
    onExit: (listener) => {
      child.once('exit', (code) => listener({ code, killedBy: null }))
    },
    // The end of a utility process is not gentle: what it has done is in the journal.
    kill: () => {
      child.kill()
    },
    complaints: () => complaints,
  }
}

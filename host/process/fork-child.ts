import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Child, type ChildExit, mostComplaints, type SpawnChild } from './child.ts'

/** A Node process like this one, for the command line, the local web host and tests. */
export const forkChild: SpawnChild = (file, { flags = [], environment = {} }): Child => {
  const child = fork(fileURLToPath(file), {
    execArgv: [...process.execArgv, ...flags],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, ...environment },
  })
  let complaints = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    complaints = `${complaints}${chunk}`.slice(-mostComplaints)
  })
  return {
    pid: child.pid,
    send: (message) => {
      // A process that has just ended is told nothing; its exit tells.
      if (child.connected) child.send(message as object, () => {})
    },
    onMessage: (listener) => {
      child.on('message', listener)
    },
    onExit: (listener) => {
      let isTold = false
      const tell = (exit: ChildExit) => {
        if (!isTold) listener(exit)
        isTold = true
      }
      child.once('error', () => child.pid === undefined && tell({ code: null, killedBy: 'could not be started' }))
      child.once('exit', (code, killedBy) => tell({ code, killedBy }))
    },
    kill: () => {
      child.kill('SIGKILL')
    },
    complaints: () => complaints,
  }
}

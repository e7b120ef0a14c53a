/** How a process of ours ended: with a code, or by a signal. */
export interface ChildExit {
  readonly code: number | null
  readonly killedBy: string | null
}

/** A process of our own at the other end of a private pipe. */
export interface Child {
  readonly pid: number | undefined
  /** Dropped when the process is gone. */
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Told once, also when the process could not be started. */
  onExit(listener: (exit: ChildExit) => void): void
  /** At once, without a word. */
  kill(): void
  /** What it wrote to its standard error, its last part. */
  complaints(): string
}

export interface ChildOptions {
  /** Flags of the JavaScript engine: `--max-semi-space-size=64`. */
  readonly flags?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** For lists of processes: "Sluice run". */
  readonly name: string
}

/** Starts a process of ours: a forked Node, or Electron's utility process. */
export type SpawnChild = (file: URL, options: ChildOptions) => Child

/** What of the standard error is kept, in characters. */
export const mostComplaints = 20_000

/** Something that has begun and can be ended from outside. */
export interface Ending {
  /** Monotonic milliseconds. */
  readonly startedAt: number
  readonly signal: AbortSignal | undefined
  stop(): void
  timeOut(): void
}

/**
 * Ends what is under way when its signal is aborted or its time is up. One listener per signal and one timer for all:
 * a listener and a timer of its own for each request cost as much as half the request.
 */
export class UnderWay {
  private readonly limitMs: number
  /** In the order in which they began, so that the first is the next whose time is up. */
  private readonly all = new Set<Ending>()
  private readonly heard = new WeakSet<AbortSignal>()
  private timer: NodeJS.Timeout | undefined

  constructor(limitMs: number) {
    this.limitMs = limitMs
  }

  add(one: Ending): void {
    this.all.add(one)
    if (one.signal && !this.heard.has(one.signal)) this.listenTo(one.signal)
    this.timer ??= this.wakeAfter(this.limitMs)
  }

  remove(one: Ending): void {
    this.all.delete(one)
  }

  private listenTo(signal: AbortSignal): void {
    this.heard.add(signal)
    const stopAll = () => {
      for (const one of this.all) if (one.signal === signal) one.stop()
    }
    signal.addEventListener('abort', stopAll, { once: true })
  }

  /** Sockets live in real time, whatever the clock of the run says. The socket keeps the process alive, not the timer. */
  private wakeAfter(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.endLate(), ms).unref()
  }

  private endLate(): void {
    this.timer = undefined
    const now = performance.now()
    for (const one of this.all) {
      const leftMs = one.startedAt + this.limitMs - now
      if (leftMs > 0) {
        this.timer = this.wakeAfter(Math.ceil(leftMs))
        return
      }
      one.timeOut()
    }
  }
}

/** A bounded first-in-first-out queue between two nodes: a full queue makes the producer wait, which is the back pressure of a wire. */
export interface Queue<T> {
  /** Resolves when the queue has room; false when it was closed meanwhile and the item was not taken. */
  push(item: T): Promise<boolean> | boolean
  /** Undefined once the queue is ended and empty, or closed. */
  take(): Promise<T | undefined> | T | undefined
  /** No more items will come; what is inside is still delivered. */
  end(): void
  /** Stops at once: waiting producers get false, consumers undefined. */
  close(): void
}

export function createQueue<T>(capacity: number): Queue<T> {
  const items: T[] = []
  const consumers: ((item: T | undefined) => void)[] = []
  const producers: { readonly item: T; readonly done: (taken: boolean) => void }[] = []
  let state: 'open' | 'ended' | 'closed' = 'open'

  return {
    push(item) {
      if (state !== 'open') return false
      const consumer = consumers.shift()
      if (consumer) {
        consumer(item)
        return true
      }
      if (items.length < capacity) {
        items.push(item)
        return true
      }
      return new Promise((done) => producers.push({ item, done }))
    },
    take() {
      if (state === 'closed') return undefined
      const item = items.shift()
      if (item !== undefined) {
        const producer = producers.shift()
        if (producer) {
          items.push(producer.item)
          producer.done(true)
        }
        return item
      }
      if (state === 'ended') return undefined
      return new Promise((resolve) => consumers.push(resolve))
    },
    end() {
      if (state !== 'open') return
      state = 'ended'
      for (const consumer of consumers.splice(0)) consumer(undefined)
    },
    close() {
      state = 'closed'
      items.length = 0
      for (const producer of producers.splice(0)) producer.done(false)
      for (const consumer of consumers.splice(0)) consumer(undefined)
    },
  }
}

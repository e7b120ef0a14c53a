/** Asks at the first call and gives the same answer to the others, so that a failure to get it fails each item and not the batch. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask()
    return asked
  }
}

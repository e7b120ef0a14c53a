/**
 * Carries out jobs, at most `lanes` at once, each lane taking the next job when it is free.
 * After the first failure no lane takes another job; rejects with it once every lane is at rest,
 * so that nothing is still being sent when the caller goes on.
 */
export async function runInLanes<Job>(jobs: readonly Job[], lanes: number, run: (job: Job) => Promise<void>): Promise<void> {
  const failures: unknown[] = []
  const waiting = jobs.values()
  const lane = async () => {
    for (const job of waiting) {
      try {
        await run(job)
      } catch (error) {
        failures.push(error)
      }
      if (failures.length > 0) return
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, jobs.length) }, lane))
  if (failures.length > 0) throw failures[0]
}

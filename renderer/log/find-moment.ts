/** The first row at or after a moment, in a list ordered by time; `total` when all are before it. Asks for a few single rows. */
export async function findMoment(atOf: (index: number) => Promise<number>, total: number, moment: number): Promise<number> {
  let low = 0
  let high = total
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((await atOf(middle)) < moment) low = middle + 1
    else high = middle
  }
  return low
}

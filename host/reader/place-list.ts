/** Where a row of the journal is: outcome ids as they are, log ids negative, so that one number names either. */
export type RowCode = number

export const codeOf = (source: 'outcome' | 'log', id: number): RowCode => (source === 'outcome' ? id : -id)

const firstCapacity = 1_024
const highestId = Number.MAX_SAFE_INTEGER

/**
 * Rows in the order of time: 16 bytes a row, whatever it says. Within one millisecond log rows come before outcomes, as they were
 * said before the record ended, and rows of a kind in the order they were written.
 */
export class PlaceList {
  #codes = new Float64Array(firstCapacity)
  #times = new Float64Array(firstCapacity)
  #length = 0

  get length(): number {
    return this.#length
  }

  codes(offset: number, limit: number): readonly RowCode[] {
    return [...this.#codes.subarray(Math.min(offset, this.#length), Math.min(offset + limit, this.#length))]
  }

  at(index: number): RowCode | undefined {
    return index < this.#length ? this.#codes[index] : undefined
  }

  /** Where this row stands; null when it is not in the list. */
  placeOf(code: RowCode, time: number): number | null {
    const place = this.#firstNotBefore(code, time, this.#length)
    return place < this.#length && this.#codes[place] === code ? place : null
  }

  /** Adds a row at the end without looking at its order; `sort` puts it right. */
  push(code: RowCode, time: number): void {
    if (this.#length === this.#codes.length) this.#grow()
    this.#codes[this.#length] = code
    this.#times[this.#length] = time
    this.#length++
  }

  /**
   * Puts the rows from `from` on into their places among all others. Rows come nearly in order, so that this mostly only looks;
   * returns the first place whose row is another one now.
   */
  sort(from = 0): number {
    let isSorted = true
    for (let index = Math.max(1, from); isSorted && index < this.#length; index++) isSorted = this.#compare(index - 1, index) <= 0
    if (isSorted) return from
    // Only what may have moved is sorted again: everything not before the smallest of the new rows.
    let smallest = from
    for (let index = from + 1; index < this.#length; index++) if (this.#compare(index, smallest) < 0) smallest = index
    const start = this.#firstNotBefore(this.#codes[smallest] ?? 0, this.#times[smallest] ?? 0, from)
    const codes = this.#codes.slice(start, this.#length)
    const times = this.#times.slice(start, this.#length)
    // An array, not a typed one: its sort finds the parts that are in order already and only merges them.
    const order = [...codes.keys()].sort((a, b) => compare(codes[a], times[a], codes[b], times[b]))
    for (const [place, index] of order.entries()) {
      this.#codes[start + place] = codes[index] as number
      this.#times[start + place] = times[index] as number
    }
    return start
  }

  #compare(a: number, b: number): number {
    return compare(this.#codes[a], this.#times[a], this.#codes[b], this.#times[b])
  }

  /** Binary search among the first `end` rows, which are in order. */
  #firstNotBefore(code: RowCode, time: number, end: number): number {
    let low = 0
    let high = end
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compare(this.#codes[middle], this.#times[middle], code, time) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #grow(): void {
    const codes = new Float64Array(this.#codes.length * 2)
    const times = new Float64Array(codes.length)
    codes.set(this.#codes)
    times.set(this.#times)
    this.#codes = codes
    this.#times = times
  }
}

function compare(codeA = 0, timeA = 0, codeB = 0, timeB = 0): number {
  return timeA - timeB || rank(codeA) - rank(codeB)
}

/** Log rows (negative) by id, before all outcomes by id. */
function rank(code: RowCode): number {
  return code < 0 ? -code - highestId : code
}

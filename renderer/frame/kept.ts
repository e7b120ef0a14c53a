/** Small things of this page alone, such as open tabs. What must not be lost goes to the host. */
export function readKept(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(`sluice.${name}`) ?? 'null')
  } catch {
    return null
  }
}

export function writeKept(name: string, value: unknown): void {
  try {
    localStorage.setItem(`sluice.${name}`, JSON.stringify(value))
  } catch {
    // A full or forbidden store costs a remembered tab, nothing more.
  }
}

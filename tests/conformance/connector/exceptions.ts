import { it } from 'vitest'

/** Why a claim does not hold for a connector; both by the claim's name, `odoo customer mobile`. */
export interface Reasons {
  /** Not a matter of this connector: the claim is not made. */
  readonly cannot: Readonly<Record<string, string>>
  /** A defect that is known and reported. The claim is made and expected to fail: it turns red when the defect is mended. */
  readonly defects: Readonly<Record<string, string>>
}

export interface Exceptions {
  /** The `it` under which a claim is made. */
  itFor(claim: string): (name: string, test: () => Promise<void> | void) => void
  /** Reasons for claims that nobody makes: what they speak of is gone. */
  unneeded(): readonly string[]
}

export function createExceptions({ cannot, defects }: Reasons): Exceptions {
  const made = new Set<string>()
  return {
    itFor: (claim) => {
      made.add(claim)
      if (cannot[claim] !== undefined) return (name, test) => it.skip(`${name} (not here: ${cannot[claim]})`, test)
      if (defects[claim] !== undefined) return (name, test) => it.fails(`${name} (known defect: ${defects[claim]})`, test)
      return (name, test) => it(name, test)
    },
    unneeded: () => [...Object.keys(cannot), ...Object.keys(defects)].filter((claim) => !made.has(claim)),
  }
}

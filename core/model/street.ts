/** A street line in its parts. `number` carries its suffix: `12-b`, `5 II`. */
export interface StreetParts {
  readonly street: string
  readonly number?: string
  readonly addition?: string
}

// hs, bis, II, a, -3, 2e: what Dutch and Belgian addresses put behind the number.
const suffix = /^[-/]?[a-z0-9]{1,4}$/i
const houseNumber = /^\d+(?:[-/]?[a-z0-9]{1,4})*$/i

/**
 * Many systems keep street and number in one text. The number is the last word that begins with a digit and is followed by
 * nothing but short suffixes: "Plein 1944 8" is number 8, "Straatweg 3" is number 3, "3 rue Haute" has none.
 * Joining the parts with `joinStreet` gives the same text again, save for spaces.
 */
export function splitStreet(line: string): StreetParts {
  // A second line ("3e verdieping") follows the number after a comma, as `joinStreet` writes it.
  const comma = line.indexOf(',')
  const addition = line.slice(comma + 1).trim()
  const before = comma > 0 && addition !== '' ? splitWords(line.slice(0, comma)) : undefined
  return before?.number === undefined ? splitWords(line) : { ...before, addition }
}

function splitWords(line: string): StreetParts {
  const words = line.trim().split(/\s+/)
  for (let index = words.length - 1; index > 0; index--) {
    const word = words[index] ?? ''
    if (houseNumber.test(word)) return { street: words.slice(0, index).join(' '), number: words.slice(index).join(' ') }
    if (!suffix.test(word)) break
  }
  return { street: words.join(' ') }
}

/** The one text such systems take; undefined when there is nothing to say. */
export function joinStreet({
  street,
  number,
  addition,
}: {
  readonly street?: string | undefined
  readonly number?: string | undefined
  readonly addition?: string | undefined
}): string | undefined {
  const filled = (parts: readonly (string | undefined)[]) => parts.map((part) => part?.trim() ?? '').filter((part) => part !== '')
  const line = filled([filled([street, number]).join(' '), addition]).join(', ')
  return line === '' ? undefined : line
}

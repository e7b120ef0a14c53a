import { stripVTControlCharacters } from 'node:util'

/** Columns padded to their widest cell; numbers and text alike are left to the caller. */
export function formatTable(
  rows: readonly (readonly string[])[],
  { head, right = [] }: { readonly head?: readonly string[]; readonly right?: readonly number[] } = {},
): string {
  const all = head ? [head, ...rows] : rows
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))))
  return all
    .map((row) =>
      row
        .map((cell, column) => {
          const gap = ' '.repeat((widths[column] ?? 0) - widthOf(cell))
          return right.includes(column) ? gap + cell : cell + gap
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length
}

/**
 * A vendor's text on a terminal: control characters, which could move the cursor or forge lines, are shown as what they are.
 */
export function safeText(text: string): string {
  return escapeControls(text.replaceAll('\n', ' ⏎ '))
}

/** The same, line breaks included, as JSON writes them. */
export function escapeControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters that must not reach a terminal.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

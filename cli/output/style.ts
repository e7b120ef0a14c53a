import { styleText } from 'node:util'
import type { OutcomeKind } from '#core/kit/record.ts'
import { escapeControls } from './table.ts'

/** Where words go. `isTerminal` says whether a person is looking; `isJson` whether a program reads. */
export interface Output {
  readonly isTerminal: boolean
  readonly isJson: boolean
  /** One line for people; nothing when a program reads. */
  line(text?: string): void
  /** One JSON line for programs; nothing when a person reads. */
  data(value: unknown): void
  /** What is not the answer itself: progress, hints, errors. Goes to standard error. */
  aside(text: string): void
}

export function createOutput({
  isJson,
  stdout,
  stderr,
}: {
  readonly isJson: boolean
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}): Output {
  return {
    isTerminal: stdout.isTTY === true,
    isJson,
    line: (text = '') => {
      if (!isJson) stdout.write(`${text}\n`)
    },
    data: (value) => {
      // Inside JSON an escape means the same character, and none of them reaches a terminal.
      if (isJson) stdout.write(`${escapeControls(JSON.stringify(value))}\n`)
    },
    aside: (text) => void stderr.write(`${text}\n`),
  }
}

const colours: Record<OutcomeKind, Parameters<typeof styleText>[0]> = {
  created: 'green',
  updated: 'green',
  planned: 'cyan',
  unchanged: 'gray',
  skipped: 'gray',
  filtered: 'gray',
  waiting: 'yellow',
  failed: 'red',
  unknown: 'magenta',
}

const marks: Record<OutcomeKind, string> = {
  created: '+',
  updated: '~',
  planned: '?',
  unchanged: '=',
  skipped: '-',
  filtered: '-',
  waiting: '…',
  failed: '✕',
  unknown: '!',
}

/** A word and a mark: colour alone never says it. */
export function outcomeWord(kind: OutcomeKind): string {
  return styleText(colours[kind], `${marks[kind]} ${kind}`)
}

export const quiet = (text: string) => styleText('gray', text)
export const strong = (text: string) => styleText('bold', text)
export const warning = (text: string) => styleText('yellow', text)
export const alarm = (text: string) => styleText('red', text)

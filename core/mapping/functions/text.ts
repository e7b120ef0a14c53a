import { defineFunction, parameter } from '../define-function.ts'

const trim = defineFunction({
  id: 'trim',
  label: 'Trim',
  summary: 'Removes blanks at both ends.',
  group: 'text',
  takes: 'text',
  gives: 'text',
  parameters: {},
  compile: () => (text) => text.trim(),
})

const lower = defineFunction({
  id: 'lower',
  label: 'Lower case',
  summary: 'Writes every letter small.',
  group: 'text',
  takes: 'text',
  gives: 'text',
  parameters: {},
  compile: () => (text) => text.toLowerCase(),
})

const upper = defineFunction({
  id: 'upper',
  label: 'Upper case',
  summary: 'Writes every letter as a capital.',
  group: 'text',
  takes: 'text',
  gives: 'text',
  parameters: {},
  compile: () => (text) => text.toUpperCase(),
})

const title = defineFunction({
  id: 'title',
  label: 'Title case',
  summary: 'Begins every word with a capital: "van der berg" becomes "Van Der Berg".',
  group: 'text',
  takes: 'text',
  gives: 'text',
  parameters: {},
  compile: () => (text) =>
    text.toLowerCase().replace(/(^|[^\p{L}\p{N}'’])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()),
})

const slice = defineFunction({
  id: 'slice',
  label: 'Part of the text',
  summary: 'Keeps the characters from one place up to another; negative places count from the end.',
  group: 'text',
  takes: 'text',
  gives: 'text',
  parameters: {
    from: parameter.whole({ label: 'From', help: '0 is the first character.', default: 0 }),
    to: parameter.whole({ label: 'Up to', help: 'The character at this place is left out. Empty: to the end.', optional: true }),
  },
  compile:
    ({ from, to }) =>
    (text) =>
      text.slice(from, to),
})

const replace = defineFunction({
  id: 'replace',
  label: 'Replace text',
  summary: 'Replaces every occurrence of a text by another.',
  group: 'text',
  takes: 'text',
  gives: 'text',
  parameters: {
    find: parameter.text({ label: 'Find' }),
    with: parameter.text({ label: 'Replace with', default: '' }),
  },
  // A replacer function, because "$&" in a replacement text has a meaning of its own.
  compile: ({ find, with: replacement }) => (find === '' ? (text) => text : (text) => text.replaceAll(find, () => replacement)),
})

const splitPick = defineFunction({
  id: 'split-pick',
  label: 'Split and pick',
  summary: 'Cuts the text at a separator and keeps one part.',
  group: 'text',
  takes: 'text',
  gives: 'text',
  parameters: {
    separator: parameter.text({ label: 'Separator' }),
    index: parameter.whole({ label: 'Part', help: '0 is the first part, -1 the last.' }),
  },
  compile:
    ({ separator, index }) =>
    (text) =>
      text.split(separator).at(index),
})

const pad = defineFunction({
  id: 'pad',
  label: 'Fill up to a length',
  summary: 'Adds characters until the text has a length: 42 becomes 00042.',
  group: 'text',
  takes: 'text',
  gives: 'text',
  parameters: {
    length: parameter.whole({ label: 'Length', min: 1, max: 1_000 }),
    with: parameter.text({ label: 'Character', default: '0' }),
    side: parameter.choice({ label: 'Where', default: 'start', options: { start: 'At the start', end: 'At the end' } }),
  },
  compile: ({ length, with: filler, side }) =>
    side === 'start' ? (text) => text.padStart(length, filler) : (text) => text.padEnd(length, filler),
})

const keepOnly = defineFunction({
  id: 'keep-only',
  label: 'Keep only',
  summary: 'Drops every other character: "+31 (0)20-123" becomes "31020123".',
  group: 'text',
  takes: 'text',
  gives: 'text',
  parameters: {
    what: parameter.choice({
      label: 'Keep',
      default: 'digits',
      options: { digits: 'Digits', 'letters-digits': 'Letters and digits', letters: 'Letters' },
    }),
  },
  compile: ({ what }) => {
    const others = { digits: /[^0-9]+/g, 'letters-digits': /[^\p{L}\p{N}]+/gu, letters: /[^\p{L}]+/gu }[what]
    return (text) => text.replace(others, '')
  },
})

const toText = defineFunction({
  id: 'to-text',
  label: 'As text',
  summary: 'Turns a number or a yes/no into text.',
  group: 'text',
  takes: 'text',
  gives: 'text',
  parameters: {},
  compile: () => (text) => text,
})

export const textFunctions = [trim, lower, upper, title, slice, replace, splitPick, pad, keepOnly, toText]

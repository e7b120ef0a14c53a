import type { Practice } from '#tests/templates/practice.ts'

/** Something people did in a system, and the text by which it is recognised there and wherever it travels. */
export interface Deed {
  readonly mark: string
  /** Where the mark is how the target writes it: the record's key. */
  readonly key?: string
  /** Of stock: what can be sold afterwards. */
  readonly amount?: string
  /** Odd, but not broken: it arrives under another name, and nothing fails. */
  readonly arrives?: true
}

/** What people do behind the counter of a system that is read: `number` keeps two deeds of a kind apart. */
export interface Hands {
  /** Something new of this kind that every target can take. */
  add(entity: string, number: number): Deed
  /** Changes what `add` made with this number; for orders, which never change, another order. */
  change(entity: string, number: number): Deed
  /** Something no target can take, or nobody can understand. The mark is in the key or in the message of its failure. */
  spoil(entity: string, number: number): Deed
}

export type HandsOf = (practice: Practice) => Hands

const padded = (number: number) => String(number).padStart(3, '0')

/** Names that are no part of one another, so that each can be counted. */
export const emailOf = (number: number) => `proef${padded(number)}@klant.example`
/** One word: some systems keep first and last names apart. */
export const personOf = (number: number) => `Klant${padded(number)}`
export const productOf = (number: number) => `Proefartikel ${padded(number)}`
export const groupOf = (number: number) => `Proefgroep ${padded(number)}`
export const phoneOf = (number: number) => `030 777 0${padded(number)}`
/** A name that is there and says nothing. */
export const blank = '   '
/** A product number that any till takes, and one that none does. */
export const skuOf = (number: number) => String(980_000 + number)
export const wrongSkuOf = (number: number) => `PROEF-${padded(number)}-${'X'.repeat(40)}`
/** Figures nothing in a practice system has by chance. */
export const amountOf = (number: number) => 600 + number
/** Articles without sizes and colours that every practice system sells. */
const simple = ['140501', '140601', '140701', '150101', '150201', '150301', '150501', '150601'] as const
export const stockedSku = (number: number) => simple[number % simple.length] ?? simple[0]

export function cannotDo(system: string, entity: string): never {
  throw new Error(`Nobody does anything with ${entity} in ${system} here.`)
}

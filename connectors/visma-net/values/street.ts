import type { Address } from '#core/model/shared.ts'

/** Visma.net keeps street and number in one line: the number is the last word that begins with a digit and what follows it. */
const streetAndNumber = /^(?<street>\D.*?)\s+(?<number>\d+\S*(?:\s[-/]?[A-Za-z0-9]{1,3})?)$/

export function splitStreet(line: string | undefined): Pick<Address, 'street' | 'number'> {
  const parts = line === undefined ? undefined : streetAndNumber.exec(line.trim())?.groups
  return parts ? { street: parts.street, number: parts.number } : { street: line }
}

export function joinStreet({ street, number }: Pick<Address, 'street' | 'number'>): string | undefined {
  const line = [street, number].map((part) => part?.trim()).filter(Boolean)
  return line.length === 0 ? undefined : line.join(' ')
}

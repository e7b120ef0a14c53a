import { field } from '#core/kit/fields.ts'
import { largestPage } from '../client.ts'

/** Where the first run of a source begins; later runs continue where the last one stood. */
export const startField = field.choice({
  label: 'First run reads',
  help: 'Counts only for the first run. Later runs read what changed since.',
  options: { beginning: 'everything there is', now: 'only what changes from now on' },
  default: 'beginning',
})

export const pageSizeField = field.number({ label: 'Records per request', default: 100, min: 1, max: largestPage, rare: true })

import { field } from '#core/kit/fields.ts'

/** Records per search; small enough for a modest server, large enough that calls do not matter. */
export const pageSize = 200

/** Settings of every entity that is read by its changes. */
export const changesFields = {
  from: field.moment({
    label: 'Changed from',
    help: 'Only on the first run: what was last changed before this moment stays out. Empty: everything.',
    optional: true,
  }),
  overlapMinutes: field.number({
    label: 'Look back (minutes)',
    help: 'Odoo stamps a change with the beginning of its transaction, so a long import shows up late. Each run looks back this far; what was read already is not read twice.',
    default: 10,
    min: 1,
    max: 1_440,
  }),
} as const

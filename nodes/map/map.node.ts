import { defineNode } from '#core/kit/define-node.ts'
import { field } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { compileMapping, type MapRecord, parseMappings } from '#core/mapping/mapping.ts'

const modes = {
  merge: 'Keep all fields and change the mapped ones',
  replace: 'Only the mapped fields',
}

export const map = defineNode({
  type: 'map',
  version: 1,
  label: 'Map',
  summary: 'Fills fields of a record from other fields, through functions and value maps.',
  category: 'transform',
  icon: 'arrow-right-left',
  fields: {
    mode: field.choice({ label: 'Fields that are not mapped', options: modes, default: 'merge' }),
    entity: field.text({
      label: 'Becomes',
      help: 'Another kind of record, such as customer. Empty: stays what it is.',
      optional: true,
      offers: 'entities',
    }),
    mappings: field.mappings({ label: 'Mappings' }),
  },
  effect: 'none',
  inputs: 1,
  outputs: ['out'],
  describe: ({ mode, entity, mappings }) => {
    const count = Array.isArray(mappings) ? mappings.length : 0
    const fields = `${count} ${count === 1 ? 'field' : 'fields'}`
    return [mode === 'replace' ? `only ${fields}` : fields, ...(entity ? [`becomes ${entity}`] : [])].join(' · ')
  },
  validate: ({ mappings }) => {
    const parsed = parseMappings(mappings)
    return parsed.ok ? [] : parsed.problems.map(({ path, message }) => ({ path: `mappings${path}`, message }))
  },
  prepare: ({ settings, timeZone }) => {
    const mapRecord = compileMapping(settings.mappings, { mode: settings.mode, timeZone: timeZone ?? 'UTC' })
    return { process: (records) => records.map((record) => mapOne(record, mapRecord, settings.entity)) }
  },
})

function mapOne(record: FlowRecord, mapRecord: MapRecord, entity: string | undefined) {
  try {
    const data = mapRecord(record)
    return { port: 'out', record: { ...record, entity: entity || record.entity, data } }
  } catch (error) {
    return { record, error }
  }
}

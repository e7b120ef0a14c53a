import { defineNode } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import { describeRecord } from '#core/mapping/describe-record.ts'
import { compileRecordText } from '#core/mapping/template.ts'

const levels = { debug: 'Detail', info: 'Information', warn: 'Warning', error: 'Error' }

export const log = defineNode({
  type: 'log',
  version: 1,
  label: 'Log',
  summary: 'Writes a line to the log for every record and passes it on.',
  category: 'observe',
  icon: 'scroll-text',
  fields: {
    level: field.choice({ label: 'Level', options: levels, default: 'info' }),
    message: field.text({
      label: 'Message',
      help: 'Fields stand between braces: Order {data.number} of {data.customer.name}. Empty: the name of the record.',
      optional: true,
    }),
  },
  effect: 'none',
  inputs: 1,
  outputs: ['out'],
  describe: ({ level, message }) => (message ? `${level} · ${message}` : level),
  validate: ({ message }) => {
    const text = compileRecordText(message ?? '')
    return text.ok ? [] : [{ path: 'message', message: text.message }]
  },
  prepare: ({ settings: { level, message }, log: write }) => {
    const text = message ? compileRecordText(message) : { ok: true as const, of: describeRecord }
    if (!text.ok) throw new SettingsError(`The message of the log node ${text.message}.`)
    return {
      process: (records) =>
        records.map((record) => {
          write({ level, message: text.of(record), recordKey: record.key })
          return { port: 'out', record }
        }),
    }
  },
})

import { compileDatePattern, type DatePattern } from '../date-pattern.ts'
import { defineFunction, parameter } from '../define-function.ts'
import { instantOf, type Moment, momentAt, parseIso } from '../moment.ts'
import { show, ValueProblem } from '../value.ts'

const namedInputs = ['iso', 'unix-seconds', 'unix-milliseconds']

const date = defineFunction({
  id: 'date',
  label: 'Date',
  summary: 'Reads a date in one form and writes it in another.',
  group: 'date',
  takes: 'text',
  gives: 'text',
  parameters: {
    from: parameter.datePattern({
      label: 'As it comes',
      help: 'iso, unix-seconds, unix-milliseconds, or a pattern such as dd-MM-yyyy HH:mm.',
      default: 'iso',
      named: namedInputs,
    }),
    to: parameter.datePattern({
      label: 'As it should be',
      help: "yyyy-MM-dd, dd/MM/yyyy, yyyy-MM-dd'T'HH:mm:ssXXX …",
      default: 'yyyy-MM-dd',
    }),
    zone: parameter.timeZone({ label: 'Time zone of the result', help: 'Empty: the time zone of the flow.' }),
    fromZone: parameter.timeZone({ label: 'Time zone of a time that names none', help: 'Empty: the same as the result.' }),
  },
  compile: ({ from, to, zone: givenZone, fromZone }, { timeZone }) => {
    const zone = givenZone ?? timeZone
    const read = compileInput(from)
    const output = requirePattern(to)
    return (text) => {
      const moment = read(text)
      if (!moment) throw notADate(text, from)
      return output.format(inZone(moment, { zone, fromZone: fromZone ?? zone, needsOffset: output.hasOffset }))
    }
  },
})

const addDays = defineFunction({
  id: 'add-days',
  label: 'Days later',
  summary: 'Moves an ISO date by a number of days: 2026-01-31 plus 30 days is 2026-03-02.',
  group: 'date',
  takes: 'text',
  gives: 'text',
  parameters: { days: parameter.whole({ label: 'Days', help: 'Negative: earlier.' }) },
  compile: ({ days }) => {
    const pattern = requirePattern('yyyy-MM-dd')
    return (text) => {
      const moment = parseIso(text)
      if (!moment) throw notADate(text, 'iso')
      const day = instantOf({ ...moment, hour: 0, minute: 0, second: 0, millisecond: 0, offset: 0 }, 'UTC') + days * 86_400_000
      return pattern.format(momentAt(day, 'UTC')) + text.trim().slice(10)
    }
  },
})

function compileInput(form: string): (text: string) => Moment | undefined {
  if (form === 'iso') return parseIso
  if (form === 'unix-seconds') return (text) => unixMoment(text, 1_000)
  if (form === 'unix-milliseconds') return (text) => unixMoment(text, 1)
  return requirePattern(form).parse
}

function unixMoment(text: string, unitMs: number): Moment | undefined {
  return /^-?\d{1,13}(\.\d+)?$/.test(text) ? momentAt(Math.floor(Number(text) * unitMs), 'UTC') : undefined
}

/** A day without a time stays that day in every zone; a time moves to the wanted zone. */
function inZone(
  moment: Moment,
  { zone, fromZone, needsOffset }: { readonly zone: string; readonly fromZone: string; readonly needsOffset: boolean },
): Moment {
  const writtenIn = moment.hasTime ? fromZone : zone
  if (moment.offset === undefined && writtenIn === zone && !needsOffset) return moment
  return momentAt(instantOf(moment, writtenIn), zone)
}

function requirePattern(pattern: string): DatePattern {
  const made = compileDatePattern(pattern)
  // The parameter's schema has compiled the same pattern before.
  if (typeof made === 'string') throw new Error(made)
  return made
}

function notADate(text: string, form: string): ValueProblem {
  const wanted = form === 'iso' ? 'an ISO date such as 2026-11-22' : `a date written as ${form}`
  return new ValueProblem('not-a-date', `${show(text)} is not ${wanted}`, { value: text })
}

export const dateFunctions = [date, addDays]

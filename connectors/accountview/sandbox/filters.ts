import type { Row } from './administration.ts'
import { Refusal } from './answers.ts'
import type { Field } from './dictionary.ts'
import { compileExpression } from './expression.ts'

/** The conditions of a read: numbered parameters and a free expression. */
export function compileFilters(
  query: ReadonlyMap<string, string>,
  { table, fields }: { readonly table: string; readonly fields: readonly Field[] },
): (row: Row) => boolean {
  const conditions: ((row: Row) => boolean)[] = []
  for (let index = 1; query.has(`filtercontrolsource${index}`); index++) {
    const field = fieldNamed(query.get(`filtercontrolsource${index}`) ?? '', { table, fields })
    const type = query.get(`filtervaluetype${index}`) ?? ''
    if (type !== field.type && !(type === 'C' && field.type === 'M'))
      throw new Refusal(`Het type ${type} past niet bij ${field.name} (${field.type}).`)
    conditions.push(
      conditionOf(field, { operator: query.get(`filteroperator${index}`) ?? '', value: query.get(`filtervalue${index}`) ?? '' }),
    )
  }
  const isAny = query.get('matchanyfilter') === 'true'
  const expression = query.get('filter')
  const free = expression === undefined ? () => true : compileExpression(expression)
  return (row) =>
    free(row) && (conditions.length === 0 || (isAny ? conditions.some((one) => one(row)) : conditions.every((one) => one(row))))
}

/** `contact.sub_nr`, or `sub_nr` */
export function fieldNamed(text: string, { table, fields }: { readonly table: string; readonly fields: readonly Field[] }): Field {
  const [name = '', owner = table] = text.trim().toUpperCase().split('.').reverse()
  const field = owner === table ? fields.find((one) => one.name === name) : undefined
  if (!field) throw new Refusal(`Het veld ${text} bestaat niet.`)
  return field
}

function conditionOf(
  { name, type }: Field,
  { operator, value }: { readonly operator: string; readonly value: string },
): (row: Row) => boolean {
  switch (operator.toLowerCase()) {
    case 'equal':
      // FoxPro looks at as many signs as the right side has; letter case counts.
      return (row) =>
        type === 'C' || type === 'M'
          ? String(row[name]).startsWith(value) && (value !== '' || row[name] === '')
          : String(row[name]) === value
    case 'notequal':
      return (row) => String(row[name]) !== value
    case 'contains':
      return (row) => String(row[name]).includes(value)
    case 'dateonorafterdate': {
      const day = /^\{\^(\d{4}-\d\d-\d\d)(?: \d\d:\d\d:\d\d)?\}$/.exec(value)?.[1]
      if (day === undefined) throw new Refusal(`${value} is geen datum.`)
      // Its name speaks of dates: the time of day is not looked at.
      return (row) => String(row[name]).slice(0, 10) >= day
    }
    default:
      throw new Refusal(`De operator ${operator} is niet bekend.`)
  }
}

import { readSources } from '../project-sources.ts'
import { createTeller, type Files, given } from './expression-forms.ts'
import { type Expression, type File, isFunction, type Node, type Place, parse, walk } from './syntax.ts'

/** A sentence as a source says it: `{{name}}` stands where a value comes. */
export interface SaidSentence {
  readonly text: string
  readonly kind: 'message' | 'hint'
  /** `connectors/odoo/client.ts:132` */
  readonly at: string
}

/** Every message and hint the sources can make, of errors and of what is noted about a record, a run or a setting. */
export function saidSentences(isAsked: (path: string) => boolean): readonly SaidSentence[] {
  const files = new Map(
    readSources()
      .filter(({ path }) => /^(core|host|connectors|nodes)\//.test(path) && !/\.test\.ts$/.test(path))
      .map((source) => [source.path, parse(source)] as const),
  )
  const calls = callsIn([...files.values()])
  const said = new Map<string, SaidSentence>()
  for (const file of files.values()) {
    if (!isAsked(file.source.path)) continue
    walk(file.program, [], (node, around) => {
      const place: Place = { file, around, given: new Map() }
      const at = `${file.source.path}:${file.source.text.slice(0, node.start).split('\n').length}`
      for (const { expression, kind } of saidBy(node, file.source.path)) {
        for (const text of sayAll({ node: expression, place }, files, calls)) {
          if (isSentence(text)) said.set(`${kind} ${text}`, { text, kind, at })
        }
      }
    })
  }
  return [...said.values()]
}

const errorNames = new Set([
  ...['AppError', 'SettingsError', 'ConnectionError', 'DataError', 'BusyError', 'VendorError', 'AnswerLostError', 'StoppedError'],
  ...['DecimalError'],
])

/** The expressions of a node of the tree that people read. */
function saidBy(node: Node, path: string): readonly { readonly expression: Node; readonly kind: SaidSentence['kind'] }[] {
  const isOfFlows = path.startsWith('core/flow/')
  if (isOfFlows && node.type === 'Property' && node.key.name === 'refused') return [{ expression: node.value, kind: 'message' }]
  if (node.type === 'CallExpression' && node.callee.name === 'refuse' && isOfFlows) {
    return node.arguments.slice(0, 2).map((one: Node) => ({ expression: one, kind: 'message' as const }))
  }
  if (node.type === 'CallExpression' && node.callee.property?.name === 'refuse' && node.callee.object.type === 'ThisExpression') {
    return [{ expression: node.arguments[1], kind: 'message' }]
  }
  if (node.type === 'NewExpression' && node.callee.name === 'ValueProblem') {
    return [{ expression: node.arguments[1], kind: 'message' }]
  }
  if (node.type === 'NewExpression' && errorNames.has(node.callee.name)) {
    const [first, second] = node.arguments
    if (node.callee.name === 'DecimalError') return [{ expression: second, kind: 'message' }]
    return first ? [{ expression: first, kind: 'message' }] : []
  }
  if (
    path.startsWith('connectors/') &&
    node.type === 'Property' &&
    (warningNames.has(node.key.name) || (node.key.name === 'fields' && path.endsWith('/needs.ts')))
  ) {
    return textsIn(node.value).map((expression) => ({ expression, kind: 'message' as const }))
  }
  if (node.type === 'Property' && node.key.type === 'Identifier' && node.value.type !== 'AssignmentPattern') {
    if (node.key.name === 'hint') return [{ expression: node.value, kind: 'hint' }]
    if (['message', 'says', 'sentence'].includes(node.key.name)) return [{ expression: node.value, kind: 'message' }]
  }
  return []
}

/** What the test of a connection tells besides that it works. */
const warningNames = new Set(['warnings', 'missing', 'forbidden', 'without'])

/** Texts inside of lists, conditions and objects, each by itself. */
function textsIn(node: Node): readonly Node[] {
  const texts: Node[] = []
  walk(node, [], (one, around) => {
    const isInText = around.some(({ type }) => type === 'TemplateLiteral')
    if (one.type === 'TemplateLiteral' || (one.type === 'Literal' && typeof one.value === 'string' && !isInText)) texts.push(one)
  })
  return texts
}

/** Codes and single words are read by programs. */
function isSentence(text: string): boolean {
  const words = text.replaceAll(/\{\{\w+\}\}/g, '')
  return /[a-z]{2}/i.test(words) && /\s/.test(text.trim()) && !/^[\s\p{P}]*$/u.test(words)
}

type Calls = ReadonlyMap<string, readonly Expression[]>

/** Calls by the function's name: what a function says about its parameters is said by those who call it. */
function callsIn(files: readonly File[]): Calls {
  const calls = new Map<string, Expression[]>()
  for (const file of files) {
    walk(file.program, [], (node, around) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return
      const name = node.callee.name as string
      calls.set(name, [...(calls.get(name) ?? []), { node, place: { file, around, given: new Map() } }])
    })
  }
  return calls
}

/** Parameters by these names are the sentence itself, or what makes one of it. */
const wholeSentences = /\{\{(?:says|why)\}\}/

/** All forms of one expression. What is a parameter as a whole is asked of the callers. */
function sayAll(expression: Expression, files: Files, calls: Calls): readonly string[] {
  const teller = createTeller(files)
  const own = teller.forms(expression, 0)
  const isOpen = own.length > 0 && own.every((text) => !isSentence(text))
  const asked = isOpen || own.some((text) => /^\{\{\w+\}\}$/.test(text) || wholeSentences.test(text)) ? parameterOf(expression) : undefined
  if (!asked) return own
  const callers = (calls.get(asked.name) ?? []).filter(({ place }) => teller.means(place, asked.name, asked.file))
  return [
    ...own.filter((text) => isSentence(text) && !(callers.length > 0 && wholeSentences.test(text))),
    ...callers.flatMap((call) => teller.forms({ ...expression, place: { ...expression.place, given: given(asked.made, call) } }, 0)),
  ]
}

/** The function whose parameter the expression reads, where the function has a name. */
function parameterOf({ place }: Expression): { readonly name: string; readonly made: Node; readonly file: File } | undefined {
  const at = place.around.findLastIndex((node) => isFunction(node))
  const made = place.around[at]
  if (!made) return undefined
  const name = made.id?.name ?? (place.around[at - 1]?.type === 'VariableDeclarator' ? place.around[at - 1]?.id.name : undefined)
  return name === undefined ? undefined : { name, made, file: place.file }
}

import { posix } from 'node:path'
import { parseSync } from 'vite'
import { importsOf, readSources, type Source } from './project-sources.ts'

/** A sentence as a source says it: `{{name}}` stands where a value comes. */
export interface SaidSentence {
  readonly text: string
  readonly kind: 'message' | 'hint'
  /** `connectors/odoo/client.ts:132` */
  readonly at: string
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  // biome-ignore lint/suspicious/noExplicitAny: a syntax tree is walked by the names of its members.
  readonly [member: string]: any
}

/** Where an expression stands: what the names around it mean. */
interface Place {
  readonly file: File
  readonly around: readonly Node[]
  /** What a function was called with, by the name of its parameter. */
  readonly given: ReadonlyMap<string, Expression>
}

interface Expression {
  readonly node: Node
  readonly place: Place
}

interface File {
  readonly source: Source
  readonly program: Node
  readonly imports: ReadonlyMap<string, { readonly path: string; readonly name: string }>
}

const mostForms = 400
const deepest = 12

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

function parse(source: Source): File {
  const { program } = parseSync(source.path, source.text)
  const paths = new Map(
    importsOf(source).flatMap(({ specifier, target }) => (target ? [[specifier, posix.normalize(target)] as const] : [])),
  )
  const imports = new Map<string, { path: string; name: string }>()
  for (const statement of (program as unknown as Node).body as readonly Node[]) {
    if (statement.type !== 'ImportDeclaration') continue
    const path = paths.get(statement.source.value)
    for (const one of statement.specifiers as readonly Node[]) {
      if (path && one.type === 'ImportSpecifier') imports.set(one.local.name, { path, name: one.imported.name })
    }
  }
  return { source, program: program as unknown as Node, imports }
}

type Files = ReadonlyMap<string, File>
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

function walk(node: Node, around: readonly Node[], visit: (node: Node, around: readonly Node[]) => void): void {
  visit(node, around)
  const inside = [...around, node]
  for (const member of Object.values(node)) {
    for (const one of Array.isArray(member) ? member : [member]) {
      if (typeof one === 'object' && one !== null && typeof one.type === 'string') walk(one as Node, inside, visit)
    }
  }
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

function isFunction({ type }: Node): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
}

function given(made: Node, call: Expression): ReadonlyMap<string, Expression> {
  const values = new Map<string, Expression>()
  for (const [index, parameter] of (made.params as readonly Node[]).entries()) {
    const node: Node | undefined = call.node.arguments[index]
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
    const value = node ?? (parameter.type === 'AssignmentPattern' ? parameter.right : undefined)
    if (!value || value.type === 'SpreadElement') continue
    if (target.type === 'Identifier') values.set(target.name, { node: value, place: call.place })
    if (target.type === 'ObjectPattern' && value.type === 'ObjectExpression') {
      for (const one of target.properties as readonly Node[]) {
        const found = (value.properties as readonly Node[]).find((own) => own.key?.name === one.key?.name)
        const local = one.value?.type === 'AssignmentPattern' ? one.value.left.name : one.value?.name
        if (found && local) values.set(local, { node: found.value, place: call.place })
      }
    }
  }
  return values
}

function createTeller(files: Files) {
  return { forms, means }

  /** Whether a name at a place is that of a function of a file. */
  function means(place: Place, name: string, file: File): boolean {
    if (place.file === file) return true
    const from = place.file.imports.get(name)
    return from?.path === file.source.path && from.name === name
  }

  function forms(expression: Expression, depth: number): readonly string[] {
    const { node, place } = expression
    const again = (inner: Node) => forms({ node: inner, place }, depth + 1)
    if (depth > deepest) return [hole(node)]
    switch (node.type) {
      case 'Literal':
        return [typeof node.value === 'string' || typeof node.value === 'number' ? String(node.value) : '']
      case 'TemplateLiteral':
        return (node.quasis as readonly Node[]).reduce<readonly string[]>(
          (texts, quasi, index) => {
            const value: Node | undefined = node.expressions[index]
            return cross(cross(texts, [quasi.value.cooked]), value ? again(value) : [''])
          },
          [''],
        )
      case 'BinaryExpression':
        return node.operator === '+' && !isNumber(node.left) && !isNumber(node.right)
          ? cross(again(node.left), again(node.right))
          : [hole(node)]
      case 'ConditionalExpression':
        return unique([...again(node.consequent), ...again(node.alternate)])
      case 'LogicalExpression':
        return node.operator === '&&' ? unique(['', ...again(node.right)]) : unique([...again(node.left), ...again(node.right)])
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'ParenthesizedExpression':
      case 'ChainExpression':
        return again(node.expression)
      case 'Identifier':
        return named(expression, depth)
      case 'MemberExpression':
        return member(expression, depth)
      case 'CallExpression':
        return called(expression, depth)
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return returned(node, place, depth)
      default:
        return [hole(node)]
    }
  }

  function named({ node, place }: Expression, depth: number): readonly string[] {
    if (node.name === 'undefined') return ['']
    const found = meaning(node.name, place)
    if (!found || isFunction(found.node)) return [hole(node)]
    return named_(found, node, depth)
  }

  function named_(found: Expression, node: Node, depth: number): readonly string[] {
    const texts = forms(found, depth + 1)
    return texts.map((text) => (/^\{\{\w+\}\}$/.test(text) ? hole(node) : text))
  }

  function member(expression: Expression, depth: number): readonly string[] {
    const { node } = expression
    const texts = membersOf(expression, depth).flatMap((one) => forms(one, depth + 1))
    return texts.length === 0 ? [hole(node)] : unique(texts)
  }

  /** What stands at `object.name` or `object[key]`, as far as the object is written down somewhere. */
  function membersOf({ node, place }: Expression, depth: number): readonly Expression[] {
    return objectsOf({ node: node.object, place }, depth + 1).flatMap((object) =>
      (object.node.properties as readonly Node[])
        .filter(
          (own) =>
            own.type === 'Property' && (node.computed || own.key.name === node.property.name || own.key.value === node.property.name),
        )
        .map((own) => ({ node: own.value as Node, place: object.place })),
    )
  }

  function objectsOf({ node, place }: Expression, depth: number): readonly Expression[] {
    if (depth > deepest) return []
    const again = (inner: Node) => objectsOf({ node: inner, place }, depth + 1)
    switch (node.type) {
      case 'ObjectExpression':
        return [
          { node, place },
          ...(node.properties as readonly Node[]).flatMap((own) => (own.type === 'SpreadElement' ? again(own.argument) : [])),
        ]
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'ParenthesizedExpression':
      case 'ChainExpression':
        return again(node.expression)
      case 'LogicalExpression':
        return [...again(node.left), ...again(node.right)]
      case 'ConditionalExpression':
        return [...again(node.consequent), ...again(node.alternate)]
      case 'Identifier': {
        const found = meaning(node.name, place)
        return found ? objectsOf(found, depth + 1) : []
      }
      case 'MemberExpression':
        return membersOf({ node, place }, depth).flatMap((one) => objectsOf(one, depth + 1))
      case 'CallExpression': {
        const made = functionOf(node.callee, place)
        return made
          ? returnsOf(made.node).flatMap(({ value, around }) =>
              objectsOf({ node: value, place: within(made, around, { node, place }) }, depth + 1),
            )
          : []
      }
      default:
        return []
    }
  }

  function called({ node, place }: Expression, depth: number): readonly string[] {
    const { callee } = node
    if (callee.type === 'MemberExpression' && !callee.computed) {
      const inner = callee.object as Node
      const name = callee.property.name as string
      if (name === 'join') return joined(inner, node.arguments[0]?.value ?? ',', place, depth)
      if (['trim', 'toLowerCase', 'slice', 'replace', 'replaceAll'].includes(name)) {
        const texts = forms({ node: inner, place }, depth + 1)
        return name === 'trim' ? texts.map((text) => text.trim()) : texts.map((text) => (text.includes('{{') ? text : hole(inner)))
      }
      return [hole(node)]
    }
    const made = callee.type === 'Identifier' ? functionOf(callee, place) : undefined
    if (!made) return [callee.name === 'String' ? hole(node.arguments[0]) : hole(node)]
    const texts = returnsOf(made.node).flatMap(({ value, around }) =>
      forms({ node: value, place: within(made, around, { node, place }) }, depth + 1),
    )
    // A value that is only shortened or put in quotes stays a value.
    const saysNothing = texts.every((text) => !/[a-z]{2}/i.test(text.replaceAll(/\{\{\w+\}\}/g, '')))
    return saysNothing || texts.length > mostForms / 8 ? [hole(node)] : unique(texts)
  }

  function joined(list: Node, separator: string, place: Place, depth: number): readonly string[] {
    const inner = list.type === 'CallExpression' && list.callee.property?.name === 'filter' ? list.callee.object : list
    if (inner.type !== 'ArrayExpression' || inner.elements.some((one: Node) => one.type === 'SpreadElement')) return [hole(list)]
    return (inner.elements as readonly Node[]).reduce<readonly string[]>(
      (texts, one) => {
        const parts = forms({ node: one, place }, depth + 1)
        return unique(texts.flatMap((text) => parts.map((part) => [text, part].filter(Boolean).join(separator))))
      },
      [''],
    )
  }

  function returned(made: Node, place: Place, depth: number): readonly string[] {
    const at: Expression = { node: made, place }
    return unique(returnsOf(made).flatMap(({ value, around }) => forms({ node: value, place: within(at, around) }, depth + 1)))
  }

  function within(made: Expression, around: readonly Node[], call?: Expression): Place {
    return { file: made.place.file, around: [...made.place.around, ...around], given: call ? given(made.node, call) : made.place.given }
  }

  function functionOf(callee: Node, place: Place): Expression | undefined {
    if (callee.type !== 'Identifier') return undefined
    const found = meaning(callee.name, place)
    return found && isFunction(found.node) ? found : undefined
  }

  /** What a name stands for: a parameter that is given, a constant around, a declaration of the file or of the one it comes from. */
  function meaning(name: string, place: Place): Expression | undefined {
    const handed = place.given.get(name)
    if (handed) return handed
    for (let index = place.around.length - 1; index >= 0; index--) {
      const block = place.around[index] as Node
      if (isFunction(block) && (block.params as readonly Node[]).some((one) => binds(one, name))) return undefined
      const statements =
        block.type === 'Program' || block.type === 'BlockStatement' ? block.body : block.type === 'SwitchCase' ? block.consequent : []
      const found = declared(statements, name)
      if (found === 'bound') return undefined
      if (found) return { node: found, place: { ...place, around: place.around.slice(0, index + 1) } }
    }
    const from = place.file.imports.get(name)
    const file = from && files.get(from.path)
    const found = file && declared(file.program.body, from.name)
    return found && found !== 'bound' ? { node: found, place: { file, around: [file.program], given: new Map() } } : undefined
  }
}

function declared(statements: readonly Node[], name: string): Node | 'bound' | undefined {
  for (const statement of statements) {
    const inner = statement.type === 'ExportNamedDeclaration' ? (statement.declaration as Node | null) : statement
    if (inner?.type === 'FunctionDeclaration' && inner.id.name === name) return inner
    if (inner?.type !== 'VariableDeclaration') continue
    for (const one of inner.declarations as readonly Node[]) {
      if (one.id.type === 'Identifier' && one.id.name === name) return inner.kind === 'const' && one.init ? one.init : 'bound'
      if (one.id.type !== 'Identifier' && binds(one.id, name)) return destructured(one, name)
    }
  }
  return undefined
}

/** `const { hint } = table[code] ?? …` reads a member. */
function destructured(declaration: Node, name: string): Node | 'bound' {
  if (declaration.id.type !== 'ObjectPattern' || !declaration.init) return 'bound'
  const own = (declaration.id.properties as readonly Node[]).find((one) => one.value?.name === name)
  if (!own) return 'bound'
  return { type: 'MemberExpression', start: own.start, end: own.end, object: declaration.init, property: own.key, computed: false }
}

function binds(pattern: Node | null, name: string): boolean {
  if (!pattern) return false
  switch (pattern.type) {
    case 'Identifier':
      return pattern.name === name
    case 'AssignmentPattern':
      return binds(pattern.left, name)
    case 'RestElement':
      return binds(pattern.argument, name)
    case 'ArrayPattern':
      return (pattern.elements as readonly (Node | null)[]).some((one) => binds(one, name))
    case 'ObjectPattern':
      return (pattern.properties as readonly Node[]).some((one) => binds(one.type === 'RestElement' ? one.argument : one.value, name))
    default:
      return false
  }
}

/** Everything a function gives back, with what stands around it inside the function. */
function returnsOf(made: Node): readonly { readonly value: Node; readonly around: readonly Node[] }[] {
  if (made.body?.type !== 'BlockStatement') return [{ value: made.body, around: [made] }]
  const found: { value: Node; around: readonly Node[] }[] = []
  const look = (node: Node, around: readonly Node[]): void => {
    if (node.type === 'ReturnStatement' && node.argument) found.push({ value: node.argument, around })
    if (node !== made && isFunction(node)) return
    for (const member of Object.values(node)) {
      for (const one of Array.isArray(member) ? member : [member]) {
        if (typeof one === 'object' && one !== null && typeof one.type === 'string') look(one as Node, [...around, node])
      }
    }
  }
  look(made, [])
  return found
}

/** A value nobody can know beforehand, named after what it is in the code. */
function hole(node: Node | undefined): string {
  return `{{${nameOf(node)}}}`
}

function nameOf(node: Node | undefined): string {
  switch (node?.type) {
    case 'Identifier':
      return node.name
    case 'MemberExpression':
      return node.computed ? nameOf(node.object) : nameOf(node.property)
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' && node.callee.property.name !== 'from'
        ? nameOf(node.callee.object)
        : node.callee.type === 'Identifier' && node.arguments[0]
          ? nameOf(node.arguments[0])
          : nameOf(node.callee)
    case 'LogicalExpression':
    case 'BinaryExpression':
      return nameOf(node.left)
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
      return nameOf(node.expression ?? node.argument)
    default:
      return 'value'
  }
}

function isNumber(node: Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'number'
}

function cross(texts: readonly string[], more: readonly string[]): readonly string[] {
  return unique(texts.flatMap((text) => more.map((one) => text + one)))
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].slice(0, mostForms)
}

import { posix } from 'node:path'
import { parseSync } from 'vite'
import { importsOf, type Source } from '../project-sources.ts'

/** A node of a syntax tree. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  // biome-ignore lint/suspicious/noExplicitAny: a syntax tree is walked by the names of its members.
  readonly [member: string]: any
}

/** Where an expression stands: what the names around it mean. */
export interface Place {
  readonly file: File
  readonly around: readonly Node[]
  /** What a function was called with, by the name of its parameter. */
  readonly given: ReadonlyMap<string, Expression>
}

/** An expression, and where it stands. */
export interface Expression {
  readonly node: Node
  readonly place: Place
}

/** A source, read: its tree, and what its names come from. */
export interface File {
  readonly source: Source
  readonly program: Node
  readonly imports: ReadonlyMap<string, { readonly path: string; readonly name: string }>
}

/** Reads a source. */
export function parse(source: Source): File {
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

/** Visits a node and all below it, with what stands around each. */
export function walk(node: Node, around: readonly Node[], visit: (node: Node, around: readonly Node[]) => void): void {
  visit(node, around)
  const inside = [...around, node]
  for (const member of Object.values(node)) {
    for (const one of Array.isArray(member) ? member : [member]) {
      if (typeof one === 'object' && one !== null && typeof one.type === 'string') walk(one as Node, inside, visit)
    }
  }
}

export function isFunction({ type }: Node): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
}

export function declared(statements: readonly Node[], name: string): Node | 'bound' | undefined {
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

export function binds(pattern: Node | null, name: string): boolean {
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
export function returnsOf(made: Node): readonly { readonly value: Node; readonly around: readonly Node[] }[] {
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
export function hole(node: Node | undefined): string {
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

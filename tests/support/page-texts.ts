import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { projectRoot, type Source } from './project-sources.ts'

/** Texts by namespace and key: `texts.home['card.run']`. */
export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>

export function readTexts(language: 'en' | 'nl'): Texts {
  const folder = join(projectRoot, 'renderer/language', language)
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name.slice(0, -5), flatten(JSON.parse(readFileSync(join(folder, name), 'utf8')))]),
  )
}

function flatten(node: unknown, path = ''): Record<string, string> {
  if (typeof node !== 'object' || node === null) return { [path]: String(node) }
  return Object.assign({}, ...Object.entries(node).map(([name, child]) => flatten(child, path ? `${path}.${name}` : name)))
}

/** Without i18next's endings for numbers: `flows_one` → `flows`. */
export function withoutPlural(key: string): string {
  return key.replace(/_(?:zero|one|two|few|many|other)$/, '')
}

/** One asking for a text: its key, or the pattern of those it may ask for. */
export interface Asked {
  readonly path: string
  readonly line: number
  /** Undefined when the translator came from elsewhere. */
  readonly namespace: string | undefined
  readonly key: string | RegExp
}

export interface HardCoded {
  readonly path: string
  readonly line: number
  readonly text: string
}

export interface PageTexts {
  readonly asked: readonly Asked[]
  /** Every string that stands in the code: some are keys on their way to a translator. */
  readonly literals: ReadonlySet<string>
  readonly hardCoded: readonly HardCoded[]
}

interface Node {
  readonly type: string
  readonly start: number
  readonly [member: string]: unknown
}

/** Attributes that people read. */
const readAttributes = /^(?:label|title|placeholder|alt|text|help|problem|hint|confirm|aria-label|aria-description|aria-roledescription)$/

/** What the code of the page asks of the translator, and what it says by itself. */
export function readPageTexts(sources: readonly Source[]): PageTexts {
  const asked: Asked[] = []
  const hardCoded: HardCoded[] = []
  const literals = new Set<string>()
  for (const { path, text } of sources) {
    const { program } = parseSync(path, text)
    const lineOf = (node: Node) => text.slice(0, node.start).split('\n').length
    // The AST of the parser as plain nodes: we look at a handful of kinds.
    walk(program as unknown as Node, new Map(), { path, lineOf, asked, hardCoded, literals })
  }
  return { asked, literals, hardCoded }
}

interface Found {
  readonly path: string
  readonly lineOf: (node: Node) => number
  readonly asked: Asked[]
  readonly hardCoded: HardCoded[]
  readonly literals: Set<string>
}

function walk(node: Node, translators: Map<string, string | undefined>, found: Found): void {
  const isFunction = /Function/.test(node.type)
  const scope = isFunction ? new Map(translators) : translators
  // Those a function makes for itself count from its first line on.
  if (isFunction) for (const name of parameterNames(node)) if (scope.has(name)) scope.set(name, undefined)
  note(node, scope, found)
  for (const child of children(node)) walk(child, scope, found)
}

function note(node: Node, scope: Map<string, string | undefined>, found: Found): void {
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string') found.literals.add(node.value)
      return
    case 'VariableDeclarator': {
      const namespace = translatorOf(node.init as Node | null)
      if (namespace !== undefined) for (const name of translatorNames(node.id as Node)) scope.set(name, namespace)
      return
    }
    case 'CallExpression':
      noteCall(node, scope, found)
      return
    case 'JSXText':
      if (isWords(String(node.value))) found.hardCoded.push({ path: found.path, line: found.lineOf(node), text: String(node.value).trim() })
      return
    case 'JSXAttribute':
      if (readAttributes.test(String((node.name as Node).name))) noteHardCoded(node.value as Node | null, found)
      return
    case 'JSXElement':
    case 'JSXFragment':
      for (const child of node.children as Node[]) if (child.type === 'JSXExpressionContainer') noteHardCoded(child, found)
  }
}

/** `useTranslation('home')` and `i18next.getFixedT(null, 'home')` → `home`. */
function translatorOf(init: Node | null): string | undefined {
  if (init?.type !== 'CallExpression') return undefined
  const callee = init.callee as Node
  const name = callee.type === 'MemberExpression' ? (callee.property as Node).name : callee.name
  const given = init.arguments as Node[]
  if (name === 'useTranslation') return typeof given[0]?.value === 'string' ? given[0].value : undefined
  if (name === 'getFixedT') return typeof given[1]?.value === 'string' ? given[1].value : undefined
  return undefined
}

function translatorNames(id: Node): readonly string[] {
  if (id.type === 'Identifier') return [String(id.name)]
  const properties = (id.properties as Node[] | undefined) ?? []
  return properties.filter(({ key }) => (key as Node | undefined)?.name === 't').map(({ value }) => String((value as Node).name))
}

function parameterNames(node: Node): readonly string[] {
  return ((node.params as Node[] | undefined) ?? []).map((parameter) => String(parameter.name))
}

function noteCall(node: Node, scope: Map<string, string | undefined>, found: Found): void {
  const callee = node.callee as Node
  const isMember = callee.type === 'MemberExpression' && (callee.property as Node).name === 't'
  const name = callee.type === 'Identifier' ? String(callee.name) : ''
  if (!isMember && name !== 't' && !scope.has(name)) return
  const [first, options] = node.arguments as Node[]
  if (!first) return
  const namespace = namespaceIn(options) ?? scope.get(name)
  for (const key of keysOf(first)) found.asked.push({ path: found.path, line: found.lineOf(node), ...placeOf(key, namespace) })
}

/** `ui:outcome.failed` names its namespace itself. */
function placeOf(key: string | RegExp, namespace: string | undefined): Pick<Asked, 'namespace' | 'key'> {
  const text = key instanceof RegExp ? key.source : key
  const [, own, rest = ''] = /^\^?([\w-]+):(.*)$/.exec(text) ?? []
  if (own === undefined) return { namespace, key }
  return { namespace: own, key: key instanceof RegExp ? new RegExp(`^${rest}`) : rest }
}

function namespaceIn(options: Node | undefined): string | undefined {
  const properties = options?.type === 'ObjectExpression' ? (options.properties as Node[]) : []
  const named = properties.find(({ key }) => (key as Node | undefined)?.name === 'ns')
  const value = (named?.value as Node | undefined)?.value
  return typeof value === 'string' ? value : undefined
}

/** Every key an expression can be; nothing for a variable. */
function keysOf(node: Node): readonly (string | RegExp)[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : []
    case 'ConditionalExpression':
      return [...keysOf(node.consequent as Node), ...keysOf(node.alternate as Node)]
    case 'TemplateLiteral': {
      const parts = (node.quasis as Node[]).map(({ value }) => (value as { readonly cooked: string }).cooked)
      const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      return [new RegExp(`^${escaped.join('[\\w.-]+')}$`)]
    }
    default:
      return []
  }
}

function noteHardCoded(node: Node | null, found: Found): void {
  switch (node?.type) {
    case 'JSXExpressionContainer':
      noteHardCoded(node.expression as Node, found)
      return
    case 'ConditionalExpression':
      noteHardCoded(node.consequent as Node, found)
      noteHardCoded(node.alternate as Node, found)
      return
    case 'LogicalExpression':
      noteHardCoded(node.right as Node, found)
      return
    case 'Literal':
      if (isWords(String(node.value))) found.hardCoded.push({ path: found.path, line: found.lineOf(node), text: String(node.value) })
      return
    case 'TemplateLiteral': {
      const said = (node.quasis as Node[]).map(({ value }) => (value as { readonly cooked: string }).cooked).join(' ')
      if (isWords(said)) found.hardCoded.push({ path: found.path, line: found.lineOf(node), text: said })
    }
  }
}

/** A sample of JSON is no language. */
function isWords(text: string): boolean {
  return /\p{L}{2}/u.test(text) && !/^\s*[{[]/.test(text)
}

function children(node: Node): readonly Node[] {
  return Object.values(node).flatMap((member) => (Array.isArray(member) ? member : [member]).filter(isNode))
}

function isNode(member: unknown): member is Node {
  return typeof member === 'object' && member !== null && 'type' in member && typeof member.type === 'string'
}

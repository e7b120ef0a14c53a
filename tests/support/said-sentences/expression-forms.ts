import { binds, declared, type Expression, type File, hole, isFunction, type Node, type Place, returnsOf } from './syntax.ts'

export type Files = ReadonlyMap<string, File>

const mostForms = 400

const deepest = 12

/** What the parameters of a function are in one of its calls. */
export function given(made: Node, call: Expression): ReadonlyMap<string, Expression> {
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

/** Tells all texts an expression can be, as far as the sources say. */
export function createTeller(files: Files) {
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

function isNumber(node: Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'number'
}

function cross(texts: readonly string[], more: readonly string[]): readonly string[] {
  return unique(texts.flatMap((text) => more.map((one) => text + one)))
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].slice(0, mostForms)
}

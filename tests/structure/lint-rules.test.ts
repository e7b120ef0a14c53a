import { beforeAll, describe, expect, it } from 'vitest'
import { type LintMessages, lintAsIf } from '#tests/support/lint-offences.ts'

const host = 'core imports nothing of ours outside core'
const node = 'core is pure TypeScript: no Node'
const climbing = 'instead of climbing two folders'
const connectorAlone = 'A connector imports core only'
const otherConnector = 'Connectors never import each other'
const socket = "Nothing but the host's HTTP client opens a socket"
const sandbox = 'A sandbox imitates the vendor'
const nodeAlone = 'A node imports core only'
const shell = 'host serves every shell and knows none'
const page = 'The page knows core and the contract only'
const browser = 'The page runs in a browser without Node'
const window = 'The shell opens the page, it never imports it'

/** Each arrow of ARCHITECTURE.md crossed once: where, by which import, and the words that must answer it. */
const offences = [
  ['core/kit', '#host/clock.ts', host],
  ['core/kit', '#connectors/odoo/connector.ts', host],
  ['core/kit', '#nodes/map/map.node.ts', host],
  ['core/kit', '#cli/main.ts', host],
  ['core/kit', '#tests/support/fake-clock.ts', host],
  ['core/kit', 'node:fs', node],
  ['core/kit', 'axios', node],
  ['core/kit', 'electron', node],
  ['core/kit', '../../host/clock.ts', climbing],
  ['connectors/mplus', '#connectors/odoo/connector.ts', otherConnector],
  ['connectors/mplus', '#host/http/http-client.ts', connectorAlone],
  ['connectors/mplus', '#nodes/map/map.node.ts', connectorAlone],
  ['connectors/mplus', '#cli/main.ts', connectorAlone],
  ['connectors/mplus', 'axios', socket],
  ['connectors/mplus', 'undici', socket],
  ['connectors/mplus', 'node:https', socket],
  ['connectors/mplus/entities', '../../odoo/client.ts', climbing],
  ['connectors/mplus/sandbox', '#host/http/http-client.ts', sandbox],
  ['connectors/sandbox-kit', '#nodes/map/map.node.ts', sandbox],
  ['nodes/map', '#host/clock.ts', nodeAlone],
  ['nodes/map', '#connectors/odoo/connector.ts', nodeAlone],
  ['nodes/map', 'undici', socket],
  ['nodes/map', '../../core/kit/errors.ts', climbing],
  ['host/http', '#cli/main.ts', shell],
  ['host/http', 'electron', shell],
  ['host/http', '../../core/kit/errors.ts', climbing],
  ['renderer/editor', '#host/clock.ts', page],
  ['renderer/editor', '#connectors/odoo/connector.ts', page],
  ['renderer/editor', '#nodes/map/map.node.ts', page],
  ['renderer/editor', 'node:fs', browser],
  ['renderer/editor', 'electron', browser],
  ['renderer/editor/canvas', '../../ui/Button.tsx', climbing],
  ['electron', '#renderer/App.tsx', window],
] as const

const allowed = [
  ['core/kit', '#core/model/order.ts'],
  ['core/kit', 'zod'],
  ['connectors/mplus', '#core/kit/errors.ts'],
  ['connectors/mplus/entities', '../client.ts'],
  ['connectors/mplus/sandbox', 'node:http'],
  ['nodes/map', '#core/mapping/mapping.ts'],
  ['host/http', '#core/kit/ports.ts'],
  ['host/http', 'undici'],
  ['host/run', '#connectors/index.ts'],
  ['cli', '#host/clock.ts'],
  ['renderer/editor', '#core/flow/edit.ts'],
  ['renderer/editor', '#renderer/ui/Button.tsx'],
  ['electron', '#host/clock.ts'],
] as const

const importing = (specifier: string) => `import { borrowed } from '${specifier}'\n\nexport const lent = borrowed\n`
const pathOf = (folder: string, specifier: string) => `${folder}/${specifier.replaceAll('.', 'dot').replaceAll(/[^a-z0-9]+/gi, '-')}.ts`

describe('the linter', () => {
  let said: LintMessages

  // One run for all: the linter starts in a fifth of a second, forty times of it would not.
  beforeAll(() => {
    said = lintAsIf({
      ...Object.fromEntries([...offences, ...allowed].map(([folder, specifier]) => [pathOf(folder, specifier), importing(specifier)])),
      'core/flow/hen.ts': importing('./egg.ts').replaceAll('borrowed', 'egg').replaceAll('lent', 'hen'),
      'core/flow/egg.ts': importing('./hen.ts').replaceAll('borrowed', 'hen').replaceAll('lent', 'egg'),
      'core/flow/loud.ts': "export const speak = () => console.log('here')\n",
      'core/flow/loose.ts': 'export const loose = (given: any) => given\n',
      'host/run/careless.ts': 'export default function run() {}\n',
    })
  })

  it.each(offences)('stops a file of %s that imports %s, and says where the thing belongs', (folder, specifier, words) => {
    expect(said.get(pathOf(folder, specifier))).toContainEqual(expect.stringContaining(words))
  })

  it.each(allowed)('lets a file of %s import %s', (folder, specifier) => {
    expect(said.get(pathOf(folder, specifier))).toBeUndefined()
  })

  it.each(['core/flow/hen.ts', 'core/flow/egg.ts'])('stops the circle at %s', (path) => {
    expect(said.get(path)).toContainEqual(expect.stringContaining('cycle'))
  })

  it.each([
    ['the console in core', 'core/flow/loud.ts', 'console'],
    ['"any"', 'core/flow/loose.ts', 'any'],
    ['a default export', 'host/run/careless.ts', 'default export'],
  ])('stops %s', (_what, path, words) => {
    expect(said.get(path)).toContainEqual(expect.stringContaining(words))
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CodeKind, type CodeSource, type CodeSources, codeKinds } from '#core/codes/code-kinds.ts'
import { parseCodePath } from '#core/codes/code-path.ts'
import type { AnyConnector, EntityDefinition } from '#core/kit/define-connector.ts'
import { ConnectionError, SettingsError } from '#core/kit/errors.ts'
import type { Field, Fields } from '#core/kit/fields.ts'
import { entities as model } from '#core/model/entities.ts'
import { projectRoot } from '#tests/support/project-sources.ts'
import { sampleSettings } from '#tests/support/sample-settings.ts'
import { leaked } from './everything-in.ts'
import type { Exceptions } from './exceptions.ts'

const canary = 'canary-4f1d9c'
const kebab = /^[a-z]+(-[a-z]+)*$/

/** What people type or paste where an address belongs; the last ones hold a secret that must not come back in a message. */
const rubbish = [
  'not an address',
  'http://',
  '://',
  'javascript:alert(1)',
  'ftp://shop.example',
  'file:///etc/passwd',
  'http://shop.example',
  'https://shop.example:99999',
  'https://[::1',
  `https://user:${canary}@shop.example`,
  `https://shop.example/?secret=${canary}`,
  `shop.example/?secret=${canary}`,
  `https://shop.example:x/?secret=${canary}`,
]

/** Holds what a connector says of itself, before anything is connected. */
export function describeDeclaration(id: string, definition: AnyConnector, exceptions: Exceptions): void {
  const entities = Object.entries(definition.entities) as readonly (readonly [string, EntityDefinition])[]
  const fieldsOf = (entity: EntityDefinition): Fields => ({ ...entity.read?.fields, ...entity.writeFields })
  const fields = definition.fields as Fields

  it('is listed under the name of its folder', () => {
    expect([definition.id, existsSync(join(projectRoot, 'connectors', id, 'connector.ts'))]).toEqual([id, true])
  })

  it('introduces itself in plain words', () => {
    expect(definition).toMatchObject({
      label: expect.stringMatching(/^\p{Lu}/u),
      summary: expect.stringMatching(/^\p{Lu}.*\.$/u),
      hue: expect.stringMatching(/^(#[0-9a-f]{6}|[a-z]+)$/),
    })
  })

  it('has a page that tells a user what is needed and what it can do', () => {
    const text = readFileSync(join(projectRoot, 'connectors', id, 'README.md'), 'utf8')
    const secrets = Object.values(fields).filter(({ kind }) => kind === 'secret')
    const missing = secrets.filter(({ label }) => !text.toLowerCase().includes(label.toLowerCase())).map(({ label }) => label)
    expect([text.length > 1_500, missing]).toEqual([true, []])
  })

  it('labels every field, and says of every secret where a bookkeeper finds it', () => {
    const all: readonly (readonly [string, Field])[] = [fields, ...entities.map(([, entity]) => fieldsOf(entity))].flatMap(Object.entries)
    const wrong = all.filter(
      ([, { label, kind, howToObtain = '' }]) => !/^\p{Lu}/u.test(label) || (kind === 'secret' && howToObtain.length < 40),
    )
    expect(wrong.map(([name]) => name)).toEqual([])
  })

  it('asks for at least one secret, and declares it as one', () => {
    const secretive = Object.entries(fields).filter(([name, { kind }]) => kind !== 'secret' && /secret|password|token|apikey/i.test(name))
    expect([Object.values(fields).some(({ kind }) => kind === 'secret'), secretive]).toEqual([true, []])
  })

  it('keeps to a number of requests a vendor bears', () => {
    const { concurrency, perMinute = 60 } = definition.limits
    expect([Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 16, perMinute > 0]).toEqual([true, true])
  })

  for (const address of rubbish) {
    const name = `answers the address ${JSON.stringify(address)} with a safe origin or an error for people, and repeats no secret`
    exceptions.itFor(`${id} address ${address}`)(name, () => {
      const answers = addressFields(fields).flatMap((field) => {
        const settings = { ...sampleSettings(fields, 'all'), ...secretsOf(fields), [field]: address }
        return [definition.origin, definition.account].map((ask) => attempt(() => ask(settings)))
      })
      const forPeople = answers
        .map(({ thrown }) => thrown)
        .filter((one) => !(one instanceof SettingsError || one instanceof ConnectionError))
      const origins = answers.filter((_answer, index) => index % 2 === 0).flatMap(({ answer }) => answer ?? [])
      expect({
        notForPeople: forPeople.filter((thrown) => thrown !== undefined),
        unsafe: origins.filter((origin) => new URL(origin).origin !== origin || new URL(origin).protocol !== 'https:'),
        leaked: leaked([canary], answers),
      }).toEqual({ notForPeople: [], unsafe: [], leaked: [] })
    })
  }

  it('refuses an address that is none in at least one of its fields', () => {
    const refused = addressFields(fields).filter((name) => {
      const settings = { ...sampleSettings(fields, 'all'), [name]: 'not an address' }
      return attempt(() => definition.origin(settings)).thrown !== undefined
    })
    expect(refused).not.toEqual([])
  })

  it('names its lists in kebab-case and with a label', () => {
    const lists = Object.entries((definition.lists ?? {}) as Readonly<Record<string, { readonly label: string }>>)
    expect(lists.filter(([name, { label }]) => !kebab.test(name) || label === '')).toEqual([])
  })

  it('says why, for each of the six kinds of record, where it cannot read or write it', () => {
    const unexplained = abilitiesOf(definition).filter(({ kind, ability, isThere }) => !isThere && !reasonOf(definition, kind, ability))
    expect(unexplained).toEqual([])
  })

  it('explains nothing away that it can do, and does so in sentences that name it', () => {
    const needless = abilitiesOf(definition).filter(({ kind, ability, isThere }) => isThere && reasonOf(definition, kind, ability))
    const said = Object.values(definition.cannot ?? {}).flatMap(({ read, write }) => [read ?? [], write ?? []].flat())
    const words = definition.label.split(' ')
    expect([
      needless,
      Object.keys(definition.cannot ?? {}).filter((kind) => !Object.hasOwn(model, kind)),
      said.filter((reason) => !/^\p{Lu}.{40,}\.$/u.test(reason) || !words.some((word) => reason.includes(word))),
    ]).toEqual([[], [], []])
  })

  describe.each(entities)('its %s', (name, entity) => {
    it('follows the schema of the neutral model', () => {
      expect([entity.entity, entity.schema === model[name as keyof typeof model]?.schema]).toEqual([name, true])
    })

    it('can do something', () => {
      expect(entity.read ?? entity.create ?? entity.update).toBeDefined()
    })

    it.runIf(entity.create)('says whether repeating a create is harmless, and bears a batch', () => {
      expect([entity.create?.idempotency, (entity.create?.batch ?? 0) >= 1]).toEqual([
        expect.stringMatching(/^(vendor-key|lookup|absolute|none)$/),
        true,
      ])
    })

    it.runIf(entity.create && entity.create.idempotency !== 'none')('can be looked up, so that a lost answer can be settled', () => {
      expect(entity.find).toBeDefined()
    })

    it.runIf(entity.find)('is found by something', () => {
      expect(entity.find?.by.filter((by) => kebab.test(by)).length).toBeGreaterThan(0)
    })

    it.runIf(entity.update)('updates paths that the neutral model has', () => {
      const shape = 'shape' in entity.schema ? Object.keys(entity.schema.shape as object) : []
      const unknown = entity.update?.paths.filter((path) => !shape.includes(path.split('.')[0] ?? ''))
      expect([entity.update?.paths.length === 0, unknown]).toEqual([false, []])
    })

    it('offers only choices from lists there are', () => {
      const lists = Object.values(fieldsOf(entity)).flatMap(({ options }) => options?.list ?? [])
      expect(lists.filter((list) => !(list in (definition.lists ?? {})))).toEqual([])
    })

    it('takes the codes it declares from lists there are, at places where a code can stand', () => {
      const wrong = codeSourcesOf(entity).filter(({ kind, source: { list, choices, path }, way }) => {
        const isKnown = list === undefined || list in (definition.lists ?? {})
        const hasPlace = path === undefined ? name in codeKinds[kind].places : parseCodePath(path).ok
        const isInData = path === undefined || way === 'read' || !path.startsWith('raw.')
        return !isKnown || !hasPlace || !isInData || (list !== undefined && choices !== undefined)
      })
      expect(wrong).toEqual([])
    })

    it('declares codes only for what it does, and for documents it has', () => {
      const { read, write, writeByDocument = {} } = entity.codes ?? {}
      const unknown = Object.keys(writeByDocument).filter((type) => !(type in (entity.documentTypes ?? {})))
      const canWrite = entity.create !== undefined || entity.update !== undefined
      expect([unknown, read === undefined || entity.read !== undefined, write === undefined || canWrite]).toEqual([[], true, true])
    })

    it('calls its document types by a name for people', () => {
      const wrong = Object.entries(entity.documentTypes ?? {}).filter(([type, label]) => !kebab.test(type) || !/^\p{Lu}/u.test(label))
      expect(wrong).toEqual([])
    })
  })
}

interface Ability {
  readonly kind: string
  readonly ability: 'read' | 'write'
  readonly isThere: boolean
}

function abilitiesOf({ entities }: AnyConnector): readonly Ability[] {
  return Object.keys(model).flatMap((kind) => {
    const entity = entities[kind]
    return [
      { kind, ability: 'read' as const, isThere: entity?.read !== undefined },
      { kind, ability: 'write' as const, isThere: entity?.create !== undefined || entity?.update !== undefined },
    ]
  })
}

function reasonOf({ cannot = {} }: AnyConnector, kind: string, ability: 'read' | 'write'): string | undefined {
  return cannot[kind]?.[ability]
}

/** Every source of codes an entity declares, with the way its records go. */
export function codeSourcesOf({ codes = {} }: EntityDefinition) {
  const { read = {}, write = {}, writeByDocument = {} } = codes
  const of = (sources: CodeSources, way: 'read' | 'write') =>
    (Object.entries(sources) as [CodeKind, CodeSource][]).map(([kind, source]) => ({ kind, source, way }))
  return [...of(read, 'read'), ...of(write, 'write'), ...Object.values(writeByDocument).flatMap((sources) => of(sources, 'write'))]
}

/** Texts that are part of an address; a database or a login may be called anything. */
function addressFields(fields: Fields): readonly string[] {
  return Object.keys(fields).filter((name) => /address|url|host|server/i.test(name))
}

function secretsOf(fields: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, { kind }]) => (kind === 'secret' ? [[name, canary]] : [])))
}

function attempt(action: () => string): { readonly answer?: string; readonly thrown?: unknown } {
  try {
    return { answer: action() }
  } catch (thrown) {
    return { thrown }
  }
}

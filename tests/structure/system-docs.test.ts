import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { EntityDefinition } from '#core/kit/define-connector.ts'
import type { Field } from '#core/kit/fields.ts'
import { entities } from '#core/model/entities.ts'

const root = new URL('../../', import.meta.url)
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8')

describe.each(Object.entries(connectors))('docs/systems/%s.md', (id, definition) => {
  const page = () => textOf(`docs/systems/${id}.md`)
  const section = (title: string) => page().split(`\n## ${title}`)[1]?.split('\n## ')[0] ?? ''
  const fields = Object.values(definition.fields as Readonly<Record<string, Field>>)

  it('has everything a bookkeeper asks for', () => {
    const asked = [
      'How to get in',
      'What works',
      'What it cannot do',
      'How records are matched',
      'Codes and tables',
      'Limits',
      'When something is wrong',
    ]
    expect(asked.filter((title) => section(title).trim() === '')).toEqual([])
  })

  it('names every field of a connection', () => {
    const named = section('How to get in')
    expect(fields.map(({ label }) => label).filter((label) => !named.includes(`| ${label} |`))).toEqual([])
  })

  it('says of every kind of record what the connector declares', () => {
    const rows = section('What works').split('\n')
    const said = Object.entries(entities).map(([kind, { plural }]) => {
      const [, , read = '', write = '', documents = ''] = rows.find((row) => row.startsWith(`| ${plural} |`))?.split('|') ?? []
      return [kind, read.trim().startsWith('yes'), !write.trim().startsWith('no') && write.trim() !== '', documents.trim()]
    })
    const declared = Object.keys(entities).map((kind) => {
      const entity: EntityDefinition | undefined = definition.entities[kind]
      const documents = Object.values(entity?.documentTypes ?? {}).join(', ')
      return [kind, entity?.read !== undefined, (entity?.create ?? entity?.update) !== undefined, documents || '–']
    })
    expect(said).toEqual(declared)
  })

  it('tells what is nearest to everything the connector refuses, and what becomes of images', () => {
    const refused = Object.keys(definition.cannot ?? {}).map((kind) => entities[kind as keyof typeof entities].plural)
    expect([...refused, 'Images'].filter((name) => !section('What it cannot do').includes(`**${name}**`))).toEqual([])
  })

  it('is found from the README', () => {
    expect(textOf('README.md')).toContain(`docs/systems/${id}.md`)
  })
})

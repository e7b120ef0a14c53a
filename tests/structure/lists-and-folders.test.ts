import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { practiceSystems } from '#host/practice/practice-systems.ts'
import { nodes } from '#nodes/index.ts'
import { foldersIn, projectRoot } from '#tests/support/project-sources.ts'

describe('the lists', () => {
  it('name every connector that has a folder, and no other', () => {
    // The sandbox kit is what the imitations share, and imitates nothing itself.
    expect(Object.keys(connectors).toSorted()).toEqual(foldersIn('connectors').filter((name) => name !== 'sandbox-kit'))
  })

  it.each(foldersIn('connectors').filter((name) => name !== 'sandbox-kit'))(
    'find connector.ts, sandbox/start.ts and README.md in %s',
    (id) => {
      const missing = ['connector.ts', 'sandbox/start.ts', 'README.md'].filter(
        (file) => !existsSync(join(projectRoot, 'connectors', id, file)),
      )
      expect(missing).toEqual([])
    },
  )

  it('name every node that has a folder, and no other', () => {
    expect(Object.keys(nodes).toSorted()).toEqual(foldersIn('nodes'))
  })

  it.each(foldersIn('nodes'))('find the node %s in the file of its name', (type) => {
    expect(existsSync(join(projectRoot, 'nodes', type, `${type}.node.ts`))).toBe(true)
  })

  it('have a practice system for every connector', () => {
    expect(Object.keys(practiceSystems).toSorted()).toEqual(Object.keys(connectors).toSorted())
  })
})

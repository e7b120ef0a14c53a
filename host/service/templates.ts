import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FlowDocument } from '#core/flow/document.ts'
import { systemsOf } from '#core/flow/systems.ts'
import type { AnyNode } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { entities } from '#core/model/entities.ts'
import { readFlowFile } from '#host/flow-files/read-flow-file.ts'

/** The ready-made flows that come with Sluice. */
export interface Templates {
  list(): Promise<
    readonly { readonly id: string; readonly name: string; readonly description?: string; readonly connectors: readonly string[] }[]
  >
  /** @throws SettingsError `unknown-template` */
  read(id: string): Promise<FlowDocument>
}

const ending = '.flow.json'

export function openTemplates(folder: string, nodes: Readonly<Record<string, AnyNode>>): Templates {
  async function ids(): Promise<readonly string[]> {
    const files = await readdir(folder)
    return files
      .filter((file) => file.endsWith(ending))
      .map((file) => file.slice(0, -ending.length))
      .toSorted()
  }

  async function read(id: string): Promise<FlowDocument> {
    // Only a name from the list becomes a path.
    if ((await ids()).includes(id)) return readFlowFile(join(folder, `${id}${ending}`), { nodes })
    throw new SettingsError(`There is no ready-made flow "${id.slice(0, 60)}".`, { code: 'unknown-template' })
  }

  return {
    read,
    async list() {
      const all = await Promise.all((await ids()).map(async (id) => ({ id, document: await read(id) })))
      const inOrder = all.toSorted((left, right) => rankOf(left.document) - rankOf(right.document))
      return inOrder.map(({ id, document }) => {
        const { name, description } = document
        return { id, name, ...(description !== undefined && { description }), connectors: systemsOf(document) }
      })
    },
  }
}

const kinds = Object.keys(entities)

/** Orders first, as in every list of kinds of record. */
function rankOf({ nodes }: FlowDocument): number {
  return Math.min(
    kinds.length,
    ...nodes.flatMap(({ settings }) => (typeof settings.entity === 'string' ? [kinds.indexOf(settings.entity)] : [])),
  )
}

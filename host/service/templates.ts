import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FlowDocument } from '#core/flow/document.ts'
import { systemsOf } from '#core/flow/systems.ts'
import type { AnyNode } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
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
    list: async () =>
      Promise.all(
        (await ids()).map(async (id) => {
          const document = await read(id)
          const { name, description } = document
          const connectors = systemsOf(document)
          return { id, name, ...(description !== undefined && { description }), connectors }
        }),
      ),
  }
}

import { serializeFlow } from '#core/flow/serialize.ts'
import type { LiveChoice } from '#core/kit/define-connector.ts'
import { systemClock } from '#host/clock.ts'
import { makeTemplate } from './make-template.ts'
import { loadList, type Practice, startPractice } from './practice.ts'
import { recipes } from './recipes.ts'

/** Every ready-made flow as its file: name → text. Starts the practice systems for it, and ends them. */
export async function makeAllTemplates(): Promise<ReadonlyMap<string, string>> {
  const systems = new Map<string, Practice>()
  const loaded = new Map<string, readonly LiveChoice[]>()
  try {
    for (const id of new Set(recipes.flatMap(({ source, target }) => [source, target])))
      systems.set(id, await startPractice(id, systemClock))
    const files = new Map<string, string>()
    for (const recipe of recipes) {
      const flow = await makeTemplate(recipe, async (id, list) => {
        const key = `${id} ${list}`
        const system = systems.get(id)
        const choices = loaded.get(key) ?? (system ? await loadList(system, list, systemClock) : [])
        loaded.set(key, choices)
        return choices
      })
      files.set(`${flow.id}.flow.json`, serializeFlow(flow))
    }
    return files
  } finally {
    await Promise.all([...systems.values()].map(({ server }) => server.close()))
  }
}

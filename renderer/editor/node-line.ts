import i18next from 'i18next'
import type { FlowNode } from '#core/flow/document.ts'
import { describeCondition } from '#core/mapping/describe-condition.ts'
import { entities } from '#core/model/entities.ts'
import { modelFieldWordsOf } from '#renderer/language/core-words.ts'
import { pageLanguage } from '#renderer/language/page-language.ts'
import { sayLine } from '#renderer/language/say-line.ts'
import { conditionWords } from '#renderer/mapping/condition-words.ts'
import type { CatalogueLookup } from './catalogue.ts'

/** What the host tells of a node's settings, in the page's language. A condition is told anew: its fields have names of their own. */
export function nodeLine(node: FlowNode, line: string, { nodeType }: Pick<CatalogueLookup, 'nodeType'>): string {
  if (pageLanguage() === 'en' || line === '') return line
  const name = nodeType(node.type)?.fields.find(({ kind }) => kind === 'condition')?.name
  if (name === undefined) return sayLine(line)
  return describeCondition(node.settings[name], conditionWords(i18next.getFixedT(null, 'mapping'), labelOf))
}

/** Which kind of record arrives is not asked for a quiet line: a path means the same in all of them. */
function labelOf(path: string): string | undefined {
  const inner = path.replace(/^(data|\$record\.data)\./, '')
  return Object.keys(entities)
    .map((entity) => modelFieldWordsOf(entity, inner)?.label)
    .find((label) => label !== undefined)
}

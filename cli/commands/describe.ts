import type { Command } from 'commander'
import { connectors } from '#connectors/index.ts'
import { type ConnectorEntry, describeConnector, describeNode, type FieldEntry, type NodeEntry } from '#core/kit/describe.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { mappingFunctions } from '#core/mapping/functions.ts'
import { nodes } from '#nodes/index.ts'
import { quiet, strong } from '../output/style.ts'
import { formatTable } from '../output/table.ts'
import type { Shell } from '../shell.ts'

export function addDescribeCommand(program: Command, shell: Shell): void {
  program
    .command('describe')
    .description('what flows are made of: nodes, systems, and the functions of mappings')
    .argument('[name]', `a node (${Object.keys(nodes).join(', ')}), a system (${Object.keys(connectors).join(', ')}), or: functions`)
    .action((name?: string) => {
      const { output } = shell
      const show = (value: unknown, lines: readonly string[]) => {
        output.data(value)
        for (const line of lines) output.line(line)
      }
      if (name === undefined) {
        for (const node of Object.values(nodes)) show(describeNode(node), [`${strong(node.type)}  ${node.summary}`])
        for (const connector of Object.values(connectors))
          show(describeConnector(connector), [`${strong(connector.id)}  ${connector.summary}`])
        output.line(quiet('\nMore of one: sluice describe <name>. The functions of mappings: sluice describe functions'))
      } else if (name === 'functions') {
        for (const { id, label, summary, group } of mappingFunctions) show({ id, label, summary, group }, [`${strong(id)}  ${summary}`])
      } else if (Object.hasOwn(nodes, name) && nodes[name]) {
        const entry = describeNode(nodes[name])
        show(entry, nodeLines(entry))
      } else if (Object.hasOwn(connectors, name) && connectors[name]) {
        const entry = describeConnector(connectors[name])
        show(entry, connectorLines(entry))
      } else {
        throw new SettingsError(`There is no node and no system named "${name}".`, {
          code: 'usage',
          hint: `There are: ${[...Object.keys(nodes), ...Object.keys(connectors), 'functions'].join(', ')}.`,
        })
      }
    })
}

function nodeLines({ label, summary, outputs, fields }: NodeEntry): readonly string[] {
  return [`${strong(label)}  ${summary}`, quiet(`outputs: ${outputs.join(', ') || 'none'}`), '', fieldTable(fields)]
}

function connectorLines({ label, summary, fields, entities, lists }: ConnectorEntry): readonly string[] {
  const parts = entities.flatMap(({ entity, label: name, can, documentTypes, readFields, writeFields }) => [
    `\n${strong(`${name} (${entity})`)}  can: ${can.join(', ')}`,
    ...(Object.keys(documentTypes).length > 0 ? [quiet(`  documents: ${Object.keys(documentTypes).join(', ')}`)] : []),
    ...(readFields.length > 0 ? [quiet('  to read:'), fieldTable(readFields)] : []),
    ...(writeFields.length > 0 ? [quiet('  to write:'), fieldTable(writeFields)] : []),
  ])
  const listed = lists.length > 0 ? [`\n${strong('Lists of the live system')}  ${lists.map(({ id }) => id).join(', ')}`] : []
  return [`${strong(label)}  ${summary}`, '', fieldTable(fields), ...parts, ...listed]
}

function fieldTable(fields: readonly FieldEntry[]): string {
  return formatTable(
    fields.map(({ name, label, help, howToObtain, isOptional, default: value, choices }) => [
      `  ${name}`,
      isOptional ? quiet(value === undefined || value === null ? 'optional' : JSON.stringify(value)) : 'needed',
      [label, choices && `one of ${Object.keys(choices).join(', ')}`, help ?? howToObtain].filter((part) => part !== undefined).join(' · '),
    ]),
  )
}

import { defineNode } from '#core/kit/define-node.ts'
import { field } from '#core/kit/fields.ts'

/** `catch` is a word of the language, hence the longer name. */
export const catchFailures = defineNode({
  type: 'catch',
  version: 1,
  label: 'Catch',
  summary: 'Gets the records that failed in other nodes, with what went wrong in their "failure".',
  category: 'logic',
  icon: 'shield-alert',
  fields: { nodes: field.nodes({ label: 'Failures of', help: 'Empty: of every node.', optional: true }) },
  effect: 'none',
  inputs: 'failures',
  outputs: ['out'],
  describe: ({ nodes }) =>
    nodes && nodes.length > 0 ? `failures of ${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}` : 'all failures',
  covers: ({ nodes }) => (nodes && nodes.length > 0 ? nodes : 'all'),
})

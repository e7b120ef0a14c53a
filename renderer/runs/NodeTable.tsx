import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { RunReport } from '#core/contract/runs.ts'
import { outcomeKinds } from '#core/kit/record.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { goToNode } from './go-to-node.ts'
import './NodeTable.css'
import type { RecordsFilter } from './RunRecords.tsx'

interface NodeTableProps {
  readonly flowId: string
  readonly byNode: RunReport['byNode']
  readonly onRecords: (filter: RecordsFilter) => void
}

/** How records ended, node by node; a number leads to its records, a name to its node. */
export function NodeTable({ flowId, byNode, onRecords }: NodeTableProps) {
  const { t } = useTranslation('runs')
  const kinds = outcomeKinds.filter((kind) => byNode.some(({ outcomes }) => (outcomes[kind] ?? 0) > 0))
  return (
    <table className="node-table">
      <thead>
        <tr>
          <th scope="col">{t('column.node')}</th>
          {kinds.map((kind) => (
            <th key={kind} scope="col" className="node-table-number">
              <OutcomeMark kind={kind} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {byNode.map(({ nodeId, nodeName, outcomes }) => (
          <tr key={nodeId}>
            <th scope="row">
              <Button className="node-table-link" onPress={() => goToNode(flowId, nodeId)}>
                {nodeName}
              </Button>
            </th>
            {kinds.map((kind) => (
              <td key={kind} className="node-table-number">
                {(outcomes[kind] ?? 0) > 0 && (
                  <Button className="node-table-link" onPress={() => onRecords({ kinds: [kind], nodeId })}>
                    {formatNumber(outcomes[kind] ?? 0)}
                  </Button>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import { Check, Minus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Lane } from '#core/integration/answers.ts'
import { type Cell, cellsOf, laneConflict } from '#core/integration/cells.ts'
import { recordKinds, type Side } from '#core/integration/sides.ts'
import type { ConnectorEntry } from '#core/kit/describe.ts'
import { saySentence } from '#renderer/language/say-sentence.ts'
import { Checkbox } from '#renderer/ui/Checkbox.tsx'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import './CellsTable.css'

interface CellsTableProps {
  readonly left: ConnectorEntry
  readonly right: ConnectorEntry
  /** What is chosen, where one may choose. */
  readonly choice?: {
    readonly lanes: readonly Lane[]
    readonly onChoose: (cell: Pick<Cell, 'entity' | 'from'>, isChosen: boolean) => void
  }
}

/** Every kind of record both ways: what can go, and why the rest cannot. */
export function CellsTable({ left, right, choice }: CellsTableProps) {
  const { t } = useTranslation('integration')
  const cells = cellsOf(left, right)
  const labels = { left: left.label, right: right.label }
  return (
    <table className="cells">
      <thead>
        <tr>
          <th scope="col">{t('cells.kind')}</th>
          <th scope="col">{t('way', { source: left.label, target: right.label })}</th>
          <th scope="col">{t('way', { source: right.label, target: left.label })}</th>
        </tr>
      </thead>
      <tbody>
        {recordKinds.map((entity) => (
          <tr key={entity}>
            <th scope="row">
              <span className="cells-kind">
                <EntityIcon entity={entity} />
                {t(`kind.${entity}`)}
              </span>
            </th>
            {cells
              .filter((cell) => cell.entity === entity)
              .map((cell) => (
                <td key={cell.from}>
                  <OneCell cell={cell} labels={labels} choice={choice} />
                </td>
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface OneCellProps {
  readonly cell: Cell
  readonly labels: Readonly<Record<Side, string>>
  readonly choice: CellsTableProps['choice']
}

function OneCell({ cell, labels, choice }: OneCellProps) {
  const { t } = useTranslation('integration')
  const { entity, from } = cell
  if (!cell.isPossible) {
    return (
      <span className="cells-not">
        <Minus className="cells-icon" aria-label={t('cells.not')} />
        <span>{saySentence(cell.reason)}</span>
      </span>
    )
  }
  if (!choice) {
    return (
      <span className="cells-can">
        <Check className="cells-icon" aria-hidden />
        {t('cells.can')}
      </span>
    )
  }
  const isChosen = choice.lanes.some((lane) => lane.entity === entity && lane.from === from)
  const conflict = isChosen ? undefined : laneConflict(choice.lanes, { entity, from }, labels)
  const target = labels[from === 'left' ? 'right' : 'left']
  return (
    <span className="cells-choice">
      <Checkbox
        label={t('cells.send', { kind: t(`kind.${entity}`), target })}
        isChecked={isChosen}
        isDisabled={conflict !== undefined}
        onChange={(next) => choice.onChoose({ entity, from }, next)}
      />
      {conflict !== undefined && <span className="wizard-quiet">{saySentence(conflict)}</span>}
    </span>
  )
}

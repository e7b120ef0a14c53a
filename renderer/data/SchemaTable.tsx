import { useTranslation } from 'react-i18next'
import type { Asked } from '#renderer/contract/use-request.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { asLine } from '#renderer/runs/changed-part.ts'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import type { SchemaField } from './columns.ts'

interface SchemaTableProps {
  readonly asked: Asked<readonly SchemaField[]> & { readonly refresh: () => void }
}

/** The fields the records have: how many are filled, and with what. */
export function SchemaTable({ asked }: SchemaTableProps) {
  const { t } = useTranslation('data')
  if (asked.kind === 'failed') return <Failing error={asked.error} onRetry={asked.refresh} />
  if (!asked.result) return <Loading label={t('loading')} />
  return (
    <div className="schema-scroll">
      <table className="schema-table">
        <thead>
          <tr>
            <th>{t('schema.path')}</th>
            <th>{t('schema.types')}</th>
            <th className="schema-number">{t('schema.filled')}</th>
            <th>{t('schema.example')}</th>
          </tr>
        </thead>
        <tbody>
          {asked.result.map((field) => (
            <tr key={field.path}>
              <td>
                <CopyValue value={field.path} />
              </td>
              <td className="schema-types">{field.types.join(', ')}</td>
              <td className="schema-number">{t('schema.of', { filled: formatNumber(field.filled), of: formatNumber(field.of) })}</td>
              <td className="schema-example mono cut" title={asLine(field.example)}>
                {asLine(field.example)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

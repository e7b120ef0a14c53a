import { useTranslation } from 'react-i18next'
import { useRequest } from '#renderer/contract/use-request.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { exampleRecord } from '#renderer/mapping/example-records.ts'
import { useInput } from '#renderer/mapping/use-input.ts'
import { JsonTree } from '#renderer/ui/JsonTree.tsx'
import { usePlace } from './inspector-context.ts'

const flowIdOf = (state: EditorState) => state.flowId

/** What a node does, offline: its ports, every setting, and an example from this flow's own data. */
export function NodeHelp() {
  const { t } = useTranslation('inspector')
  const { entry } = usePlace()
  const ports = typeof entry.inputs === 'number' ? t('help.inputs', { count: entry.inputs }) : t('help.inputs-failures')
  return (
    <div className="inspector-form inspector-help">
      <section className="setting-section">
        <h3 className="setting-heading">{t('help.ports')}</h3>
        <p>{ports}</p>
        <p>{entry.outputs.length === 0 ? t('help.no-outputs') : t('help.outputs', { names: entry.outputs.join(', ') })}</p>
        <p className="setting-quiet">{t(`help.effect-${entry.effect}`, { defaultValue: '' })}</p>
      </section>
      {entry.fields.length > 0 && (
        <section className="setting-section">
          <h3 className="setting-heading">{t('help.settings')}</h3>
          <dl className="inspector-terms">
            {entry.fields.map((field) => (
              <div key={field.name}>
                <dt>
                  {field.label}
                  {!field.isOptional && <span className="setting-quiet"> · {t('help.required')}</span>}
                </dt>
                {field.help && <dd>{field.help}</dd>}
                {field.choices && <dd className="setting-quiet">{Object.values(field.choices).join(' · ')}</dd>}
              </div>
            ))}
          </dl>
        </section>
      )}
      <Example />
    </div>
  )
}

function Example() {
  const { t } = useTranslation('inspector')
  const { node, entry, entity } = usePlace()
  const flowId = useEditor(flowIdOf)
  const input = useInput(node.id)
  const out = useRequest('data:rows', { flowId, nodeId: node.id, side: 'out', offset: 0, limit: 1 })
  const comesIn = entry.inputs === 0 ? undefined : input.record
  const goesOut = out.result?.rows[0]?.record ?? (entry.inputs === 0 ? exampleRecord(entity?.entity) : undefined)
  if (!comesIn && !goesOut) return null
  const isOwn = out.result?.rows[0] !== undefined || (comesIn !== undefined && !input.isExample)
  return (
    <section className="setting-section">
      <h3 className="setting-heading">{t('help.example')}</h3>
      <p className="setting-quiet">{t(isOwn ? 'help.own' : 'help.made-up')}</p>
      {comesIn && (
        <>
          <h4>{t('help.in', { key: comesIn.key })}</h4>
          <JsonTree value={comesIn.data} openDepth={0} label={t('help.in', { key: comesIn.key })} />
        </>
      )}
      {goesOut && entry.outputs.length > 0 && (
        <>
          <h4>{t('help.out', { key: goesOut.key })}</h4>
          <JsonTree value={goesOut.data} openDepth={0} label={t('help.out', { key: goesOut.key })} />
        </>
      )}
    </section>
  )
}

import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { changeOptions, describeFlow, removeSlot, renameFlow, setSlot } from '#core/flow/edit.ts'
import { isTimeZone } from '#core/mapping/time-zone.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { ComboBox } from '#renderer/ui/ComboBox.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { RadioGroup } from '#renderer/ui/RadioGroup.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { SlotBinding } from './SlotBinding.tsx'
import { TrimmedField } from './TrimmedField.tsx'

const documentOf = (state: EditorState) => state.document
const editOf = (state: EditorState) => state.edit

/** The flow itself: shown while nothing is selected. */
export function FlowInspector() {
  const { t } = useTranslation('inspector')
  const document = useEditor(documentOf)
  const edit = useEditor(editOf)
  const { connector } = useCatalogue()
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone').map((zone) => ({ id: zone, label: zone })), [])
  const { timeZone, onFailure } = document.options
  const slots = Object.entries(document.slots)
  const isUsed = (name: string) => document.nodes.some((node) => Object.values(node.settings).includes(name))
  return (
    <div className="inspector-form">
      <TrimmedField
        label={t('flow.name')}
        value={document.name}
        onChange={(name) => edit(t('step.flow-name'), (before) => renameFlow(before, name))}
      />
      <TextField
        label={t('flow.description')}
        isMultiline
        placeholder={t('flow.description-hint')}
        value={document.description ?? ''}
        onChange={(text) => edit(t('step.flow-description'), (before) => describeFlow(before, text))}
      />
      <ComboBox
        label={t('flow.zone')}
        help={t('flow.zone-help')}
        problem={isTimeZone(timeZone) ? undefined : t('flow.no-zone', { zone: timeZone })}
        items={zones}
        value={timeZone}
        onChange={(zone) => zone !== timeZone && edit(t('step.zone'), (before) => changeOptions(before, { timeZone: zone }))}
      />
      <RadioGroup
        label={t('flow.on-failure')}
        items={[
          { id: 'continue', label: t('flow.continue'), hint: t('flow.continue-help') },
          { id: 'stop', label: t('flow.stop'), hint: t('flow.stop-help') },
        ]}
        selected={onFailure}
        onSelect={(choice) =>
          edit(t('step.on-failure'), (before) => changeOptions(before, { onFailure: choice === 'stop' ? 'stop' : 'continue' }))
        }
      />
      <section className="setting-section">
        <h3 className="setting-heading">{t('flow.slots')}</h3>
        <p className="setting-quiet">{t(slots.length === 0 ? 'flow.no-slots' : 'flow.slots-help')}</p>
        {slots.map(([name, slot]) => (
          <div key={name} className="inspector-slot">
            <div className="inspector-slot-head">
              <SystemIcon connector={slot.connector} isNamed />
              <TextField
                label={t('flow.slot-name', { system: connector(slot.connector)?.label ?? slot.connector })}
                isLabelHidden
                value={slot.label}
                onChange={(label) => edit(t('step.slot-name'), (before) => setSlot(before, name, { ...slot, label }))}
              />
              {!isUsed(name) && (
                <IconButton
                  label={t('flow.remove-slot', { name: slot.label })}
                  icon={X}
                  onPress={() => edit(t('step.remove-slot'), (before) => removeSlot(before, name))}
                />
              )}
            </div>
            <SlotBinding slotName={name} />
          </div>
        ))}
      </section>
    </div>
  )
}

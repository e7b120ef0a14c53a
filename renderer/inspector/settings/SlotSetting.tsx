import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { bindSlot, setSlot } from '#core/flow/edit.ts'
import { inTurn } from '#core/flow/make-edit.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Menu } from '#renderer/ui/Menu.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { usePlace } from '../inspector-context.ts'
import { canDo } from '../node-place.ts'
import { SlotBinding } from '../SlotBinding.tsx'
import { newSlotName } from '../slot-name.ts'
import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

const editOf = (state: EditorState) => state.edit

/** One of the flow's slots, or a new one; and which connection of this computer it stands for. */
export function SlotSetting({ entry, value, onChange, problem }: SettingProps) {
  const { t } = useTranslation('inspector')
  const { document, node, does } = usePlace()
  const { connectors, connector } = useCatalogue()
  const edit = useEditor(editOf)
  const able = connectors.filter((one) => canDo(one, does))
  const slots = Object.entries(document.slots).filter(([, slot]) => able.some((one) => one.id === slot.connector))
  const chosen = typeof value === 'string' && Object.hasOwn(document.slots, value) ? value : null
  const create = (connectorId: string) => {
    const label = connector(connectorId)?.label ?? connectorId
    const slot = newSlotName(document, connectorId)
    edit(t('step.new-slot', { system: label }), (before) =>
      inTurn(before, [
        (now: typeof before) => setSlot(now, slot, { connector: connectorId, label }),
        (now: typeof before) => bindSlot(now, node.id, { field: entry.name, slot }),
      ]),
    )
  }
  const another = (
    <Menu
      trigger={
        <Button variant={slots.length === 0 ? 'quiet' : 'plain'} size="small" icon={Plus}>
          {t(slots.length === 0 ? 'slot.choose-system' : 'slot.another')}
        </Button>
      }
      items={able.map((one) => ({ id: one.id, label: one.label, hint: one.summary, onAction: () => create(one.id) }))}
    />
  )
  return (
    <div className="setting-section">
      {slots.length > 0 ? (
        <Select
          label={entry.label}
          help={entry.help}
          problem={problem}
          isRequired={!entry.isOptional}
          items={slots.map(([name, slot]) => ({ id: name, label: slot.label, hint: connector(slot.connector)?.label ?? slot.connector }))}
          selected={chosen}
          onSelect={onChange}
        />
      ) : (
        <>
          <div className="setting-heading">{entry.label}</div>
          <SettingNotes help={entry.help} problem={problem} />
        </>
      )}
      {chosen === null ? <div>{another}</div> : <SlotBinding slotName={chosen} more={another} />}
    </div>
  )
}

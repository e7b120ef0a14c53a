import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '#core/contract/flows.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import './ImportSlots.css'

interface ImportSlotsProps {
  readonly preview: ImportPreview
  readonly picks: Readonly<Record<string, string>>
  readonly onPick: (slot: string, connectionId: string) => void
  readonly onAdd: (slot: string, connector: string) => void
}

/** One connection of this computer for each slot of the flow. */
export function ImportSlots({ preview: { slots }, picks, onPick, onAdd }: ImportSlotsProps) {
  const { t } = useTranslation('exchange')
  const { connector } = useCatalogue()
  if (slots.length === 0) return null
  return (
    <section className="import-slots">
      <h3>{t('slots.title')}</h3>
      <ul className="import-slots-list">
        {slots.map((slot) => {
          const system = connector(slot.connector)?.label ?? slot.connector
          return (
            <li key={slot.slot} className="import-slot">
              <SystemIcon connector={slot.connector} />
              <div className="import-slot-pick">
                <Select
                  label={slot.label}
                  items={slot.candidates.map(({ id, name }) => ({ id, label: name }))}
                  selected={picks[slot.slot] ?? null}
                  onSelect={(id) => onPick(slot.slot, id)}
                  placeholder={slot.candidates.length === 0 ? t('slots.none', { system }) : t('slots.pick')}
                  isDisabled={slot.candidates.length === 0}
                />
              </div>
              <Button icon={Plus} onPress={() => onAdd(slot.slot, slot.connector)} aria-label={t('slots.add-for', { slot: slot.label })}>
                {t('slots.add')}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

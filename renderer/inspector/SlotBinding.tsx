import { FlaskConical, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConnectionDialog } from '#renderer/connections/ConnectionDialog.tsx'
import { toContractError, useHostEvent, useRequest } from '#renderer/contract/use-request.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { toastError } from '#renderer/ui/toast.ts'
import './SlotBinding.css'

const slotsOf = (state: EditorState) => state.document.slots
const bindingsOf = (state: EditorState) => state.bindings
const bindOf = (state: EditorState) => state.bind
const nobody = '–'

interface SlotBindingProps {
  readonly slotName: string
  /** The slot's own name as the label; without it: "On this computer". */
  readonly label?: string
  /** Shown beside "New connection". */
  readonly more?: ReactNode
}

/** Which connection of this computer a slot stands for. Not part of the flow, so it is no step of its history. */
export function SlotBinding({ slotName, label, more }: SlotBindingProps) {
  const { t } = useTranslation('inspector')
  const slot = useEditor(slotsOf)[slotName]
  const bound = useEditor(bindingsOf)[slotName]
  const bind = useEditor(bindOf)
  const { connector } = useCatalogue()
  const [isAdding, setAdding] = useState(false)
  const asked = useRequest('connection:list', {})
  useHostEvent('connection:changed', asked.refresh)
  if (!slot) return null
  const system = connector(slot.connector)?.label ?? slot.connector
  const fitting = (asked.result ?? []).filter((one) => one.connectorId === slot.connector)
  const choose = (id: string | null) => {
    bind(slotName, id).catch((thrown: unknown) => toastError(toContractError(thrown)))
  }
  const current = fitting.find((one) => one.id === bound)
  const items = [
    ...fitting.map((one) => ({
      id: one.id,
      label: one.name,
      hint: [one.isPractice && t('slot.practice'), one.readOnly && t('slot.read-only'), one.state.kind === 'failing' && t('slot.failing')]
        .filter(Boolean)
        .join(' · '),
    })),
    { id: nobody, label: t('slot.none') },
  ]
  return (
    <div className="slot-binding">
      {asked.kind === 'failed' && <Failing error={asked.error} onRetry={asked.refresh} layout="line" />}
      {asked.kind !== 'failed' && (
        <Select
          label={label ?? t('slot.here')}
          items={items}
          selected={current ? current.id : null}
          placeholder={asked.kind === 'loading' ? t('slot.loading') : t('slot.choose')}
          onSelect={(id) => choose(id === nobody ? null : id)}
          problem={asked.kind === 'there' && !current ? t('slot.unbound', { system }) : undefined}
        />
      )}
      <div className="slot-binding-more">
        <Button variant="plain" size="small" icon={Plus} onPress={() => setAdding(true)}>
          {t('slot.new-connection')}
        </Button>
        {more}
        {current?.isPractice && (
          <Badge tone="waiting" icon={FlaskConical}>
            {t('slot.practice')}
          </Badge>
        )}
      </div>
      <ConnectionDialog
        isOpen={isAdding}
        connectorId={slot.connector}
        onClose={() => setAdding(false)}
        onSaved={({ id }) => {
          choose(id)
          asked.refresh()
        }}
      />
    </div>
  )
}

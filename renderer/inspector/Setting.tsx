import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FieldEntry } from '#core/kit/describe.ts'
import { stableJson } from '#core/upsert/stable-json.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import './Setting.css'
import { ChoiceSetting } from './settings/ChoiceSetting.tsx'
import { ChoicesSetting } from './settings/ChoicesSetting.tsx'
import { CodeTablesSetting } from './settings/CodeTablesSetting.tsx'
import { ConditionSetting } from './settings/ConditionSetting.tsx'
import { EntitySetting } from './settings/EntitySetting.tsx'
import { FieldPoliciesSetting } from './settings/FieldPoliciesSetting.tsx'
import { LiveChoiceSetting } from './settings/LiveChoiceSetting.tsx'
import { MappingsSetting } from './settings/MappingsSetting.tsx'
import { MomentSetting } from './settings/MomentSetting.tsx'
import { NodesSetting } from './settings/NodesSetting.tsx'
import { NumberSetting } from './settings/NumberSetting.tsx'
import { ObjectSetting } from './settings/ObjectSetting.tsx'
import { SlotSetting } from './settings/SlotSetting.tsx'
import type { SettingProps } from './settings/setting-props.ts'
import { TextSetting } from './settings/TextSetting.tsx'
import { TextsSetting } from './settings/TextsSetting.tsx'
import { ToggleSetting } from './settings/ToggleSetting.tsx'
import { ValueMapSetting } from './settings/ValueMapSetting.tsx'

/** One setting of a node with the control its kind asks for, and the way back to its default. */
export function Setting(props: SettingProps) {
  const { t } = useTranslation('inspector')
  const { entry, value, onChange } = props
  // A whole form inside the form goes back to nothing one setting at a time.
  const isChanged =
    entry.kind !== 'object' && value !== undefined && entry.default !== undefined && stableJson(value) !== stableJson(entry.default)
  return (
    <div className="setting" data-setting={entry.name}>
      <Control {...props} />
      {isChanged && (
        <div className="setting-reset">
          <IconButton
            label={t('setting.reset', { label: entry.label })}
            icon={RotateCcw}
            size="small"
            tooltip="left"
            onPress={() => onChange(undefined)}
          />
        </div>
      )}
    </div>
  )
}

function Control(props: SettingProps) {
  switch (props.entry.kind) {
    case 'text':
    case 'decimal':
      return <TextSetting {...props} />
    case 'number':
      return <NumberSetting {...props} />
    case 'toggle':
      return <ToggleSetting {...props} />
    case 'choice':
      return <ChoiceSetting {...props} />
    case 'choices':
      return <ChoicesSetting {...props} />
    case 'texts':
      return <TextsSetting {...props} />
    case 'moment':
      return <MomentSetting {...props} />
    case 'slot':
      return <SlotSetting {...props} />
    case 'entity':
      return <EntitySetting {...props} />
    case 'condition':
      return <ConditionSetting {...props} />
    case 'mappings':
      return <MappingsSetting {...props} />
    case 'valueMap':
      return <ValueMapSetting {...props} />
    case 'liveChoice':
      return <LiveChoiceSetting {...props} />
    case 'nodes':
      return <NodesSetting {...props} />
    case 'fieldPolicies':
      return <FieldPoliciesSetting {...props} />
    case 'object':
      return <ObjectSetting {...props} inner={Setting} />
    case 'codeTables':
      return <CodeTablesSetting {...props} />
    case 'secret':
      // Nodes have no secrets: those belong to connections and never come back to the page.
      return null
    default:
      return assertNever(props.entry.kind)
  }
}

function assertNever(kind: FieldEntry['kind'] & never): never {
  throw new Error(`Unhandled field kind ${String(kind)}`)
}

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { changeSettings } from '#core/flow/edit.ts'
import type { FieldEntry } from '#core/kit/describe.ts'
import type { Json } from '#core/kit/record.ts'
import { stableJson } from '#core/upsert/stable-json.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { usePlace } from './inspector-context.ts'
import { shownFields, unknownSettings } from './node-place.ts'
import type { NodeProblem } from './node-problems.ts'
import { Setting } from './Setting.tsx'
import { ScheduleTimes } from './schedule/ScheduleTimes.tsx'
import { ScheduleWords } from './schedule/ScheduleWords.tsx'
import { UnknownSettings } from './UnknownSettings.tsx'

const editOf = (state: EditorState) => state.edit

/** Every setting that matters now; seldom changed ones folded away below. */
export function SettingsForm({ problems }: { readonly problems: readonly NodeProblem[] }) {
  const { t } = useTranslation('inspector')
  const place = usePlace()
  const edit = useEditor(editOf)
  const { node, entry } = place
  const [isUnfolded, setUnfolded] = useState(false)
  const shown = shownFields(entry.fields, node.settings)
  const isFolded = (field: FieldEntry) =>
    field.options?.rare === true &&
    !isChanged(field, node.settings[field.name]) &&
    !problems.some((problem) => problem.field === field.name)
  const rare = shown.filter(isFolded)
  const change = (field: FieldEntry, value: Json | undefined) => {
    edit(t('step.setting', { label: field.label }), (document) => changeSettings(document, node.id, { [field.name]: value }))
  }
  const control = (field: FieldEntry) => (
    <Setting
      key={field.name}
      entry={field}
      value={node.settings[field.name]}
      onChange={(value) => change(field, value)}
      problem={problemAt(problems, field)}
    />
  )
  const isSchedule = entry.category === 'trigger'
  return (
    <div className="inspector-form">
      {isSchedule && <ScheduleWords />}
      {entry.fields.length === 0 && <p className="setting-quiet">{t('form.nothing')}</p>}
      {shown.filter((field) => !isFolded(field)).map(control)}
      {rare.length > 0 && (
        <div className="inspector-more">
          <Button className="inspector-fold" aria-expanded={isUnfolded} onPress={() => setUnfolded(!isUnfolded)}>
            <ChevronRight className="inspector-fold-icon" aria-hidden />
            {t('form.more', { count: rare.length })}
          </Button>
          {isUnfolded && <div className="inspector-more-fields">{rare.map(control)}</div>}
        </div>
      )}
      {isSchedule && <ScheduleTimes />}
      <UnknownSettings settings={unknownSettings(place)} />
    </div>
  )
}

function isChanged(field: FieldEntry, value: Json | undefined): boolean {
  return value !== undefined && (field.default === undefined || stableJson(value) !== stableJson(field.default))
}

/** What stands under a control: without its label, which stands above it. Problems inside an object stand in its own form. */
function problemAt(problems: readonly NodeProblem[], field: FieldEntry): string | undefined {
  const own = problems.filter((problem) => problem.field === field.name && (field.kind !== 'object' || problem.inner === ''))
  const message = own[0]?.message
  const prefix = `"${field.label}" `
  if (!message?.startsWith(prefix)) return message
  const rest = message.slice(prefix.length)
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}

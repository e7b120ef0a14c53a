import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { RunTabs } from './RunPage.tsx'
import { RunStrip } from './RunStrip.tsx'
import { useRun } from './use-run.ts'

const selectRunId = ({ run }: EditorState) => run?.runId ?? null
const selectStart = ({ start }: EditorState) => start

/** The run of the open flow that goes on, or its last one: in the editor, below the canvas. */
export function RunDrawer() {
  const { t } = useTranslation('runs')
  const runId = useEditor(selectRunId)
  const start = useEditor(selectStart)
  if (runId === null) {
    return (
      <EmptyState
        icon={Play}
        title={t('drawer.empty-title')}
        text={t('drawer.empty-text')}
        action={<Button onPress={() => void start('plan')}>{t('drawer.plan')}</Button>}
      />
    )
  }
  return <OneRun key={runId} runId={runId} />
}

function OneRun({ runId }: { readonly runId: number }) {
  const { t } = useTranslation('runs')
  const watched = useRun(runId)
  const { asked } = watched
  if (asked.kind === 'failed' && !asked.result) return <Failing error={asked.error} onRetry={asked.refresh} />
  if (!asked.result) return <Loading label={t('opening', { id: runId })} />
  return (
    <div className="run-page">
      <RunStrip report={asked.result} />
      <RunTabs watched={watched} />
    </div>
  )
}

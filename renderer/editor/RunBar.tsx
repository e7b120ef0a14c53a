import { CircleAlert, CircleCheck, CloudUpload, ListChecks, Play, Square } from 'lucide-react'
import { useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { compareFlows } from '#core/flow/compare.ts'
import { useCommandKeys } from '#renderer/commands/shown-keys.ts'
import { formatNumber, formatShortNumber } from '#renderer/language/format.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Spinner } from '#renderer/ui/Spinner.tsx'
import './RunBar.css'
import { RunCalls } from './RunCalls.tsx'
import { type EditorState, useEditor, useEditorStore } from './store.ts'

const runOf = ({ run }: EditorState) => run
const problemCountOf = ({ check }: EditorState) => (check?.problems.length ?? 0) + (check?.unboundSlots.length ?? 0)
const documentOf = ({ document }: EditorState) => document
const publishedOf = ({ published }: EditorState) => published
const savingOf = ({ saving }: EditorState) => saving

interface RunBarProps {
  readonly showRun: () => void
  readonly showProblems: () => void
  readonly showChanges: () => void
}

/** How the flow stands, and what can be done with it as a whole: problems, plan, run, publish. */
export function RunBar({ showRun, showProblems, showChanges }: RunBarProps) {
  const { t } = useTranslation('editor')
  const editor = useEditorStore()
  const run = useEditor(runOf)
  const problemCount = useEditor(problemCountOf)
  const saving = useEditor(savingOf)
  const runKeys = useCommandKeys('run.start')
  const planKeys = useCommandKeys('run.plan')
  const isRunning = run?.summary.state === 'running'
  const start = (mode: 'run' | 'plan') => {
    showRun()
    void editor.getState().start(mode)
  }
  return (
    <div className="run-bar">
      {saving.kind === 'failed' && (
        <span className="run-bar-state run-bar-failed" role="alert" title={saySentences(saving.error.message)}>
          <CircleAlert className="run-bar-icon" aria-hidden />
          {t('draft.failed')}
        </span>
      )}
      {problemCount > 0 && (
        <Button variant="plain" size="small" icon={CircleAlert} className="run-bar-problems" onPress={showProblems}>
          {t('run.problems', { count: problemCount })}
        </Button>
      )}
      {isRunning && <RunCalls />}
      <RunState onPress={showRun} />
      <PublishButton onPress={showChanges} />
      <IconButton label={t('run.plan')} keys={planKeys} icon={ListChecks} isDisabled={isRunning} onPress={() => start('plan')} />
      {isRunning ? (
        <Button icon={Square} onPress={() => void editor.getState().stop()}>
          {t('run.stop')}
        </Button>
      ) : (
        <Button
          variant="primary"
          icon={Play}
          aria-label={runKeys ? `${t('run.start')} (${runKeys})` : t('run.start')}
          onPress={() => start('run')}
        >
          {t('run.start')}
        </Button>
      )}
    </div>
  )
}

const written = ['created', 'updated'] as const

/** The run that goes on, or how the last one ended, in counts. */
function RunState({ onPress }: { readonly onPress: () => void }) {
  const { t } = useTranslation('editor')
  const run = useEditor(runOf)
  if (!run) return null
  const { state, totals, mode } = run.summary
  const outcomes = run.progress?.outcomes ?? totals
  const done = mode === 'plan' ? (outcomes.planned ?? 0) : written.reduce((sum, kind) => sum + (outcomes[kind] ?? 0), 0)
  const failed = (outcomes.failed ?? 0) + (outcomes.unknown ?? 0)
  const waiting = outcomes.waiting ?? 0
  const read = run.progress?.emitted
  const said = [
    t(`run.state.${state}`),
    ...(state === 'running' && read !== undefined ? [t('run.read', { shown: formatNumber(read) })] : []),
    t(mode === 'plan' ? 'run.planned' : 'run.written', { shown: formatNumber(done) }),
    ...(failed > 0 ? [t('run.failed', { shown: formatNumber(failed) })] : []),
    ...(waiting > 0 ? [t('run.waiting', { shown: formatNumber(waiting) })] : []),
  ].join(', ')
  return (
    <Button variant="plain" size="small" className="run-bar-state" aria-label={said} onPress={onPress}>
      <span className="run-bar-counts" title={said} data-run={run.runId} data-state={state}>
        {state === 'running' ? (
          <Spinner />
        ) : state === 'finished' ? (
          <CircleCheck className="run-bar-icon run-bar-done" aria-hidden />
        ) : (
          <CircleAlert className="run-bar-icon run-bar-failed" aria-hidden />
        )}
        {state === 'running' && read !== undefined && <span>{formatShortNumber(read)} →</span>}
        <span>{formatShortNumber(done)} ✓</span>
        {failed > 0 && <span className="run-bar-failed">{formatShortNumber(failed)} ✕</span>}
        {waiting > 0 && <span className="run-bar-waiting">{formatShortNumber(waiting)} …</span>}
      </span>
    </Button>
  )
}

function PublishButton({ onPress }: { readonly onPress: () => void }) {
  const { t } = useTranslation('editor')
  // Nobody reads the count while typing.
  const document = useDeferredValue(useEditor(documentOf))
  const published = useEditor(publishedOf)
  const count = useMemo(() => (published ? compareFlows(published.document, document).length : 1), [published, document])
  if (published && count === 0) {
    return (
      <Button variant="plain" size="small" onPress={onPress}>
        {t('publish.done', { version: published.version })}
      </Button>
    )
  }
  return (
    <Button icon={CloudUpload} onPress={onPress}>
      {published ? t('publish.changes', { count }) : t('publish.first')}
    </Button>
  )
}

import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '#renderer/ui/class-names.ts'
import { Moment } from '#renderer/ui/Moment.tsx'
import './HistoryList.css'
import { type EditorState, useEditor, useEditorStore } from './store.ts'

const historyOf = ({ history }: EditorState) => history

/** Every change under its label, newest first; a press goes back or forward to it. What was undone is shown until something new is done. */
export function HistoryList() {
  const { t } = useTranslation('editor')
  const editor = useEditorStore()
  const { steps, done } = useEditor(historyOf)
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [])
  const rows = [{ label: t('history.start'), at: null }, ...steps.map(({ label, at }) => ({ label, at }))]
  return (
    <ol className="history" ref={list} aria-label={t('history.title')} reversed>
      {rows
        .map(({ label, at }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a step is called by
          <li key={place}>
            <button
              type="button"
              className={classNames('history-step', place > done && 'history-undone')}
              aria-current={place === done ? 'step' : undefined}
              onClick={() => editor.getState().goTo(place)}
            >
              <span className="history-label cut" title={label}>
                {label}
              </span>
              {at !== null && (
                <span className="history-at">
                  <Moment at={at} />
                </span>
              )}
            </button>
          </li>
        ))
        .toReversed()}
    </ol>
  )
}

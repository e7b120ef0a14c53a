import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from '../store.ts'
import { type CanvasState, useCanvas, useCanvasState } from './canvas-store.ts'
import { type PickItem, PickList } from './PickList.tsx'
import { searchableThings } from './search-things.ts'
import { focusThing, showThings } from './view-actions.ts'

const isSearchingIn = ({ isSearching }: CanvasState) => isSearching

/** Search in this flow: names, kinds, settings and their values, comments, groups. Walking the list moves the view along. */
export function FindList() {
  const { t } = useTranslation('editor')
  const canvas = useCanvas()
  const editor = useEditorStore()
  const isSearching = useCanvasState(isSearchingIn)
  const items = useMemo((): readonly PickItem[] => {
    if (!isSearching) return []
    const { document, check } = editor.getState()
    return searchableThings(document, check, canvas.catalogue).map(({ id, label, hint, kind, words }) => ({
      ...{ id, label: label || t(`${kind}.unnamed`), words },
      hint: kind === 'node' ? hint : t(`${kind}.role`),
    }))
  }, [isSearching, editor, canvas, t])
  if (!isSearching) return null

  const frame = document.querySelector('.canvas')?.getBoundingClientRect()
  return (
    <PickList
      label={t('find.title')}
      placeholder={t('find.placeholder')}
      nothing={t('find.nothing')}
      at={[(frame?.right ?? innerWidth) - 316, (frame?.top ?? 0) + 12]}
      items={items}
      onPoint={(id) => {
        if (id === null) return
        editor.getState().select([id])
        showThings(canvas, [id])
      }}
      onPick={(id) => {
        canvas.store.setState({ isSearching: false })
        editor.getState().select([id])
        focusThing(canvas, id)
      }}
      onClose={() => canvas.store.setState({ isSearching: false })}
    />
  )
}

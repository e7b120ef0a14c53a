import { useEffect } from 'react'
import type { Canvas } from './canvas/canvas-store.ts'
import { copyText, deleteSelected, pasteText } from './canvas/selection-actions.ts'
import { isCanvasMeant } from './is-canvas-meant.ts'

/**
 * Ctrl+C, X and V on the canvas through the browser's own clipboard events: they need no permission, which reading the clipboard
 * by a command does, and the menu of the system works as well.
 */
export function useClipboard(canvas: Canvas): void {
  useEffect(() => {
    const isOurs = () => isCanvasMeant() && getSelection()?.isCollapsed !== false && !isText(document.activeElement)
    /** Keys that the browser turns into these events go past the commands of the same name. */
    const keys = (event: KeyboardEvent) => {
      const isPlain = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      if (isPlain && ['c', 'x', 'v'].includes(event.key.toLowerCase()) && isOurs()) event.stopPropagation()
    }
    const take = (event: ClipboardEvent) => {
      const text = isOurs() ? copyText(canvas) : null
      if (text === null || !event.clipboardData) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', text)
      if (event.type === 'cut') deleteSelected(canvas)
    }
    const put = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (!isOurs() || text === '') return
      event.preventDefault()
      pasteText(canvas, text)
    }
    window.addEventListener('keydown', keys, { capture: true })
    document.addEventListener('copy', take)
    document.addEventListener('cut', take)
    document.addEventListener('paste', put)
    return () => {
      window.removeEventListener('keydown', keys, { capture: true })
      document.removeEventListener('copy', take)
      document.removeEventListener('cut', take)
      document.removeEventListener('paste', put)
    }
  }, [canvas])
}

function isText(element: Element | null): boolean {
  return element?.closest('input, textarea, select, [contenteditable=true]') != null
}

/** Letters, Delete and the clipboard belong to the canvas, unless the keyboard is in a form, a table or a dialog of its own. */
export function isCanvasMeant(): boolean {
  return document.activeElement?.closest('.editor-inspector, .tabs, [role=dialog], [role=alertdialog]') == null
}

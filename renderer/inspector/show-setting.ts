/** Brings a setting's control into view and gives it the focus. */
export function showSetting(within: HTMLElement | null, name: string): void {
  // Fields may be folded away, or on another tab that has just been chosen.
  requestAnimationFrame(() => {
    const setting = within?.querySelector<HTMLElement>(`[data-setting="${CSS.escape(name)}"]`)
    setting?.scrollIntoView({ block: 'nearest' })
    setting?.querySelector<HTMLElement>('input, textarea, button')?.focus()
  })
}

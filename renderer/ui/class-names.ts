/** Joins the class names that apply: `classNames('button', isSmall && 'button-small')`. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}

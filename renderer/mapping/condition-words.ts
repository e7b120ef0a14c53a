import type { TFunction } from 'i18next'
import type { ConditionWords } from '#core/mapping/describe-condition.ts'
import { pathWords } from '#core/mapping/path.ts'
import { comparisonWords } from '#renderer/language/core-words.ts'

/** A condition in the page's words: its fields by their labels, where they have one. */
export function conditionWords(t: TFunction<'mapping'>, labelOf: (path: string) => string | undefined): ConditionWords {
  return {
    ...{ and: t('condition.and'), or: t('condition.or'), not: t('condition.not') },
    ...{ everything: t('condition.everything'), nothing: t('condition.nothing'), none: t('condition.not-yet') },
    ...{ hasLine: t('condition.has-line'), hasNoLine: t('condition.has-no-line') },
    path: (path) => lower(labelOf(path) ?? pathWords(path)),
    comparison: (id) => comparisonWords(id),
  }
}

/** `SKU` stays as it is. */
function lower(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

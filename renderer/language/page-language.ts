import i18next from 'i18next'
import type { Language } from './i18n.ts'

/** The language the page is in: texts of a host are asked for in it. */
export function pageLanguage(): Language {
  return i18next.language?.startsWith('nl') ? 'nl' : 'en'
}

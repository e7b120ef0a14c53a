import { i18next } from '#renderer/language/i18n.ts'

/** The language texts of a host are asked for in. */
export function pageLanguage(): 'en' | 'nl' {
  return i18next.language?.startsWith('nl') ? 'nl' : 'en'
}

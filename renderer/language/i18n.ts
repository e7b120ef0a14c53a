import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export const languages = ['en', 'nl'] as const
export type Language = (typeof languages)[number]

/** Every `<language>/<subject>.json` is a namespace; a new file needs no list. */
const files = import.meta.glob<Readonly<Record<string, unknown>>>('./{en,nl}/*.json', { eager: true, import: 'default' })

const resources: Record<string, Record<string, Readonly<Record<string, unknown>>>> = {}
for (const [path, texts] of Object.entries(files)) {
  const [, language = '', subject = ''] = /^\.\/(\w+)\/([\w-]+)\.json$/.exec(path) ?? []
  resources[language] = { ...resources[language], [subject]: texts }
}

/** What the computer speaks, as far as we do. */
export function systemLanguage(wanted: readonly string[] = navigator.languages): Language {
  for (const one of wanted) {
    const found = languages.find((language) => one.toLowerCase().split('-')[0] === language)
    if (found) return found
  }
  return 'en'
}

/** Changes every text on the page at once. */
export function setLanguage(choice: Language | 'system'): void {
  const language = choice === 'system' ? systemLanguage() : choice
  document.documentElement.lang = language
  if (i18next.language !== language) void i18next.changeLanguage(language)
}

void i18next.use(initReactI18next).init({
  resources,
  lng: systemLanguage(),
  fallbackLng: 'en',
  defaultNS: 'ui',
  // React escapes; escaping twice would show `&amp;`.
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
})

export { i18next }

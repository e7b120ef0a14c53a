import i18next from 'i18next'
import { type CommandEntry, type CommandMenu, menuLabels } from '#core/contract/commands.ts'

/** The words of a command in the page's language; components that use it also use `useTranslation`, to follow a change. */
export function commandLabel({ label }: Pick<CommandEntry, 'label'>): string {
  return i18next.language === 'nl' ? label.nl : label.en
}

export function menuLabel(menu: CommandMenu): string {
  return i18next.language === 'nl' ? menuLabels[menu].nl : menuLabels[menu].en
}

import { Hammer } from 'lucide-react'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogQuery } from '#renderer/log/log-query.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'

/** Pages come when they are first shown. A glob, so that the frame stands while a page's file is not there yet. */
const files = import.meta.glob<Readonly<Record<string, ComponentType<never>>>>([
  '../home/HomePage.tsx',
  '../editor/FlowPage.tsx',
  '../runs/{RunsPage,RunPage,RecordPage}.tsx',
  '../log/LogPage.tsx',
  '../connections/ConnectionsPage.tsx',
  '../settings/SettingsPage.tsx',
  '../integration/IntegrationPage.tsx',
  '../exchange/{ImportDialog,ExportDialog}.tsx',
])

function page<Props extends object>(folder: string, name: string): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const component = (await files[`../${folder}/${name}.tsx`]?.())?.[name]
    // The props are those the page's file declares: both sides follow this list.
    return { default: (component ?? MissingPage) as unknown as ComponentType<Props> }
  })
}

export const HomePage = page<object>('home', 'HomePage')
export const FlowPage = page<{ readonly flowId: string }>('editor', 'FlowPage')
export const RunsPage = page<object>('runs', 'RunsPage')
export const RunPage = page<{ readonly runId: number }>('runs', 'RunPage')
export const RecordPage = page<{ readonly recordKey: string }>('runs', 'RecordPage')
export const LogPage = page<{ readonly filter?: LogQuery }>('log', 'LogPage')
export const ConnectionsPage = page<object>('connections', 'ConnectionsPage')
export const SettingsPage = page<object>('settings', 'SettingsPage')
export const IntegrationPage = page<{ readonly draftId?: string }>('integration', 'IntegrationPage')

/** Opened by Home, by dropping a file, and by a command. */
export interface ImportDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Text that was dropped or pasted; without it the dialog asks for a file. */
  readonly text?: string
}

export const ImportDialog = page<ImportDialogProps>('exchange', 'ImportDialog')

export interface ExportDialogProps {
  readonly flowId: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

export const ExportDialog = page<ExportDialogProps>('exchange', 'ExportDialog')

function MissingPage() {
  const { t } = useTranslation('frame')
  return <EmptyState icon={Hammer} title={t('missing.title')} text={t('missing.text')} />
}

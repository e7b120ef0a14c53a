import { ChevronDown } from 'lucide-react'
import { type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '#renderer/ui/Badge.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Tabs } from '#renderer/ui/Tabs.tsx'
import { neighbour } from './neighbour.ts'
import { ProblemsDrawer } from './ProblemsDrawer.tsx'
import { type EditorState, useEditor } from './store.ts'

const DataDrawer = neighbour('data', 'DataDrawer')
const LogDrawer = neighbour('log', 'LogDrawer')
const RunDrawer = neighbour('runs', 'RunDrawer')

export const drawerTabs = ['data', 'log', 'run', 'problems'] as const
export type DrawerTab = (typeof drawerTabs)[number]

const problemCountOf = ({ check }: EditorState) => check?.problems.length ?? 0

interface DrawerProps {
  readonly tab: DrawerTab
  readonly onTab: (tab: DrawerTab) => void
  readonly onClose: () => void
}

/** What a flow brought, said and lacks, below the canvas. */
export function Drawer({ tab, onTab, onClose }: DrawerProps) {
  const { t } = useTranslation('editor')
  const problemCount = useEditor(problemCountOf)
  const later = (content: ReactNode) => <Suspense fallback={<Loading label={t('opening')} />}>{content}</Suspense>
  return (
    <Tabs
      label={t('drawer.label')}
      selected={tab}
      onSelect={(id) => onTab(drawerTabs.find((one) => one === id) ?? 'data')}
      actions={<IconButton size="small" icon={ChevronDown} label={t('drawer.close')} onPress={onClose} />}
      items={[
        { id: 'data', label: t('drawer.data'), content: later(<DataDrawer />) },
        { id: 'log', label: t('drawer.log'), content: later(<LogDrawer />) },
        { id: 'run', label: t('drawer.run'), content: later(<RunDrawer />) },
        {
          id: 'problems',
          label: t('drawer.problems'),
          mark: problemCount > 0 ? <Badge tone="waiting">{problemCount}</Badge> : undefined,
          content: <ProblemsDrawer />,
        },
      ]}
    />
  )
}

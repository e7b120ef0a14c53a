import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components'
import './Tabs.css'

export interface TabItem {
  readonly id: string
  readonly label: string
  /** A count or mark behind the label. */
  readonly mark?: ReactNode
  readonly content: ReactNode
}

export interface TabsProps {
  readonly label: string
  readonly items: readonly TabItem[]
  readonly selected: string
  readonly onSelect: (id: string) => void
  /** Shown at the end of the row of tabs. */
  readonly actions?: ReactNode
}

export function Tabs({ label, items, selected, onSelect, actions }: TabsProps) {
  return (
    <AriaTabs className="tabs" selectedKey={selected} onSelectionChange={(id) => onSelect(String(id))}>
      <div className="tabs-row">
        <TabList className="tabs-list" aria-label={label}>
          {items.map(({ id, label: name, mark }) => (
            <Tab key={id} id={id} className="tabs-tab">
              {name}
              {mark}
            </Tab>
          ))}
        </TabList>
        {actions && <div className="tabs-actions">{actions}</div>}
      </div>
      {items.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="tabs-panel">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}

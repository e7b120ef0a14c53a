import { Columns3 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button } from '#renderer/ui/Button.tsx'
import { Checkbox } from '#renderer/ui/Checkbox.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Popover } from '#renderer/ui/Popover.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { columnsStore, noChoice, setColumns } from './chosen-columns.ts'
import { choosable, columnOf, type SchemaField, usualColumns } from './columns.ts'

const mostShown = 100

/** Which fields are columns. */
export function ColumnChooser({ entity, schema }: { readonly entity: string; readonly schema: readonly SchemaField[] }) {
  const { t } = useTranslation('data')
  const [search, setSearch] = useState('')
  const choice = useStore(columnsStore, ({ byEntity }) => byEntity[entity]) ?? noChoice
  const shown = choice.paths ?? usualColumns(schema, entity)
  const wanted = search.trim().toLowerCase()
  const fields = choosable(schema)
    .map(({ path }) => columnOf(path, schema, entity))
    .filter(({ path, label }) => `${path} ${label}`.toLowerCase().includes(wanted))
  const order = choosable(schema).map(({ path }) => path)
  const change = (path: string, isShown: boolean) =>
    setColumns(entity, { paths: order.filter((one) => (one === path ? isShown : shown.includes(one))) })
  return (
    <Popover
      label={t('columns.title')}
      trigger={<IconButton label={t('columns.title')} icon={Columns3} size="small" />}
      placement="top end"
    >
      <SearchField label={t('columns.search')} value={search} onChange={setSearch} />
      <div className="column-chooser">
        {fields.slice(0, mostShown).map(({ path, label }) => (
          <Checkbox
            key={path}
            label={label === path ? path : `${label} · ${path}`}
            isChecked={shown.includes(path)}
            onChange={(isShown) => change(path, isShown)}
          />
        ))}
      </div>
      <Button variant="plain" size="small" onPress={() => setColumns(entity, { paths: null })}>
        {t('columns.usual')}
      </Button>
    </Popover>
  )
}

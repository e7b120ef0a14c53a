import { Plus } from 'lucide-react'
import { memo, useState } from 'react'
import {
  Autocomplete,
  Button,
  Collection,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  SearchField,
  Text,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { FunctionEntry } from '#core/mapping/describe-functions.ts'
import { functionWords } from '#renderer/language/core-words.ts'
import '#renderer/ui/option.css'
import { findFunctions } from './find-functions.ts'

const groups = ['text', 'number', 'date', 'choice', 'list'] as const

/** A function to add to a chain, found by typing. */
export const AddStep = memo(function AddStep({ onAdd }: { readonly onAdd: (id: string) => void }) {
  const { t } = useTranslation('mapping')
  const [search, setSearch] = useState('')
  const [isOpen, setOpen] = useState(false)
  return (
    <MenuTrigger
      isOpen={isOpen}
      onOpenChange={(next) => {
        setOpen(next)
        setSearch('')
      }}
    >
      <Button className="add-step" aria-label={t('chain.add')}>
        <Plus className="add-step-icon" aria-hidden />
        <span>{t('chain.function')}</span>
      </Button>
      <Popover className="float add-step-float" placement="bottom start" offset={4}>
        <Autocomplete inputValue={search} onInputChange={setSearch}>
          <SearchField className="add-step-search" aria-label={t('chain.search')} autoFocus>
            <Input className="field-input" placeholder={t('chain.search')} />
          </SearchField>
          <Menu
            className="option-list add-step-list"
            onAction={(id) => onAdd(String(id))}
            renderEmptyState={() => <div className="option-empty">{t('chain.nothing')}</div>}
          >
            {search.trim() !== ''
              ? findFunctions(search).map((one) => <FunctionItem key={one.id} entry={one} />)
              : groups.map((group) => (
                  <MenuSection key={group} id={`group ${group}`}>
                    <Header className="add-step-group">{t(`group.${group}`)}</Header>
                    <Collection items={functionWords().filter((one) => one.group === group)}>
                      {(one) => <FunctionItem id={one.id} entry={one} />}
                    </Collection>
                  </MenuSection>
                ))}
          </Menu>
        </Autocomplete>
      </Popover>
    </MenuTrigger>
  )
})

function FunctionItem({ entry: { id, label, summary } }: { readonly entry: FunctionEntry; readonly id?: string }) {
  return (
    <MenuItem id={id} textValue={label} className="option">
      <span className="option-words">
        <Text slot="label">{label}</Text>
        <Text slot="description" className="option-hint">
          {summary}
        </Text>
      </span>
    </MenuItem>
  )
}

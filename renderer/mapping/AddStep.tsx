import { Plus } from 'lucide-react'
import { useState } from 'react'
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
  useFilter,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { functionEntries } from '#core/mapping/describe-functions.ts'
import '#renderer/ui/option.css'

const groups = ['text', 'number', 'date', 'choice', 'list'] as const

/** A function to add to a chain, found by typing. */
export function AddStep({ onAdd }: { readonly onAdd: (id: string) => void }) {
  const { t } = useTranslation('mapping')
  const { contains } = useFilter({ sensitivity: 'base' })
  const [isOpen, setOpen] = useState(false)
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="add-step" aria-label={t('chain.add')}>
        <Plus className="add-step-icon" aria-hidden />
        <span>{t('chain.function')}</span>
      </Button>
      <Popover className="float add-step-float" placement="bottom start" offset={4}>
        <Autocomplete filter={contains}>
          <SearchField className="add-step-search" aria-label={t('chain.search')} autoFocus>
            <Input className="field-input" placeholder={t('chain.search')} />
          </SearchField>
          <Menu
            className="option-list add-step-list"
            onAction={(id) => onAdd(String(id))}
            renderEmptyState={() => <div className="option-empty">{t('chain.nothing')}</div>}
          >
            {groups.map((group) => (
              <MenuSection key={group} id={group}>
                <Header className="add-step-group">{t(`group.${group}`)}</Header>
                <Collection items={functionEntries.filter((one) => one.group === group)}>
                  {(one) => (
                    <MenuItem id={one.id} textValue={`${one.label} ${one.summary}`} className="option">
                      <span className="option-words">
                        <Text slot="label">{one.label}</Text>
                        <Text slot="description" className="option-hint">
                          {one.summary}
                        </Text>
                      </span>
                    </MenuItem>
                  )}
                </Collection>
              </MenuSection>
            ))}
          </Menu>
        </Autocomplete>
      </Popover>
    </MenuTrigger>
  )
}

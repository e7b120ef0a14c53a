import { useTranslation } from 'react-i18next'
import './EntityIcon.css'
import { Glyph } from './Glyph.tsx'

export interface EntityIconProps {
  /** `order`, `customer`, `product`, `stock`, `price`, `category`. */
  readonly entity: string
  readonly size?: 'normal' | 'small'
  readonly isNamed?: boolean
}

/** The kind of a record. */
export function EntityIcon({ entity, size = 'small', isNamed = false }: EntityIconProps) {
  const { t } = useTranslation('ui')
  return <EntitySign entity={entity} size={size} label={t(`entity.${entity}`, { defaultValue: entity })} isNamed={isNamed} />
}

/** The same where there are many of them: whoever shows it brings the word. */
export function EntitySign({ entity, size = 'small', isNamed = false, label }: EntityIconProps & { readonly label: string }) {
  return (
    <span className="entity-icon" title={isNamed ? label : undefined}>
      <Glyph name={`records/${entity}`} fallback={entity} size={size} />
      {isNamed && <span className="only-read">{label}</span>}
    </span>
  )
}

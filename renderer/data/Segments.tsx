import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import './Segments.css'

interface SegmentsProps {
  readonly label: string
  readonly items: readonly { readonly id: string; readonly label: string }[]
  readonly selected: string
  readonly onSelect: (id: string) => void
}

/** One of a few, side by side. */
export function Segments({ label, items, selected, onSelect }: SegmentsProps) {
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const [id] = keys
        if (id !== undefined) onSelect(String(id))
      }}
    >
      {items.map((item) => (
        <ToggleButton key={item.id} id={item.id} className="segment">
          {item.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

import { useState } from 'react'
import { Checkbox } from '#renderer/ui/Checkbox.tsx'
import { ComboBox } from '#renderer/ui/ComboBox.tsx'
import { NumberField } from '#renderer/ui/NumberField.tsx'
import { RadioGroup } from '#renderer/ui/RadioGroup.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { SecretField } from '#renderer/ui/SecretField.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'

const taxes = [
  { id: 'high', label: '21 %', hint: 'Most goods' },
  { id: 'low', label: '9 %', hint: 'Food and books' },
  { id: 'none', label: '0 %' },
]

export function Fields() {
  const [name, setName] = useState('Main street')
  const [note, setNote] = useState('Line one\nLine two')
  const [count, setCount] = useState<number | null>(100)
  const [secret, setSecret] = useState('')
  const [tax, setTax] = useState<string | null>(null)
  const [field, setField] = useState('')
  const [search, setSearch] = useState('')
  const [isOn, setOn] = useState(false)
  const [isChecked, setChecked] = useState(false)
  const [mode, setMode] = useState<string | null>('run')
  return (
    <section className="gallery-column">
      <TextField label="Name" value={name} onChange={setName} isRequired help="As it stands on the receipt." />
      <TextField label="Address" value="htp://till" onChange={() => {}} problem="An address begins with https://." isMono />
      <TextField label="Note" value={note} onChange={setNote} isMultiline />
      <NumberField label="Page size" value={count} onChange={setCount} minimum={1} maximum={500} />
      <SecretField label="API key" value={secret} onChange={setSecret} isKept />
      <Select label="Tax" items={taxes} selected={tax} onSelect={setTax} />
      <ComboBox label="Field" items={taxes} value={field} onChange={setField} />
      <SearchField label="Search" value={search} onChange={setSearch} />
      <Switch label="Schedule" isOn={isOn} onChange={setOn} help="Takes effect at once." />
      <Checkbox label="With pinned data" isChecked={isChecked} onChange={setChecked} />
      <RadioGroup
        label="Mode"
        items={[
          { id: 'run', label: 'Run' },
          { id: 'plan', label: 'Plan', hint: 'Writes nothing' },
        ]}
        selected={mode}
        onSelect={setMode}
      />
      <output aria-label="State">{JSON.stringify({ name, count, secret, tax, field, isOn, isChecked, mode })}</output>
    </section>
  )
}

import { useState } from 'react'
import { TextField, type TextFieldProps } from '#renderer/ui/TextField.tsx'

/** A text that is kept without the spaces around it: what is being typed keeps them until the field is left, or no second word could begin. */
export function TrimmedField({ value, onChange, ...rest }: Omit<TextFieldProps, 'onBlur'>) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextField
      {...rest}
      value={typed?.trim() === value ? typed : value}
      onChange={(text) => {
        setTyped(text)
        if (text.trim() !== value) onChange(text)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

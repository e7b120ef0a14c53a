import { memo } from 'react'
import { Chain } from './Chain.tsx'
import { ValueStartEditor } from './ValueStartEditor.tsx'
import type { ValueEditorProps } from './value-editor.ts'

/** How a value begins and the functions it goes through. */
export const ValueEditor = memo(function ValueEditor(props: ValueEditorProps) {
  const { value, fields, list, onChange } = props
  return (
    <>
      <ValueStartEditor {...props} />
      <Chain value={value} fields={fields} list={list} onChange={onChange} />
    </>
  )
})

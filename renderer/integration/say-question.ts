import type { Question } from '#core/integration/questions.ts'
import type { FieldEntry } from '#core/kit/describe.ts'
import { saySentence } from '#renderer/language/say-sentence.ts'

/** A question in the page's language: what comes from the catalogue is in it already, what the wizard asks by itself is not. */
export function sayQuestion(question: Question): Question {
  return { ...question, field: sayField(question.field) }
}

function sayField(field: FieldEntry): FieldEntry {
  const choices = field.choices && Object.fromEntries(Object.entries(field.choices).map(([id, label]) => [id, saySentence(label)]))
  return {
    ...field,
    label: saySentence(field.label),
    ...(field.help !== undefined && { help: saySentence(field.help) }),
    ...(choices && { choices, options: { ...field.options, choices } }),
  }
}

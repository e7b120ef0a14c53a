import { connectors } from '#connectors/index.ts'
import { checkFlow } from '#core/flow/check.ts'
import type { FlowDocument, Problem } from '#core/flow/document.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { readFlowFile } from '#host/flow-files/read-flow-file.ts'
import { nodes } from '#nodes/index.ts'

/**
 * A flow file that can run.
 * @throws SettingsError `flow-invalid` with every problem and its place, or as `readFlowFile` for a file that is none.
 */
export async function loadFlow(file: string): Promise<FlowDocument> {
  const document = await readFlowFile(file, { nodes })
  const problems = checkFlow(document, { nodes, connectors })
  if (problems.length > 0) throw flowInvalid(file, problems)
  return document
}

export function flowInvalid(file: string, problems: readonly Problem[]): SettingsError {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  return new SettingsError(`${file} has ${count}:\n${problems.map(({ path, message }) => `  ${path || 'flow'}: ${message}`).join('\n')}`, {
    code: 'flow-invalid',
    facts: { file, problems: problems.map(({ path, message }) => ({ path, message })) },
  })
}

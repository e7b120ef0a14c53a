import { type FileHandle, open } from 'node:fs/promises'
import type { FlowDocument, Problem } from '#core/flow/document.ts'
import { flowLimits } from '#core/flow/limits.ts'
import { migrateNodes } from '#core/flow/migrate.ts'
import { type ParsedFlow, parseFlowText } from '#core/flow/parse.ts'
import type { AnyNode } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { toFileError } from './file-error.ts'

/**
 * A flow from its file, brought up to date; nodes that could not be are left for `checkFlow` to name.
 * @throws SettingsError `not-a-flow`, `newer-than-this-app` or `flow-invalid` with every problem and its place;
 *         AppError `flow-file-missing`, `flow-file-not-allowed` or `flow-file-io`.
 */
export async function readFlowFile(
  file: string,
  { nodes = {} }: { readonly nodes?: Readonly<Record<string, AnyNode>> } = {},
): Promise<FlowDocument> {
  const parsed = await parseFlowFile(file)
  if ('problems' in parsed) throw refused(file, parsed.problems)
  return migrateNodes(parsed.ok, nodes).document
}

/**
 * A file → document or problems, as it stands there: nothing is brought up to date.
 * @throws AppError `flow-file-missing`, `flow-file-not-allowed` or `flow-file-io`.
 */
export async function parseFlowFile(file: string): Promise<ParsedFlow> {
  return parseFlowBytes(await readLimited(file))
}

/** The bytes of a file → document; says what is wrong with an encoding before anything is made of the text. */
export function parseFlowBytes(bytes: Uint8Array): ParsedFlow {
  const refuse = (message: string, code = 'not-a-flow'): ParsedFlow => ({ problems: [{ path: '', message, code }] })
  if (bytes.length === 0) return refuse('is empty (0 bytes)')
  if (bytes.length > flowLimits.textBytes) return refuse(`is larger than ${flowLimits.textBytes / 1_000_000} MB`, 'too-large')
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return refuse('is written in UTF-16; save it as UTF-8')
  }
  const zero = bytes.indexOf(0)
  if (zero !== -1) return refuse(`holds a NUL byte at position ${zero}: the file is damaged or no text`)
  try {
    // Drops the mark some editors put in front of UTF-8.
    return parseFlowText(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (thrown) {
    if (thrown instanceof TypeError) return refuse('is not UTF-8 text: the file is damaged or written in another encoding')
    throw thrown
  }
}

/** At most one byte more than is allowed, however large the file is or becomes. */
async function readLimited(file: string): Promise<Uint8Array> {
  let handle: FileHandle | undefined
  try {
    handle = await open(file)
    const most = Math.min((await handle.stat()).size, flowLimits.textBytes) + 1
    const buffer = new Uint8Array(most)
    let filled = 0
    for (;;) {
      const { bytesRead } = await handle.read(buffer, filled, most - filled)
      filled += bytesRead
      if (bytesRead === 0 || filled === most) return buffer.subarray(0, filled)
    }
  } catch (thrown) {
    throw toFileError(thrown, file, 'read')
  } finally {
    await handle?.close()
  }
}

const namedCodes = ['not-a-flow', 'newer-than-this-app']

function refused(file: string, problems: readonly Problem[]): SettingsError {
  const named = problems.find((problem) => problem.code !== undefined && namedCodes.includes(problem.code))
  const shown = problems.slice(0, 20).map(({ path, message }) => `  ${path === '' ? 'the file' : path}: ${message}`)
  const more = problems.length > shown.length ? [`  … and ${problems.length - shown.length} more`] : []
  return new SettingsError(`${file} cannot be opened as a flow:\n${[...shown, ...more].join('\n')}`, {
    code: named?.code ?? 'flow-invalid',
    hint:
      named?.code === 'newer-than-this-app'
        ? 'Install the newer Sluice.'
        : 'Mend the file in a text editor, or take an earlier version of it.',
    facts: { file, problems: problems.slice(0, 20).map(({ path, message }) => ({ path, message })) },
  })
}

/** More than any flow is; the host takes up to six million characters. */
const mostBytes = 6_000_000

/** Why a file was not even read; the words come from the language files. */
export class FlowFileProblem extends Error {
  readonly kind: 'several' | 'too-large' | 'unreadable'
  readonly fileName: string

  constructor(kind: FlowFileProblem['kind'], fileName: string) {
    super(`${fileName}: ${kind}`)
    this.kind = kind
    this.fileName = fileName
  }
}

/** The text of the one file that was given. @throws FlowFileProblem */
export async function readFlowFile(files: readonly File[]): Promise<string> {
  const [file, ...others] = files
  if (!file) throw new FlowFileProblem('unreadable', '')
  if (others.length > 0) throw new FlowFileProblem('several', file.name)
  if (file.size > mostBytes) throw new FlowFileProblem('too-large', file.name)
  try {
    return await file.text()
  } catch {
    // A folder looks like a file until it is read.
    throw new FlowFileProblem('unreadable', file.name)
  }
}

/** Whether what is dragged over the window are files from outside, not something of the page itself. */
export function carriesFiles({ types }: Pick<DataTransfer, 'types'>): boolean {
  return types.includes('Files')
}

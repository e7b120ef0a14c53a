import { AppError } from '#core/kit/errors.ts'

/** Says in words why a flow file cannot be read or written; anything but a file system error passes through. */
export function toFileError(thrown: unknown, file: string, does: 'read' | 'saved'): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return thrown
  const known = reasons[thrown.code]
  return new AppError(`The flow ${file} cannot be ${does}: ${known?.says ?? `${thrown.message}`}.`, {
    code: known?.code ?? 'flow-file-io',
    fix: 'user',
    hint: known?.hint ?? 'Check the disk the file is on.',
    facts: { file, system: thrown.code },
    cause: thrown,
  })
}

const notAllowed = {
  code: 'flow-file-not-allowed',
  says: 'your user may not',
  hint: 'Change the rights of the file or its folder, or choose another folder.',
}
const full = {
  code: 'disk-full',
  says: 'the disk is full',
  hint: 'Free some space and save again. The file on disk is still the one from before.',
}

const reasons: Readonly<Record<string, { readonly code: string; readonly says: string; readonly hint: string }>> = {
  ENOENT: { code: 'flow-file-missing', says: 'it does not exist', hint: 'Check the name and the folder.' },
  EISDIR: { code: 'flow-file-missing', says: 'it is a folder', hint: 'Name the flow file inside it.' },
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: notAllowed,
  ENOSPC: full,
  EDQUOT: full,
}

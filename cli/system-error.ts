import { AppError } from '#core/kit/errors.ts'

/**
 * What the operating system refuses, in words: a full disk or a folder that may not be written is no defect of ours.
 * Anything else passes through unchanged.
 */
export function inWords(thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('code' in thrown)) return thrown
  const file = 'path' in thrown && typeof thrown.path === 'string' ? thrown.path : 'a file of the data folder'
  switch (thrown.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError(`The disk is full: ${file} could not be written.`, {
        code: 'disk-full',
        fix: 'user',
        hint: 'Free some space on the disk of the data folder and start again. Nothing that was not recorded has been sent.',
        cause: thrown,
      })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError(`Your user may not write ${file} (${thrown.code}).`, {
        code: 'not-allowed',
        fix: 'user',
        hint: 'Change the rights of the file and its folder, or name another data folder in SLUICE_DATA.',
        cause: thrown,
      })
    default:
      return thrown
  }
}

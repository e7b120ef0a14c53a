import { ConnectionError } from '#core/kit/errors.ts'

/** A person has to say yes again. */
export function signInNeeded(connectionName: string): ConnectionError {
  return new ConnectionError(`${connectionName}: there is no permission, or it was withdrawn or has run out.`, {
    code: 'sign-in-needed',
    hint: 'Sign in in the connection: one press and your yes in the browser. Nothing was lost; what waits goes on afterwards.',
  })
}

import type { z } from 'zod'
import { SettingsError } from '#core/kit/errors.ts'
import { type RequestName, type Requests, requests } from './contract.ts'
import type { ArgumentsOf, ResultOf } from './define.ts'
import { type Reply, toErrorReply } from './reply.ts'

/** Whoever asks: a window, a page, a test. Subscriptions and long work end with it. */
export interface Caller {
  readonly id: string
  /** Aborted when the page is gone. */
  readonly signal: AbortSignal
}

export type Handler<Name extends RequestName> = (
  given: ArgumentsOf<Requests[Name]>,
  caller: Caller,
) => ResultOf<Requests[Name]> | Promise<ResultOf<Requests[Name]>>

/** One handler for every request of the contract; a missing one does not compile. */
export type Handlers = { readonly [Name in RequestName]: Handler<Name> }

export type Dispatch = (name: unknown, given: unknown, caller: Caller) => Promise<Reply>

/** Checks name and arguments of everything that comes in, and answers with a reply whatever happens: it never throws. */
export function createDispatch(handlers: Handlers): Dispatch {
  return async (name, given, caller) => {
    try {
      if (typeof name !== 'string' || !isRequestName(name)) {
        throw new SettingsError(`There is no request "${typeof name === 'string' ? name.slice(0, 60) : typeof name}".`, {
          code: 'unknown-request',
        })
      }
      const checked = checkArguments(name, given)
      // `name` picks definition and handler together, which the union of all of them cannot say.
      const handler = handlers[name] as (given: unknown, caller: Caller) => unknown
      return { ok: true, result: await handler(checked, caller) }
    } catch (thrown) {
      return { ok: false, error: toErrorReply(thrown) }
    }
  }
}

export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name)
}

/** @throws SettingsError `wrong-arguments`, also for what cannot even be looked at: a getter that throws, a depth no stack bears. */
function checkArguments(name: RequestName, given: unknown): unknown {
  let parsed: z.ZodSafeParseResult<unknown>
  try {
    const schema: z.ZodType<unknown> = requests[name].arguments
    parsed = schema.safeParse(given)
  } catch {
    throw wrongArguments(name, [{ path: [], message: 'cannot be read' }])
  }
  if (!parsed.success) throw wrongArguments(name, parsed.error.issues)
  return parsed.data
}

function wrongArguments(
  name: string,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): SettingsError {
  const said = issues.slice(0, 5).map(({ path, message }) => `${path.map(String).join('.') || 'arguments'}: ${message}`)
  return new SettingsError(`"${name}" was asked with something it does not take: ${said.join('; ')}.`, { code: 'wrong-arguments' })
}

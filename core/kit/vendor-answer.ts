import { AppError } from './errors.ts'
import type { HttpResponse, KeptAnswer } from './ports.ts'

/** Beside the errors and not in them: an error travels to logs, pages and other processes, and the answer stays where it was read. */
const answers = new WeakMap<object, HttpResponse>()

/** Notes which response something was read from, for whoever finds a refusal in it later. */
export function readFrom<T extends object>(read: T, response: HttpResponse): T {
  answers.set(read, response)
  return read
}

/** Says which answer an error is about: a response, or what was read from one (`readFrom`). */
export function withAnswer<E extends AppError>(error: E, answer: object): E {
  const response = answers.get(answer) ?? (isResponse(answer) ? answer : undefined)
  return response === undefined ? error : readFrom(error, response)
}

/** The answer an error is about, its own or that of what caused it; undefined where there was none, or nobody kept it. */
export function answerOf(error: AppError): KeptAnswer | undefined {
  let one: unknown = error
  for (let depth = 0; depth < 5 && one instanceof AppError; depth++, one = one.cause) {
    const found = answers.get(one)
    if (found) return found.kept?.()
  }
  return undefined
}

function isResponse(value: object): value is HttpResponse {
  return 'status' in value && 'headers' in value
}

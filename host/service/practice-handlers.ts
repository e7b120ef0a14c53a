import type { Handlers } from '#core/contract/dispatch.ts'
import type { Practice } from './practice.ts'

type PracticeHandlers = Pick<Handlers, Extract<keyof Handlers, `practice:${string}`>>

export function createPracticeHandlers(practice: Practice): PracticeHandlers {
  return {
    'practice:status': () => practice.status(),
    'practice:start': ({ template, language }) => practice.start(template, language),
    'practice:systems': ({ connectorIds }) => practice.systems(connectorIds),
    'practice:stop': () => practice.stop(),
  }
}

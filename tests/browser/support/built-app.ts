import { buildDesktop, builtPage } from '#cli/web/built-page.ts'

/** Before the tests of the whole app: its page and its desktop shell are built once, where files that run side by side both want them. */
export async function setup(): Promise<void> {
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  await builtPage(say)
  await buildDesktop(say)
}

/** What stays in English, and why: places in the sources, narrowed down by a part of the text where only some of it is meant. */
export const untranslated: readonly { readonly at: string; readonly says?: string; readonly why: string }[] = [
  { at: 'host/journal/run-store.ts', says: 'wanted to write while planning', why: 'a defect of a node, told to whoever writes it' },
  { at: 'host/journal/write-memory.ts', says: 'that was never intended', why: 'a defect of a node, told to whoever writes it' },
  { at: 'host/journal/write-memory.ts', says: 'it must call intend()', why: 'a defect of a node, told to whoever writes it' },
  { at: 'host/run/execute-preview.ts', says: 'A preview tried to write.', why: 'a defect of a node, told to whoever writes it' },
  { at: 'host/', says: 'a plan decides and reports, and writes nothing', why: 'a defect of a node, told to whoever writes it' },
  {
    at: 'core/integration/build-flow.ts',
    says: '{failure.message}',
    why: 'the message of a node of the flow, which is made in the language of the page',
  },
  { at: 'core/integration/draw-lane.ts', says: ' is ', why: 'stock is set and other kinds are created: the other form is never made' },
  { at: 'core/integration/draw-lane.ts', says: ' are set ', why: 'stock is set and other kinds are created: the other form is never made' },
  {
    at: 'connectors/ccv-salespos/check.ts',
    says: 'SalesPOS shop; choose',
    why: 'what the shop is and what to choose agree: the other pairs are never made',
  },
  { at: 'connectors/ccv-salespos/check.ts', says: 'the clock of this computer', why: 'begins with a capital, as which it is there' },
  { at: 'nodes/upsert/upsert-orders.ts', says: '{{name}} is {{title}} in {{target}}.', why: 'is the same in Dutch' },
]

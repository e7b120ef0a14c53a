import type { Page, ReadRequest } from '#core/kit/define-connector.ts'
import type { ValuesOf } from '#core/kit/fields.ts'
import type { TranslatedPage } from '#core/kit/translate-page.ts'
import type { Domain, OdooClient } from '../client.ts'
import { parseSweepPosition, positionJson, sweepChanges } from '../sweep.ts'
import type { OdooRecord } from '../values.ts'
import { type changesFields, pageSize } from './read-settings.ts'

interface ChangeSource {
  readonly model: string
  readonly fields: readonly string[]
  /** Records of the model that are read at all: `[['sale_ok', '=', true]]`. */
  readonly where?: Domain
  /** What tells two versions of one second apart beside the fields themselves. */
  sign?(rows: readonly OdooRecord[]): Promise<readonly OdooRecord[]>
  /** What changed, with whatever it points to. */
  translate(rows: readonly OdooRecord[]): Promise<TranslatedPage> | TranslatedPage
}

/** Reads a model by its changes, oldest first. Positions are those of the sweep. */
export async function* pagesByChange(
  client: OdooClient,
  { position, settings, signal }: ReadRequest<ValuesOf<typeof changesFields>>,
  { model, fields, where = [], sign = async (rows) => rows, translate }: ChangeSource,
): AsyncGenerator<Page> {
  const sweep = sweepChanges({
    search: async ({ domain, ...paging }) =>
      sign(await client.searchRead(model, { domain: [...where, ...domain], fields, ...paging, signal })),
    position: parseSweepPosition(position),
    from: settings.from,
    overlapMinutes: settings.overlapMinutes,
    pageSize,
  })
  for await (const page of sweep) {
    yield { ...(await translate(page.rows)), position: positionJson(page.position) }
  }
}

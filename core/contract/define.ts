import type { z } from 'zod'

/** One thing a user interface may ask of a host: what it sends, held by a schema, and what it gets. */
export interface RequestDefinition<Arguments = unknown, Result = unknown> {
  readonly arguments: z.ZodType<Arguments>
  /** Exists only for inference. */
  readonly [result]?: Result
}

declare const result: unique symbol

/** One thing a host tells without being asked. */
export interface EventDefinition<Payload = unknown> {
  /** Exists only for inference. */
  readonly [payload]?: Payload
}

declare const payload: unique symbol

/** `request<Run>()(z.strictObject({ runId }))`: the result is named, the arguments are inferred. */
export function request<Result>() {
  return <Schema extends z.ZodType>(schema: Schema): RequestDefinition<z.output<Schema>, Result> => ({
    // The schema's output is what handlers get; `z.ZodType<Output>` leaves the input open, as it should be at an edge.
    arguments: schema as unknown as z.ZodType<z.output<Schema>>,
  })
}

export function event<Payload>(): EventDefinition<Payload> {
  return {}
}

export type ArgumentsOf<Definition> = Definition extends RequestDefinition<infer Arguments, unknown> ? Arguments : never
export type ResultOf<Definition> =
  Definition extends RequestDefinition<never, infer Result>
    ? Result
    : Definition extends RequestDefinition<infer _Arguments, infer Result>
      ? Result
      : never
export type PayloadOf<Definition> = Definition extends EventDefinition<infer Payload> ? Payload : never

/** What the process of the practice systems is told. */
export interface StartPractice {
  readonly type: 'start'
  /** The same number gives the same shop. */
  readonly seed: number
  readonly orderCount: number
  readonly connectorIds: readonly string[]
}

export interface RunningSystem {
  readonly connectorId: string
  readonly origin: string
  /** The fields of the connector, secrets among them: they open nothing but the practice. */
  readonly settings: Readonly<Record<string, string | number>>
  /** Of systems that speak OAuth: what a sign-in would give, so that practice asks nobody. */
  readonly tokens?: { readonly accessToken: string; readonly expiresAt: number | null; readonly refreshToken?: string }
}

export type FromPractice =
  | { readonly type: 'started'; readonly systems: readonly RunningSystem[] }
  | { readonly type: 'failed'; readonly message: string }

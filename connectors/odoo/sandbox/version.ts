/** Releases the sandbox can be. They differ in transports (JSON-2 and `/web/version` from 19 on) and in field names. */
export type OdooVersion = '19.0' | '18.0' | '17.0'

export const odooVersions: readonly OdooVersion[] = ['19.0', '18.0', '17.0']

export function isAtLeast(version: OdooVersion, major: number): boolean {
  return Number.parseInt(version, 10) >= major
}

export function versionInfo(version: OdooVersion): readonly unknown[] {
  return [Number.parseInt(version, 10), 0, 0, 'final', 0, '']
}

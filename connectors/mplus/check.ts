import type { CheckResult } from '#core/kit/define-connector.ts'
import type { MplusClient } from './client.ts'

/** Asks the service who it is; wrong credentials come out as a ConnectionError of the client. */
export async function check(client: MplusClient, signal: AbortSignal): Promise<CheckResult> {
  const version = await client.call('getApiVersion', {}, signal)
  const { branches } = await client.call('getBranches', {}, signal)
  const [first, ...others] = branches.map(({ branchName, branchNumber }) => branchName ?? `branch ${branchNumber}`)
  const name = first === undefined ? '' : `${first}${others.length === 0 ? '' : ` and ${others.length} more`} · `
  return {
    account: `${name}${client.account}`,
    version:
      version.serviceVersionDisplayString ??
      [version.majorNumber, version.minorNumber, version.revisionNumber].map((one) => one ?? '0').join('.'),
    warnings: [
      ...(first === undefined ? ['These credentials see no branches, so stock can be neither read nor written.'] : []),
      ...(version.isSlaveApi === true
        ? ['This is the service of one branch, not of head office: it may not know all products and orders.']
        : []),
    ],
  }
}

import type { AnyNode } from '#core/kit/define-node.ts'
import { catchFailures } from './catch/catch.node.ts'
import { codes } from './codes/codes.node.ts'
import { filter } from './filter/filter.node.ts'
import { log } from './log/log.node.ts'
import { map } from './map/map.node.ts'
import { read } from './read/read.node.ts'
import { schedule } from './schedule/schedule.node.ts'
import { upsert } from './upsert/upsert.node.ts'

const all: readonly AnyNode[] = [schedule, read, filter, codes, map, upsert, log, catchFailures]

/** Every node type, by the name flow files use. A test holds this list against the folders. */
export const nodes: Readonly<Record<string, AnyNode>> = Object.fromEntries(all.map((node) => [node.type, node]))

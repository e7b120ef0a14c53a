import { expect, it } from 'vitest'
import { nodes } from '#nodes/index.ts'
import { nodeIcons } from '#renderer/editor/node-icons.ts'

it.each(Object.values(nodes).map(({ type, icon }) => [type, icon]))('the page has the icon that the node %s names', (_type, icon) => {
  expect(Object.keys(nodeIcons)).toContain(icon)
})

import { expect } from 'vitest'
import { categoryKey } from '#core/model/category.ts'
import { describeCells } from './matrix/describe-cells.ts'
import { onlyOne, readAll } from './matrix/look.ts'

describeCells({ entity: 'category', there: () => ({ articles: [] }), refusals: () => [] }, async ({ world, source, target }) => {
  const paths = (await readAll(source, 'category')).map(({ data }) => data.path as readonly string[])
  const leaves = paths.map((path) => path.at(-1))
  expect(world.articles.filter(({ path }) => !leaves.includes(path.at(-1) ?? ''))).toEqual([])
  for (const path of paths) {
    const key = categoryKey(path)
    expect((await onlyOne(target, 'category', 'path', key)).path).toEqual(path)
  }
})

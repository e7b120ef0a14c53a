import { describe, expect, it } from 'vitest'
import { safeName, slugOf } from './safe-name.ts'

describe('names of files', () => {
  it.each([
    ['Orders → Odoo', 'orders-odoo'],
    ['Bestellingen: café & bar', 'bestellingen-cafe-bar'],
    ['../../etc/passwd', 'etc-passwd'],
    ['CON', 'flow-con'],
    ['lpt1', 'flow-lpt1'],
    ['日本', 'flow'],
    ['', 'flow'],
    ['-'.repeat(300), 'flow'],
  ])('of "%s" begin with %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  it('are told apart where ids differ only in what a file system may not tell apart', () => {
    const names = ['a', 'A', 'á', 'a/', 'a\u0000', '../a'].map(safeName)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/)
  })
})

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{core,connectors,nodes,host,electron,cli,renderer,tests}/**/*.test.{ts,tsx}'],
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for comes late on a loaded machine, and at once otherwise.
    expect: { poll: { timeout: 15_000 } },
  },
})

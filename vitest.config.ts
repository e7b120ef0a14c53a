import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

// A browser on a busy machine now and then misses a click: there, and nowhere else, CI tries once more and says so.
const browserRetries = process.env.CI ? 1 : 0
const onTheApp = ['tests/browser/journey/**/*.test.ts', 'tests/browser/electron*.test.ts']

export default defineConfig({
  test: {
    pool: 'forks',
    // All cores: the default keeps one back, and of two that is half.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // Hundreds of processes of ours are started; what they compile is kept, which halves what a start costs.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url)) },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for comes late on a loaded machine, and at once otherwise.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: ['{core,connectors,nodes,host,electron,cli,renderer,tests}/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, 'tests/browser/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'page',
          include: ['tests/browser/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...onTheApp],
          globalSetup: 'tests/browser/support/shared-page.ts',
          retry: browserRetries,
        },
      },
      {
        extends: true,
        test: { name: 'app', include: onTheApp, globalSetup: 'tests/browser/support/built-app.ts', retry: browserRetries },
      },
    ],
  },
})

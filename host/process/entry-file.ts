/**
 * The file another process of ours begins with: beside its starter in a checkout, and beside the bundle in a built app, where
 * all entries lie in one folder.
 */
export function entryFile(base: string, { source, built }: { readonly source: string; readonly built: string }): URL {
  return new URL(base.endsWith('.ts') ? source : `./${built}`, base)
}

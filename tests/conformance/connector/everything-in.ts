/** Everything an error or a log line says, down its causes, as one text to search. */
export function everythingIn(thing: unknown, seen: ReadonlySet<unknown> = new Set()): string {
  if (typeof thing !== 'object' || thing === null) return typeof thing === 'function' ? '' : String(thing)
  if (seen.has(thing)) return ''
  const inside = new Set([...seen, thing])
  // Message, stack and cause of an error are no enumerable members.
  return Reflect.ownKeys(thing)
    .map((name) => `${String(name)} ${everythingIn(Reflect.get(thing, name), inside)}`)
    .join('\n')
}

/** The spellings in which a secret may turn up. */
export function spellingsOf(secret: string): readonly string[] {
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')]
}

/** Which of the secrets can be found in any of the things, whatever its spelling. */
export function leaked(secrets: readonly string[], things: readonly unknown[]): readonly string[] {
  const said = things.map((thing) => everythingIn(thing)).join('\n')
  return secrets.filter((secret) => spellingsOf(secret).some((spelling) => said.includes(spelling)))
}

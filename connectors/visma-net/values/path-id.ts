/** An id inside a path: as it stands when every server reads it so, else in the vendor's own base64 form. */
export function pathId(id: string): string {
  if (/^\w[\w-]*$/.test(id)) return id
  const bytes = new TextEncoder().encode(id)
  const base64 = btoa(String.fromCharCode(...bytes))
  return `b64(${base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')})`
}

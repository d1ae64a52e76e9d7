/** A short mark of each field as the form was filled, sent along with it: what differs from its mark was touched. */
export function marks(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([field, text]) => {
    let mark = 0x811c9dc5
    for (let i = 0; i < text.length; i++) mark = Math.imul(mark ^ text.charCodeAt(i), 0x01000193)
    return [field, (mark >>> 0).toString(36)]
  }))
}

/**
 * Two people in one form: what this one typed stays, what the other changed stands in the fields this one had not
 * touched. `both` are the fields where each wrote something of their own.
 */
export function mergeTyped(typed: Record<string, string>, was: Record<string, string>, current: Record<string, string>): { values: Record<string, string>; both: string[] } {
  const typedMarks = marks(typed), currentMarks = marks(current)
  const values = { ...typed }
  const both: string[] = []
  const nothing = marks({ '': '' })['']
  for (const field of new Set([...Object.keys(typed), ...Object.keys(current)])) {
    const before = was[field] ?? nothing
    const touched = field in typed && typedMarks[field] !== before
    if (!touched) values[field] = current[field] ?? ''
    else if ((currentMarks[field] ?? nothing) !== before && (current[field] ?? '') !== typed[field]) both.push(field)
  }
  return { values, both }
}

/**
 * The best way to give everybody at most one place, over the whole of a table of benefits: shortest augmenting paths with potentials (Jonker and Volgenant 1987, in Crouse's form of
 * 2016). Benefits are whole numbers from 0, so sums are exact; 0 means that nothing is gained, the same as being left alone. Of several best ways it always finds the same one.
 */
export interface Assignment {
  /** For each row its column, or -1. */
  columnOf: Int32Array
  total: number
  /** What a row or column is worth to the whole: the proof that nothing better exists (`proves`). */
  rowWorth: Float64Array
  columnWorth: Float64Array
}

/** `benefit` lies row by row. @throws RangeError when it is not of that size. */
export function assign(benefit: Int16Array, rows: number, columns: number): Assignment {
  if (benefit.length !== rows * columns) throw new RangeError('the table is not of that size')
  if (rows > columns) {
    const turned = assign(transposed(benefit, rows, columns), columns, rows)
    const columnOf = new Int32Array(rows).fill(-1)
    for (let column = 0; column < columns; column++) if (turned.columnOf[column]! >= 0) columnOf[turned.columnOf[column]!] = column
    return { columnOf, total: turned.total, rowWorth: turned.columnWorth, columnWorth: turned.rowWorth }
  }
  const rowWorth = new Float64Array(rows)
  const columnWorth = new Float64Array(columns)
  const columnOf = new Int32Array(rows).fill(-1)
  const rowOf = new Int32Array(columns).fill(-1)

  // Everybody goes to what is best for them, and so raises its worth to where the next best is as good; whoever must give way looks again. Three rounds of this place most rows, cheaply.
  let others = Array.from({ length: rows }, (_, row) => row)
  const rounds = columns > 1 ? 3 : 0
  for (let round = 0; round < rounds; round++) {
    const waiting = others
    others = []
    for (let next = 0, tries = 0; next < waiting.length; ) {
      const row = waiting[next++]!
      const from = row * columns
      let most = -Infinity
      let second = -Infinity
      let best = -1
      let equal = -1
      for (let column = 0; column < columns; column++) {
        const gain = benefit[from + column]! - columnWorth[column]!
        if (gain > most) {
          second = most
          most = gain
          best = column
          equal = -1
        } else if (gain > second) {
          second = gain
          equal = column
        }
      }
      rowWorth[row] = second
      if (most === second && rowOf[best] !== -1 && rowOf[equal] === -1) best = equal
      const before = rowOf[best]!
      columnWorth[best]! += most - second
      columnOf[row] = best
      rowOf[best] = row
      if (before === -1) continue
      columnOf[before] = -1
      // Raising by nothing could go round for ever: those wait for the search below.
      if (most > second && tries++ < rows * 4) waiting[--next] = before
      else others.push(before)
    }
  }

  const bestFor = (row: number) => {
    let most = -Infinity
    for (let column = 0, at = row * columns; column < columns; column++, at++) if (benefit[at]! - columnWorth[column]! > most) most = benefit[at]! - columnWorth[column]!
    return most
  }
  const loss = new Float64Array(columns)
  const cameFrom = new Int32Array(columns)
  const left = new Int32Array(columns)
  const reached = new Int32Array(columns)
  for (const start of others) {
    loss.fill(Infinity)
    for (let index = 0; index < columns; index++) left[index] = columns - 1 - index
    let open = columns
    let found = 0
    let row = start
    let least = 0
    let end = -1
    rowWorth[start] = bestFor(start)
    while (end === -1) {
      const base = least + rowWorth[row]!
      const from = row * columns
      let lowest = Infinity
      let at = -1
      for (let index = 0; index < open; index++) {
        const column = left[index]!
        const through = base + columnWorth[column]! - benefit[from + column]!
        let here = loss[column]!
        if (through < here) {
          cameFrom[column] = row
          loss[column] = here = through
        }
        // Among equals one that is free ends the search.
        if (here < lowest || (here === lowest && rowOf[column] === -1)) {
          lowest = here
          at = index
        }
      }
      least = lowest
      const column = left[at]!
      if (rowOf[column] === -1) end = column
      else {
        reached[found++] = column
        left[at] = left[--open]!
        row = rowOf[column]!
      }
    }
    // What those on the way may lose makes room: their columns are worth that much more, they that much less.
    rowWorth[start]! -= least
    for (let index = 0; index < found; index++) {
      const column = reached[index]!
      const gain = least - loss[column]!
      rowWorth[rowOf[column]!]! -= gain
      columnWorth[column]! += gain
    }
    for (let column = end; ; ) {
      const giver = cameFrom[column]!
      rowOf[column] = giver
      const before = columnOf[giver]!
      columnOf[giver] = column
      if (giver === start) break
      column = before
    }
  }
  let total = 0
  for (let row = 0; row < rows; row++) {
    const gained = benefit[row * columns + columnOf[row]!]!
    total += gained
    if (gained === 0) columnOf[row] = -1
  }
  return { columnOf, total, rowWorth, columnWorth }
}

/**
 * Whether an answer proves itself: no pair is worth more than its two sides together, and all sides together are worth what was
 * reached. By linear programming's duality nothing can then be better, whoever computed it.
 */
export function proves({ total, rowWorth, columnWorth }: Assignment, benefit: Int16Array, rows: number, columns: number): boolean {
  // The side that is not larger may be worth less than nothing: all of it is always placed, if only for no gain.
  if ((rows <= columns ? columnWorth : rowWorth).some((worth) => worth < 0)) return false
  let worth = 0
  for (const value of rowWorth) worth += value
  for (const value of columnWorth) worth += value
  if (worth !== total) return false
  for (let row = 0; row < rows; row++) {
    for (let column = 0, at = row * columns; column < columns; column++, at++) if (rowWorth[row]! + columnWorth[column]! < benefit[at]!) return false
  }
  return true
}

function transposed(table: Int16Array, rows: number, columns: number): Int16Array {
  const turned = new Int16Array(table.length)
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) turned[column * rows + row] = table[row * columns + column]!
  return turned
}

/** What is being dragged inside the panel. A drag may not be looked into before it is dropped, so it is remembered where it began. */
function remember<Thing>() {
  let thing: Thing | undefined
  return {
    start: (one: Thing) => {
      thing = one
    },
    end: () => {
      thing = undefined
    },
    current: () => thing,
  }
}

/** The path of a source field. */
export const draggedField = remember<string>()
/** The place of a mapping. */
export const draggedRow = remember<number>()
/** A step: the chain it belongs to and its place there. */
export const draggedStep = remember<{ readonly chain: object; readonly index: number }>()

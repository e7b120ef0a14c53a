import type { ElementHandle, Locator, Page } from 'playwright-core'

/** What a person does who has no mouse: keys, and nothing that is reached without them. */
export function keyboardOn(page: Page) {
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  /** Undefined when the page has drawn another in its place. */
  const holdsFocus = (place: ElementHandle): Promise<boolean | undefined> =>
    place.evaluate((element) => (element.isConnected ? element.contains(document.activeElement) : undefined))

  /** Tab after Tab until the focus is there; says what it passed when it never is. */
  async function reach(place: Locator): Promise<void> {
    // Found once: looking for roles in the whole page after every key takes longer than all the rest.
    let found = await one(place)
    const passed: string[] = []
    while (passed.length < 120) {
      const isThere = await holdsFocus(found)
      if (isThere) return
      if (isThere === undefined) found = await one(place)
      else passed.push(await tab())
    }
    throw new Error(`Tab never came to ${place}. It passed: ${passed.join(' | ')}`)
  }

  async function tab(): Promise<string> {
    await press('Tab')
    return page.evaluate(() => {
      const { activeElement } = document
      return (activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '').slice(0, 30)
    })
  }

  /** Waits until the page has put the focus there. */
  async function land(place: Locator): Promise<void> {
    for (;;) {
      const found = await one(place)
      const isThere = await page.waitForFunction(
        (element) => (element.isConnected ? element.contains(document.activeElement) : 'gone'),
        found,
      )
      if ((await isThere.jsonValue()) === true) return
    }
  }

  async function one(place: Locator): Promise<ElementHandle> {
    await place.first().waitFor()
    return (await place.first().elementHandle()) as ElementHandle
  }

  return {
    press,
    reach,
    land,
    type: (text: string): Promise<void> => page.keyboard.type(text),

    async push(button: Locator): Promise<void> {
      await reach(button)
      await press('Enter')
    },

    async fill(field: Locator, text: string): Promise<void> {
      await reach(field)
      await press('Control+a')
      await page.keyboard.type(text)
    },
  }
}

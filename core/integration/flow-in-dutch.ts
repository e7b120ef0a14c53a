import type { FlowDocument } from '#core/flow/document.ts'

/** Words of a flow we make, as they stand in its sentences. */
const words: Readonly<Record<string, string>> = {
  orders: 'orders',
  customers: 'klanten',
  products: 'artikelen',
  stock: 'voorraad',
  prices: 'prijzen',
  categories: 'categorieën',
  'sales orders': 'verkooporders',
  quotation: 'offerte',
  open: 'open',
  delivered: 'geleverd',
  completed: 'afgehandeld',
  cancelled: 'geannuleerd',
  unpaid: 'onbetaald',
  'partly-paid': 'deels betaald',
  paid: 'betaald',
  refunded: 'terugbetaald',
  order: 'order',
  'confirmed order': 'bevestigde order',
  'order with invoice': 'order met factuur',
  'sales order': 'verkooporder',
  invoice: 'factuur',
  'invoice draft': 'conceptfactuur',
  'invoice in a journal': 'factuur in een dagboek',
  'invoice (customer ledger)': 'factuur (debiteurenadministratie)',
  'sales invoice (order service)': 'verkoopfactuur (orderdienst)',
  'the till': 'de kassa',
  'the books': 'de boekhouding',
  till: 'kassa',
  books: 'boekhouding',
  'the codes': 'de codes',
  'terms of payment': 'betalingscondities',
  'terms of payment for new customers': 'betalingscondities voor nieuwe klanten',
  'account coding for new articles': 'rekeningcodering voor nieuwe artikelen',
  'unit for new articles': 'eenheid voor nieuwe artikelen',
  'turnover group for new articles': 'omzetgroep voor nieuwe artikelen',
  'vat code for new articles': 'btw-code voor nieuwe artikelen',
  branch: 'filiaal',
}

const kinds = 'orders|customers|products|stock|prices|categories'

type Fill = (...values: readonly string[]) => string

/** What a flow we make says, and how it is said in Dutch. A text that is none of these is a person's own and stays. */
const sentences: readonly (readonly [expression: RegExp, said: Fill])[] = [
  [/^New flow$/, () => 'Nieuwe flow'],
  [/^When it runs$/, () => 'Wanneer hij draait'],
  [/^What did not go through$/, () => 'Wat niet doorging'],
  [/^Note it$/, () => 'Noteer het'],
  [/^Paid, not cancelled$/, () => 'Betaald, niet geannuleerd'],
  [/^In the terms of (.+)$/, (target = '') => `In de termen van ${word(target)}`],
  [/^In the codes of (.+)$/, (target = '') => `In de codes van ${target}`],
  [new RegExp(`^(${kinds}): (.+ → .+)$`, 'i'), (kind = '', way = '') => `${word(kind)}: ${way}`],
  [new RegExp(`^(.+) (${kinds}) → (.+)$`), (source = '', kind = '', target = '') => `${source} ${word(kind)} → ${target}`],
  [/^\{key\} did not go through: \{failure\.message\}$/, () => '{key} ging niet door: {failure.message}'],
  [
    /^Order \{data\.number\} of \{data\.customer\.name\} did not go through\.$/,
    () => 'Order {data.number} van {data.customer.name} ging niet door.',
  ],
  [
    /^(Chosen orders|Orders) of (.+) are placed in (.+), each once and with its customer\.$/,
    (which = '', source = '', target = '') =>
      `${which === 'Orders' ? 'Orders' : 'Gekozen orders'} van ${source} worden in ${target} geplaatst, elk één keer en met hun klant.`,
  ],
  [/^They become: (.+)\.$/, (document = '') => `Ze worden: ${word(document)}.`],
  [/^Stock of (.+) is set in (.+)\.$/, (source = '', target = '') => `Voorraad van ${source} wordt in ${target} gezet.`],
  [
    new RegExp(`^(${kinds}) of (.+) are (created and kept up to date|created|kept up to date) in (.+)\\.$`, 'i'),
    (kind = '', source = '', does = '', target = '') => `${word(kind)} van ${source} worden in ${target} ${doing[does] ?? does}.`,
  ],
  [
    /^Paid orders of the till become confirmed sales orders in Odoo, each with its customer, once\.$/,
    () => 'Betaalde orders van de kassa worden bevestigde verkooporders in Odoo, elk met zijn klant, één keer.',
  ],
  [
    /^An order that is already in (.+) is skipped, never changed\.$/,
    (target = '') => `Een order die al in ${target} staat, wordt overgeslagen en nooit gewijzigd.`,
  ],
  [/^An order that is already in (.+) is skipped\.$/, (target = '') => `Een order die al in ${target} staat, wordt overgeslagen.`],
  [
    /^What fails is tried again by every run until it goes through\.$/,
    () => 'Wat mislukt, wordt door elke run opnieuw geprobeerd tot het doorgaat.',
  ],
  [
    /^A failed one is tried again by every run until it goes through\.$/,
    () => 'Een mislukte wordt door elke run opnieuw geprobeerd tot hij doorgaat.',
  ],
  [/^What has not changed is not sent again\.$/, () => 'Wat niet is gewijzigd, wordt niet opnieuw gestuurd.'],
  [
    /^Made for the practice systems: (.+) come from there\.$/,
    (list = '') => `Gemaakt voor de oefensystemen: ${wordsIn(list)} komen daarvandaan.`,
  ],
  [/^Choose your own before you connect your own books\.$/, () => 'Kies de eigen codes voordat de eigen boekhouding wordt aangesloten.'],
  // The names of nodes last: a sentence begins as they do.
  [new RegExp(`^(${kinds}|sales orders) of (.+)$`, 'i'), (kind = '', source = '') => `${word(kind)} van ${word(source)}`],
  [new RegExp(`^(${kinds}|sales orders) in (.+)$`, 'i'), (kind = '', target = '') => `${word(kind)} in ${target}`],
]

const doing: Readonly<Record<string, string>> = {
  'created and kept up to date': 'aangemaakt en bijgehouden',
  created: 'aangemaakt',
  'kept up to date': 'bijgehouden',
}

/**
 * A flow we made, with the names and notes in it in Dutch. Systems keep their names, and so does whatever a person has named.
 * @param isNamed the name of the flow is a person's own
 */
export function flowInDutch(flow: FlowDocument, { isNamed = false }: { readonly isNamed?: boolean } = {}): FlowDocument {
  const { name, description, nodes, comments, groups, slots } = flow
  return {
    ...flow,
    name: isNamed ? name : flowTextInDutch(name),
    ...(description !== undefined && { description: flowTextInDutch(description) }),
    nodes: nodes.map((node) => ({
      ...node,
      ...(node.name !== undefined && { name: flowTextInDutch(node.name) }),
      ...(typeof node.settings.message === 'string' && { settings: { ...node.settings, message: flowTextInDutch(node.settings.message) } }),
    })),
    ...(comments && { comments: comments.map((comment) => ({ ...comment, text: flowTextInDutch(comment.text) })) }),
    ...(groups && { groups: groups.map((group) => ({ ...group, name: flowTextInDutch(group.name) })) }),
    slots: Object.fromEntries(Object.entries(slots).map(([id, slot]) => [id, { ...slot, label: word(ordinals(slot.label)) }])),
  }
}

/** A name or note of a flow we made, sentence by sentence; a text of a person stays. */
export function flowTextInDutch(text: string): string {
  return ordinals(text)
    .split(/(?<=\.) (?=[A-Z])/)
    .map(sayOne)
    .join(' ')
}

function sayOne(text: string): string {
  for (const [expression, said] of sentences) {
    const found = expression.exec(text)
    if (found) return said(...found.slice(1))
  }
  return chosen(text) ?? text
}

/** `Paid · open, delivered`: which orders are chosen. */
function chosen(text: string): string | undefined {
  const parts = text.split(/( · |, )/)
  const isKnown = parts.every((part, index) => index % 2 === 1 || Object.hasOwn(words, part.toLowerCase()))
  return isKnown ? parts.map((part, index) => (index % 2 === 1 ? part : word(part))).join('') : undefined
}

/** Two systems of one brand. */
function ordinals(text: string): string {
  return text.replaceAll(' (first)', ' (eerste)').replaceAll(' (second)', ' (tweede)')
}

function wordsIn(list: string): string {
  return list
    .replaceAll(/“([^”]+)”/g, (_, label: string) => `‘${word(label)}’`)
    .replaceAll('the codes', word('the codes'))
    .replaceAll(' and ', ' en ')
}

/** A word of ours with the capital it came with; a name stays. */
function word(text: string): string {
  const said = Object.hasOwn(words, text.toLowerCase()) ? words[text.toLowerCase()] : undefined
  if (said === undefined) return text
  return /^[A-Z]/.test(text) ? said.charAt(0).toUpperCase() + said.slice(1) : said
}

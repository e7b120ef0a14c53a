import { ApiError, type Body, type Call, collection, done, found, matching, ok, type Routes } from './api.ts'
import { compare } from './catalogue-routes.ts'
import type { Row, Shop } from './shop.ts'

export const peopleRoutes: Routes = {
  'GET users': (call) => collection(call, sorted(call), (row) => represent(call.shop, row), ['approval_status']),
  'POST users': ({ shop, body }) => {
    refuseTaken(shop, body.username)
    if (String(body.password) === '') throw new ApiError(400, '400.10', 'property password is empty')
    const { password, encryption, gender, ...values } = body
    const user = shop.add('users', { group_id: null, status: true, approval_status: 'accepted', userinfo: {}, ...values })
    return { status: 201, body: represent(shop, user) }
  },
  'GET users/:id': ({ shop, id }) => ok(represent(shop, found(shop, 'users', id))),
  'PATCH users/:id': ({ shop, id, body }) => {
    const user = found(shop, 'users', id)
    if (body.username !== undefined && body.username !== user.username) refuseTaken(shop, body.username)
    const { password, encryption, ...values } = body
    // Whether `userinfo` is merged is not published: what is not sent is gone, the strictest reading.
    Object.assign(user, values)
    return done
  },
  'DELETE users/:id': ({ shop, id }) => {
    found(shop, 'users', id)
    shop.remove('users', id)
    return done
  },
}

function refuseTaken(shop: Shop, username: Body[string]): void {
  if (shop.rows('users').some((user) => user.username === username)) throw new ApiError(500, '500.40', 'this username exists already')
}

function sorted(call: Call): readonly Row[] {
  const rows = matching(call.shop.rows('users'), call, 'approval_status', (row, wanted) => row.approval_status === wanted)
  const asked = call.request.query.get('orderby') ?? 'id'
  if (!/^(id|first_name|last_name)(_desc)?$/.test(asked)) throw new ApiError(400, '400.10', `orderby ${asked} is not allowed`)
  const field = asked.replace(/_desc$/, '')
  const keyOf = (row: Row) =>
    field === 'id' ? row.id : ((row.userinfo as Record<string, Record<string, unknown>>).billingaddress?.[field] ?? '')
  const order = [...rows].sort((left, right) => compare(keyOf(left), keyOf(right)))
  return asked.endsWith('_desc') ? order.reverse() : order
}

function represent(shop: Shop, row: Row): unknown {
  return { href: shop.href(`users/${row.id}`), ...row, creditpoints: { href: shop.href(`users/${row.id}/creditpoints`) } }
}

// Paged JSON source on 127.0.0.1: GET /orders?n=10000&page=1 answers 250 orders of about 2.9 KB each, serialised beforehand.
import http from 'node:http'
import { pageOf } from '../lib/orders.ts'

const mostOrders = 1_000_000

http
  .createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const url = new URL(request.url ?? '/', 'http://source')
    if (url.pathname !== '/orders') {
      response.writeHead(url.pathname === '/ping' ? 200 : 404).end()
      return
    }
    const count = Math.min(mostOrders, Number(url.searchParams.get('n')) || 0)
    const body = pageOf(count, Number(url.searchParams.get('page')) || 1)
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }).end(body)
  })
  .listen(Number(process.env.SOURCE_PORT), '127.0.0.1')

/** How the proxy answers by itself: JSON, and a refusal in one shape. */
import type { ServerResponse } from 'node:http'
import type { Refusal } from './refusal.ts'
import { apiHeaders } from './response-headers.ts'

export function answerRefusal(response: ServerResponse, { rule, status, message, ambiguous }: Refusal): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.setHeader('x-rollcall-refusal', rule)
  // A body that was not read must not be taken for the next request.
  if (!response.req.complete) response.setHeader('connection', 'close')
  answerJson(response, status, { refusal: rule, message, ambiguous })
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...apiHeaders, 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/** What Node has of a request, beside what Hono says of it. */
export type Bindings = { Bindings: HttpBindings }
export type Handler = (c: Context<Bindings>) => Response | Promise<Response>

import type { ComponentType } from 'react'
import type { Api } from '../api/client.ts'

export interface PageProps {
  readonly api: Api
}

/** A page of the console. */
export interface Page {
  /** What stands in the address after `#/`. */
  readonly path: string
  /** What stands in the navigation and in the title of the tab. */
  readonly title: string
  readonly view: ComponentType<PageProps>
}

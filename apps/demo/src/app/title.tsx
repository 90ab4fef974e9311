import { shopName } from '../words.ts'

/** The document's title; React lifts it into the head. */
export const Title = ({ children }: { children: string }) => <title>{`${children} · ${shopName}`}</title>

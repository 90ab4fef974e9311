import { purposes } from '@wend/protocol/purposes'
import { gistLength } from '../gist.ts'
import { weighing } from '../weighing.ts'
import { type Policy, presets } from './presets.ts'

/** What is made of the words of a chat, and the type that reports it. No policy has it unless it says so under `chat`. */
export const weighed = 'chat.message_weighed'
export const quoted = 'chat.message_quoted'
const types = { sentiment: weighed, keyMessages: quoted } as const
export const readings = ['sentiment', 'keyMessages'] as const
type Reading = (typeof readings)[number]

/** Whether the type is made of the words of a chat, and the policy did not ask for it. */
export const isUnasked = ({ chat }: Policy, type: string): boolean =>
  readings.some((reading) => types[reading] === type && !chat?.[reading])

/** The purpose that a policy reads messages for. Undefined where it lists none for it. */
const purposeOf = ({ purposes: own }: Policy, type: string) =>
  purposes.find((purpose) => own[purpose].events?.includes(type)) ??
  purposes.find((purpose) => own[purpose].events?.includes('chat')) ??
  (own.analytics.events ? undefined : 'analytics')

/** What has to be said in a policy before messages may be read: who is asked, what for, and in which words. */
export function* unsaid(policy: Policy): Generator<string> {
  const asked = readings.filter((reading) => policy.chat?.[reading])
  const [first] = asked
  if (!first) return
  for (const [region, { mode, before }] of Object.entries(policy.regions))
    if (mode === 'opt-out' || before === 'anonymous')
      yield `chat.${first}: messages are read only after a yes, and regions.${region} does not wait for one. Write “mode: opt-in” and “before: hold” there, or remove chat.`
  if ((policy.signals.tcf || undefined)?.legitimateInterest?.length)
    yield `chat.${first}: messages are read only after a yes, and signals.tcf.legitimateInterest does without one. Remove one of the two.`
  for (const reading of asked) {
    const purpose = purposeOf(policy, types[reading])
    if (!purpose)
      yield `chat.${reading}: no purpose covers ${types[reading]}. Add it to the events of one that visitors are asked for.`
    else if (purpose === 'necessary')
      yield `chat.${reading}: messages are read only after a yes, and nobody is asked for necessary. List ${types[reading]} under another purpose.`
    else if (policy.purposes[purpose].texts.en?.text === presets[policy.preset].purposes[purpose].texts.en?.text)
      yield `purposes.${purpose}.texts.en: ours do not tell visitors that their messages to the chat are read. Write a text that does.`
  }
}

/** What a policy makes of the words of a chat, in sentences. */
export const messageLines = (policy: Policy): string[] => readings.map((reading) => messageLine(policy, reading))

export function messageLine(policy: Policy, reading: Reading): string {
  const { sentiment, keyMessages } = policy.chat ?? {}
  const when = `Only after a yes to ${purposeOf(policy, types[reading])}, only on pages in English, and never what the other side writes.`
  if (reading === 'sentiment')
    return sentiment
      ? `Each message that a visitor writes in a chat is weighed in their browser: words that a list rates (method ${weighing.method}, version ${weighing.version}) give a number from -1 to 1. Sent are the number, the method and its version, and no word of the message. ${when} Such a number is often wrong: “npm run sentiment” says how often.`
      : 'No message of a chat is weighed.'
  if (!keyMessages) return 'No word of a chat leaves the page.'
  const own = keyMessages.words.length ? ` or in this policy (${keyMessages.words.join(', ')})` : ''
  return `Of messages that a visitor writes in a chat and that name a matter, at most ${keyMessages.most} while a page is open, those words are sent that stand in a fixed list of harmless English ones${own}, at most ${gistLength} characters. Every other word, name and number is left out in the browser, and again on arrival. ${when}`
}

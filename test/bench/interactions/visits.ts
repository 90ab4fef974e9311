import { fine } from './fine.ts'
import { forms } from './forms.ts'
import { stuck } from './stuck.ts'
import type { Visit } from './visit.ts'

export const visits: readonly Visit[] = [...stuck, ...fine, ...forms]

import { z } from 'zod'
import { longestPost, longestReport, reasons } from './rules.ts'

const id = z.uuid()
export const postForm = z.object({
  text: z.string().trim().min(1, 'text_missing').max(longestPost, 'text_long'),
  key: z.string().max(60).default(''),
  reply: z.union([z.literal(''), id]).default(''),
})
export const reportForm = z.object({
  reason: z.enum(reasons, 'reason_missing'),
  words: z.string().trim().max(longestReport, 'words_long').default(''),
  key: z.string().max(60).default(''),
})

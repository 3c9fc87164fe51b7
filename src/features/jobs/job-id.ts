/** What a JumpCloud job id looks like: a 24-digit hexadecimal ObjectId (observed in public clients). */

export const isJobId = (text: string): boolean => /^[0-9a-f]{24}$/.test(text)

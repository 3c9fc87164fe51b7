/** What a JumpCloud job id looks like: 24 hexadecimal digits (observed), or any other that can stand in an address. Rollcall's own begin with `job-`. */

export const isJobId = (text: string): boolean => /^[A-Za-z0-9_-]{8,128}$/.test(text) && !text.startsWith('job-')

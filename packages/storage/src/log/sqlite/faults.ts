/** The kind of an error of SQLite, without what it adds to it (https://sqlite.org/rescode.html). */
const kindOf = (error: unknown): number => Number((error as { errcode?: number } | undefined)?.errcode ?? 0) & 0xff

/** The system could not read, write or sync a file. */
export const isDiskFault = (error: unknown): boolean => kindOf(error) === 10

/** What stands in a file is not what SQLite wrote. */
export const isCorrupt = (error: unknown): boolean => kindOf(error) === 11 || kindOf(error) === 26

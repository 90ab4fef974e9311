export const backupUsage = `wend backup <folder>          copy everything that is kept, also while the collector runs (--with-secrets: the keys too)
wend restore <folder>         bring a backup back (--force: where there is data; --tombstones <file>: the newest list of the erased)`

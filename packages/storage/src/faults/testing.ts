import { spawnSync } from 'node:child_process'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Stands before the system's own calls in a process started with `LD_PRELOAD`. While the file `WEND_FAULTS_TRIGGER` exists,
 * it makes calls on files under `WEND_FAULTS_FOLDER` fail. The trigger says how: `<call> <errno> <end of the name> <every>`,
 * where call is sync, write or truncate, an end of `*` fits every name, and every nth such call fails.
 *
 * A sync that fails loses what was written since the last good one, as a kernel may once it has told somebody: the old bytes
 * come back. What SQLite shares in memory (-shm) and locks are left alone.
 */
const source = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct undo { dev_t dev; ino_t ino; off_t at; size_t length; char *old; struct undo *next; };
static struct undo *undos;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static unsigned long calls;

static int ends(const char *text, const char *end) {
  size_t a = strlen(text), b = strlen(end);
  return !strcmp(end, "*") || (a >= b && !strcmp(text + a - b, end));
}
static int ours(int fd, char *path, size_t most) {
  char link[64];
  const char *folder = getenv("WEND_FAULTS_FOLDER");
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = folder ? readlink(link, path, most - 1) : -1;
  if (length < 0) return 0;
  path[length] = 0;
  return !strncmp(path, folder, strlen(folder)) && !ends(path, "-shm") && !ends(path, ".lock");
}
/* The errno with which a call has to fail, or 0. */
static int fault(const char *call, const char *path) {
  const char *trigger = getenv("WEND_FAULTS_TRIGGER");
  char said[16], code[16], end[64];
  unsigned long every = 1;
  FILE *file = trigger ? fopen(trigger, "r") : NULL;
  if (!file) return 0;
  int read = fscanf(file, "%15s %15s %63s %lu", said, code, end, &every);
  fclose(file);
  if (read < 4 || strcmp(said, call) || !ends(path, end) || ++calls % every) return 0;
  return !strcmp(code, "ENOSPC") ? ENOSPC : EIO;
}
static void forget(int fd, int restore) {
  struct stat now;
  if (fstat(fd, &now)) return;
  for (struct undo **at = &undos; *at;) {
    struct undo *one = *at;
    if (one->dev != now.st_dev || one->ino != now.st_ino) { at = &one->next; continue; }
    if (restore) {
      ssize_t (*put)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite64");
      put(fd, one->old, one->length, one->at);
    }
    *at = one->next;
    free(one->old);
    free(one);
  }
}
static void remember(int fd, size_t length, off_t at) {
  struct stat now;
  if (fstat(fd, &now)) return;
  struct undo *one = calloc(1, sizeof *one);
  one->dev = now.st_dev; one->ino = now.st_ino; one->at = at; one->length = length;
  one->old = calloc(1, length);
  char name[64];
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  int reading = open(name, O_RDONLY);
  if (reading >= 0) { if (pread(reading, one->old, length, at) < 0) {} close(reading); }
  one->next = undos;
  undos = one;
}
static int before_write(int fd, size_t length, off_t at) {
  char path[4096];
  int code = 0;
  if (!ours(fd, path, sizeof path)) return 0;
  pthread_mutex_lock(&mutex);
  code = fault("write", path);
  if (!code) remember(fd, length, at < 0 ? lseek(fd, 0, SEEK_CUR) : at);
  pthread_mutex_unlock(&mutex);
  return code;
}
#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  int code = before_write(fd, length, -1);
  if (code) { errno = code; return -1; }
  return real(fd, bytes, length);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  int code = before_write(fd, length, at);
  if (code) { errno = code; return -1; }
  return real(fd, bytes, length, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

static int synced(int fd, const char *name) {
  char path[4096];
  int (*real)(int) = dlsym(RTLD_NEXT, name);
  if (!ours(fd, path, sizeof path)) return real(fd);
  pthread_mutex_lock(&mutex);
  int code = fault("sync", path);
  forget(fd, code != 0);
  pthread_mutex_unlock(&mutex);
  if (code) { errno = code; return -1; }
  return real(fd);
}
int fsync(int fd) { return synced(fd, "fsync"); }
int fdatasync(int fd) { return synced(fd, "fdatasync"); }

int ftruncate64(int fd, off64_t length) {
  REAL(int, "ftruncate64", int, off64_t);
  char path[4096];
  int code = 0;
  if (ours(fd, path, sizeof path)) {
    pthread_mutex_lock(&mutex);
    code = fault("truncate", path);
    pthread_mutex_unlock(&mutex);
  }
  if (code) { errno = code; return -1; }
  return real(fd, length);
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }
`

/** The library, built into a folder; undefined with no compiler or on another system. */
export function buildFaults(folder: string): string | undefined {
  if (process.platform !== 'linux') return undefined
  const [code, library] = [join(folder, 'faults.c'), join(folder, 'faults.so')]
  writeFileSync(code, source)
  const built = spawnSync('gcc', ['-O1', '-shared', '-fPIC', '-o', library, code, '-ldl', '-lpthread'])
  return built.status === 0 ? library : undefined
}

/** Which calls fail, on which files, and how often: one in `every`. */
export interface Fault {
  call: 'sync' | 'write' | 'truncate'
  code: 'EIO' | 'ENOSPC'
  end: string
  every: number
}

/** The file that makes calls fail while it is there. */
export function createTrigger(folder: string) {
  const path = join(folder, 'trigger')
  return {
    path,
    pull({ call, code, end, every }: Fault) {
      writeFileSync(`${path}_new`, `${call} ${code} ${end} ${every}\n`)
      renameSync(`${path}_new`, path)
    },
    release: () => rmSync(path, { force: true }),
  }
}

/* Loaded before a program (LD_PRELOAD): calls that write under WEND_FAULT_FOLDER fail as the file WEND_FAULT_FILE says:
   a number of errno, then which calls: s(ync), w(rite), both. An empty or missing file lets everything pass. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int fault(int fd, char kind) {
  const char *folder = getenv("WEND_FAULT_FOLDER"), *file = getenv("WEND_FAULT_FILE");
  if (!folder || !file) return 0;
  char said[64] = "", link[64], path[4096];
  int control = syscall(SYS_openat, AT_FDCWD, file, O_RDONLY);
  if (control < 0) return 0;
  long size = syscall(SYS_read, control, said, sizeof said - 1);
  syscall(SYS_close, control);
  if (size <= 0 || !strchr(said, kind)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  if (strncmp(path, folder, strlen(folder))) return 0;
  return atoi(said);
}

#define FAIL(fd, kind)                \
  do {                                \
    int number = fault(fd, kind);     \
    if (number) {                     \
      errno = number;                 \
      return -1;                      \
    }                                 \
  } while (0)
#define REAL(name, ...) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))(__VA_ARGS__)

int fsync(int fd) { FAIL(fd, 's'); return REAL(fsync, fd); }
int fdatasync(int fd) { FAIL(fd, 's'); return REAL(fdatasync, fd); }
ssize_t write(int fd, const void *bytes, size_t size) { FAIL(fd, 'w'); return REAL(write, fd, bytes, size); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { FAIL(fd, 'w'); return REAL(pwrite, fd, bytes, size, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) { FAIL(fd, 'w'); return REAL(pwrite64, fd, bytes, size, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) { FAIL(fd, 'w'); return REAL(writev, fd, parts, count); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { FAIL(fd, 'w'); return REAL(pwritev, fd, parts, count, at); }

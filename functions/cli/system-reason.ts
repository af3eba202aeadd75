const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EIO: 'an input or output error',
  EISDIR: 'a folder',
  ELOOP: 'symbolic links in a circle',
  EMFILE: 'too many open files',
  ENOENT: 'nothing of this name',
  EPERM: 'operation not permitted',
}

/** Why a system call failed, in words for a person. */
export const systemReason = (error: unknown): string => {
  const { code } = error as NodeJS.ErrnoException
  return (code === undefined ? undefined : REASONS[code]) ?? code ?? String(error)
}

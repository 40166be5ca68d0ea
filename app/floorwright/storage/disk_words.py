"""What the operating system says about a file, in words a user can act on."""

import errno

_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EFBIG: "the file would be larger than this disk allows",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.ENOENT: "the folder is not there",
    errno.ENOTDIR: "its folder is not a folder",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EINVAL: "the name is not possible there",
    errno.EIO: "the disk reports an error",
    errno.ELOOP: "its links go round in a circle",
    errno.ENODEV: "the disk is not there any more",
    errno.ENXIO: "the disk is not there any more",
    errno.ESTALE: "the network drive is not there any more",
    errno.ETIMEDOUT: "the network drive does not answer",
}


def cause(problem: OSError) -> str:
    """A clause that says what is wrong, to stand after a colon."""
    return _WORDS.get(problem.errno or 0) or (problem.strerror or str(problem)).lower()

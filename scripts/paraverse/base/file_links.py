"""Find symbolic links that lead out of the folder of the data.

Files of simulations are data of unknown origin: a link in the folder of a universe must not make
other files of the user appear in results that are shared.
"""

from __future__ import annotations

import os
import stat

from paraverse.base.regular_files import describe_kind


class LinkChecker:
    """Checks files below a folder.

    Parameters
    ----------
    base
        The folder, which may itself be reached through links.
    folders_may_be_links
        Whether the folders in it may be links to anywhere, as the folders of universes are often
        on different disks.
    """

    def __init__(self, base: str, *, folders_may_be_links: bool = True) -> None:
        self._base = base
        self._folders_may_be_links = folders_may_be_links
        # Plans ask for all files of a sweep, of which thousands share a folder
        self._links: dict[str, bool] = {}
        self._real_paths: dict[str, str] = {}

    def problem(self, relative: str, mode: int | None = None) -> str:
        """Explain why a file must not be read.

        Parameters
        ----------
        relative
            The path of a file or folder, relative to the base.
        mode
            Its mode as in `os.lstat`, without following links; None to look it up.

        Returns
        -------
        str
            What is wrong, to follow the path in a sentence: links in the path lead out of the base,
            the file is a FIFO, a socket or a device, or it does not exist. "" if the file may be
            read.
        """
        path = f"{self._base}/{relative}"
        try:
            mode = os.lstat(path).st_mode if mode is None else mode
            if stat.S_ISLNK(mode) or self._has_link(relative.rpartition("/")[0]):
                real = os.path.realpath(path)
                if not any(_is_inside(real, root) for root in self._roots(relative)):
                    return f"leads to {real}, outside of {self._base}"
                mode = os.stat(path).st_mode
        except OSError as error:
            return f"cannot be read: {error.strerror}"
        if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
            return ""
        return f"is {describe_kind(mode)}, not a regular file"

    def _real_path(self, folder: str) -> str:
        if folder not in self._real_paths:
            self._real_paths[folder] = os.path.realpath(folder)
        return self._real_paths[folder]

    def _has_link(self, folder: str) -> bool:
        if folder not in self._links:
            self._links[folder] = self._find_link(folder)
        return self._links[folder]

    def _find_link(self, folder: str) -> bool:
        while "/" in folder or (folder and not self._folders_may_be_links):
            if os.path.islink(f"{self._base}/{folder}"):
                return True
            folder = folder.rpartition("/")[0]
        return False

    def _roots(self, relative: str) -> list[str]:
        top, slash, _ = relative.partition("/")
        roots = [self._real_path(self._base)]
        if self._folders_may_be_links and slash and top != "..":
            roots.append(self._real_path(f"{self._base}/{top}"))
        return roots


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")

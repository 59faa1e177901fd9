"""Words for what the system reports, so that no English sentence reaches a clerk."""

import errno
import socket

REASONS = {
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EROFS: "磁盘是只读的",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "名称太长",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.EADDRINUSE: "端口已经被别的程序占用",
    errno.ECONNREFUSED: "对方没有应答",
    errno.ECONNRESET: "连接断了",
    errno.ENETUNREACH: "网络不通",
    errno.EHOSTUNREACH: "网络不通",
    errno.ETIMEDOUT: "等了太久没有应答",
}


def why(error: OSError) -> str:
    """Why the system refused, in Chinese; an unusual reason with its number, which can be looked up."""
    if isinstance(error, socket.gaierror):
        return "找不到这个网址的主机"
    if isinstance(error, TimeoutError):
        return REASONS[errno.ETIMEDOUT]
    if error.errno in REASONS:
        return REASONS[error.errno]
    if error.errno is None:
        return f"原因不明：{error}"
    return f"系统错误{error.errno}：{error.strerror}"

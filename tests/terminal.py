"""terminal.py WIDTH COMMAND...: what the command shows on a terminal of that width, without its
colours; fails when a line is wider, or none is nearly as wide. SPDX-License-Identifier: MIT"""
import fcntl, os, pty, re, struct, sys, termios

width = int(sys.argv[1])
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    os.execv(sys.argv[2], sys.argv[2:])
text = b""
try:
    while piece := os.read(terminal, 4096):
        text += piece
except OSError: # the end of a terminal
    pass
os.waitpid(child, 0)
lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in text.decode().splitlines()]
print("\n".join(lines))
widest = max(len(line) for line in lines)
if not width * 7 / 10 < widest <= width:
    sys.exit(f"the widest line has {widest} columns, the terminal {width}")

# SPDX-License-Identifier: MIT
"""Faults at the system's door, injected by strace: also in calls that the C
library makes by itself."""
import collections
import os
import re
import shutil
import signal
import subprocess

from parts import some
from tally import torn

FAULTS = {
    'read': ('EIO', 'EINTR'), 'write': ('EIO', 'EINTR', 'ENOSPC'),
    'openat': ('EIO', 'EMFILE'), 'newfstatat': ('EIO',), 'access': ('EIO',),
    'fsync': ('EIO',), 'rename': ('EIO', 'ENOSPC'), 'getdents64': ('EIO',),
    'lseek': ('EIO',), 'flock': ('EINTR',), 'poll': ('EIO', 'EINTR'),
    'sendto': ('EIO', 'EINTR'), 'pipe2': ('EMFILE',),
    'socketpair': ('EMFILE',), 'clone': ('EAGAIN',), 'clone3': ('EAGAIN',),
    'wait4': ('EINTR',), 'mmap': ('ENOMEM',), 'readlink': ('EIO',),
    'fadvise64': ('EIO',), 'fcntl': ('EIO',), 'unlink': ('EIO',)}
# What no program of ours can tell apart: the loader ends by itself (127), and
# libzip says of some faults that it is no workbook (65). None is silent.
MAY_END = (65, 66, 71, 73, 74, 127)


def counts(torture, command, before=False, of=FAULTS):
    """How often a run makes each call; those of the loader do not count."""
    trace = torture.job.at + '/trace'
    options = ['strace', '-qq', '-o', trace, '-e', 'trace=' + ','.join(of)]
    if before:
        subprocess.run(options + [command[0], '--version'],
                       env=torture.job.env, capture_output=True)
        good = None
    else:
        good = torture.run(command, prefix=options)
    with open(trace, errors='replace') as file:
        found = re.findall(r'^(\w+)\((1?)', file.read(), re.M)
    # The version itself is written to descriptor 1.
    return good, collections.Counter(
        call for call, one in found if not (before and call == 'write'))


def syscalls(torture, tally):
    if not shutil.which('strace'):
        tally.defect('strace', 'is not there', 0)
        return
    for case, command in torture.job.cases(torture.few):
        good, made = counts(torture, command)
        _, loader = counts(torture, command, before=True)
        for call, errors in FAULTS.items():
            for n in some(torture, made[call] - loader[call], 3):
                for error in errors:
                    where = f'{call}:error={error}:when={n + loader[call]}'
                    got = torture.run(command, prefix=[
                        'strace', '-qq', '-o', '/dev/null', '-e',
                        'trace=' + call, '-e', 'inject=' + where, '-e',
                        'signal=none'])
                    if case == 'lint' and got[0] == good[0] == 1:
                        got = got[:2] + good[2:]
                    torture.judge(tally, case, where, good, got, MAY_END)


def killed(torture, tally):
    """SIGKILL at every system call: what -o names is as it was, or whole."""
    if not shutil.which('strace'):
        tally.defect('strace', 'is not there', 0)
        return
    for case, command in torture.job.cases(torture.few):
        good, made = counts(torture, command, of=('all',))
        _, loader = counts(torture, command, before=True, of=('all',))
        for call in some_of(torture, made):
            for i in some(torture, made[call] - loader[call], 1):
                n = loader[call] + i
                got = torture.run(command, prefix=[
                    'strace', '-qq', '-o', '/dev/null', '-e', 'trace=' + call,
                    '-e', f'inject={call}:signal=KILL:when={n}'])
                dead(torture, tally, case, f'{call} {n}', good, got)


def some_of(torture, made):
    return ('write', 'rename', 'fsync') if torture.few else made


def dead(torture, tally, case, where, good, got):
    """After SIGKILL a file beside may stay; what it is beside is whole."""
    status, _, out, files = got
    tally.tried += 1
    tally.ends[status] += 1
    for name in os.listdir(torture.job.at):
        if '.tmp.' in name:
            os.unlink(f'{torture.job.at}/{name}')
    if status not in (good[0], -signal.SIGKILL):
        tally.defect(case, f'status {status}', where)
    if out not in (b'old\n', good[2]):
        tally.defect(case, 'half an output', where)
    for name in ('rejects', 'rows'):
        if files[name] not in (None, good[3][name]):
            tally.defect(case, f'half of {name}', where)
    # One write appends a line: all of it or none.
    if torn(files['ledger']):
        tally.defect(case, 'a line of the ledger is torn', where)


PARTS = {'syscalls': syscalls, 'killed': killed}

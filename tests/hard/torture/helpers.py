# SPDX-License-Identifier: MIT
"""Faults of the programs that the scripts call, one call of one run of one of
them at a time, by strace: also in what the C library does by itself. Signals
between are left out: none of these programs handles one."""
import collections
import os
import re
import shutil
import subprocess

from parts import some
from pipes import Publishing, wait_for_session
from shell import Postgres, Sqlite, judge

# Not sendto: after a send that failed psql listens for what the server says of
# it, and on a line that is not really cut the server says nothing.
FAULTS = {
    'read': ('EIO',), 'pread64': ('EIO',), 'write': ('EIO', 'ENOSPC'),
    'pwrite64': ('EIO', 'ENOSPC'), 'openat': ('EIO', 'EMFILE'),
    'newfstatat': ('EIO',), 'statx': ('EIO',), 'getdents64': ('EIO',),
    'lseek': ('EIO',), 'fsync': ('EIO',), 'fdatasync': ('EIO',),
    'ftruncate': ('EIO',), 'rename': ('EIO',), 'renameat2': ('EIO',),
    'symlink': ('EIO',), 'symlinkat': ('EIO',), 'unlink': ('EIO',),
    'unlinkat': ('EIO',), 'rmdir': ('EIO',), 'mkdir': ('EIO', 'ENOSPC'),
    'close': ('EIO',), 'dup2': ('EMFILE',), 'pipe2': ('EMFILE',),
    'socket': ('EMFILE',), 'connect': ('EIO',), 'recvfrom': ('EIO',),
    'poll': ('EIO',), 'flock': ('EIO',),
    'mmap': ('ENOMEM',), 'brk': ('ENOMEM',)}
# Stands before the others of its name: each run of it takes the next number,
# and strace the one that is meant.
WRAPPER = '''#!/bin/sh
i=1
while ! /bin/mkdir "$BIF_TURNS/$i" 2>/dev/null; do
	i=$((i + 1))
done
[ "$i" = "$BIF_TURN" ] || exec {real} "$@"
exec strace -qq -o "$BIF_TRACE" $BIF_INJECT {real} "$@"
'''


class Status:
    """pipelines/status, to be struck as the loading scripts are."""
    name = 'status'
    programs = ('nproc', 'mkdir', 'flock', 'rm', 'stat', 'sort', 'sync', 'mv',
                'ln', 'awk', 'cat', 'wc', 'find', 'cp', 'openssl', 'sha256sum')

    def __init__(self, torture):
        self.job = torture.job
        self.p = Publishing(torture, lambda name: name.startswith(
            ('telefoni', 'klager', 'opus_fravaer')))
        self.p.learn()
        self.before, self.state = self.p.old_result, self.p.state
        self.close = self.p.close

    def run(self, env):
        run = self.p.start(env)
        words = run.communicate()[1]
        return run.returncode, words, wait_for_session(run.pid)


class Into:
    """One of the loading scripts."""

    def __init__(self, loading, *programs):
        self.loading, self.job = loading, loading.job
        self.name, self.env = loading.name, loading.env
        self.programs = ('gzip', 'head', 'tail', 'awk', 'mktemp', 'rm', 'sed',
                         *programs)
        self.before, self.state = loading.before, loading.state
        self.close = loading.close

    def run(self, env):
        self.loading.env = dict(self.env, **env)
        try:
            return self.loading.run()
        finally:
            self.loading.env = self.env


class Wrapped:
    """A script with one of its programs wrapped."""

    def __init__(self, script, program, real):
        self.script, self.program = script, program
        self.turns = script.job.at + '/turns'
        self.trace = script.job.at + '/trace'
        folder = f'{script.job.at}/wrapped-{program}'
        os.makedirs(folder, exist_ok=True)
        with open(f'{folder}/{program}', 'w') as file:
            file.write(WRAPPER.format(real=real))
        os.chmod(f'{folder}/{program}', 0o755)
        path = script.job.env['PATH']
        self.env = {'PATH': folder + ':' + path, 'BIF_TURNS': self.turns,
                    'BIF_TRACE': self.trace}

    def run(self, turn, inject):
        """Turn 0: none is struck. Then also how often the program ran."""
        self.script.before()
        shutil.rmtree(self.turns, ignore_errors=True)
        os.mkdir(self.turns)
        done = self.script.run(dict(self.env, BIF_TURN=str(turn),
                                    BIF_INJECT=inject))
        return done, len(os.listdir(self.turns))

    def calls(self, turn):
        """How often the turn makes each call."""
        self.run(turn, '-e trace=' + ','.join(FAULTS))
        with open(self.trace, errors='replace') as file:
            return collections.Counter(re.findall(r'^(\w+)\(', file.read(),
                                                  re.M))


def of_loader(job, real):
    """The calls before the program's own begin; the version is written."""
    trace = job.at + '/trace'
    subprocess.run(['strace', '-qq', '-o', trace, '-e',
                    'trace=' + ','.join(FAULTS), real, '--version'],
                   capture_output=True, stdin=subprocess.DEVNULL)
    with open(trace, errors='replace') as file:
        made = file.read().split('write(')[0]
    return collections.Counter(re.findall(r'^(\w+)\(', made, re.M))


def strike(torture, tally, script):
    script.before()
    states = {script.state(): 'old'}
    status, words, _ = script.run({})
    states[script.state()] = 'new'
    if status or words or len(states) != 2:
        tally.defect(script.name, f'status {status}: {words}', 0)
    for program in script.programs:
        real = shutil.which(program)
        if not real:
            continue
        wrapped = Wrapped(script, program, real)
        loader = of_loader(script.job, real)
        for turn in range(1, 1 + wrapped.run(0, '')[1]):
            for call, n in wrapped.calls(turn).items():
                for i in some(torture, n - loader[call], 1):
                    one(torture, tally, wrapped, turn,
                        f'{call}:when={i + loader[call]}', states)


def one(torture, tally, wrapped, turn, call, states):
    errors = FAULTS[call.split(':')[0]]
    for error in errors[:1] if torture.few else errors:
        name, when = call.split(':')
        (status, words, left), _ = wrapped.run(
            turn, f'-e trace={name} -e inject={name}:error={error}:{when}')
        judge(tally, f'{wrapped.script.name}, {wrapped.program}',
              f'{turn}. {call}:{error}', status, words,
              states.get(wrapped.script.state(), 'neither'), left)


def helpers(torture, tally):
    if not shutil.which('strace'):
        tally.defect('strace', 'is not there', 0)
        return
    for program, script in (
            ('flock', Status),
            ('sqlite3', lambda t: Into(Sqlite(t), 'sqlite3')),
            ('psql', lambda t: Into(Postgres(t), 'psql'))):
        if not shutil.which(program):
            print(f'helpers: not tried: no {program}', flush=True)
            continue
        made = script(torture)
        try:
            strike(torture, tally, made)
        finally:
            made.close()


PARTS = {'helpers': helpers}

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""torture.py PART... [--few] [--every=N]: bad days, one fault after another.

  alloc     the n-th allocation fails, for every n
  calls     each read, write, open, close, fsync, rename fails in turn, with
            EIO, ENOSPC and EINTR, by fault.so
  syscalls  the same and more at the system's door, by strace
  short     reads and writes of few bytes, each third interrupted
  limits    size of files, memory, open files; standard streams closed
  gzip      truncated at every byte, bits flipped, junk, members, a bomb
  marks     the writer of a pipe dies at every byte; pipes of equal numbers
  disk      pipelines/status on disks that are too small (root)
  killed    SIGKILL at every system call of each program, by strace
  kill      SIGKILL at each step of pipelines/status, of one process and of all
  shell     each call of every process of pipelines/status fails in turn
  strain    pipelines/status within limits, and without standard streams
  body to-sqlite to-postgres
            the same, and SIGKILL at each step, with these
  helpers   each call of the programs that these scripts use, by strace
  nights    the same inbox on other nights: the same bytes

A run that is struck must end with a status and a message, leave an output
named by -o as it was or whole, and leave nothing else behind; or not be
touched by it at all. --few tries a sample, --every each n-th place, of each
case others. What was tried and what went wrong
is printed; status 1 when anything did."""
import os
import re
import subprocess
import sys
import tempfile

from job import ROOT, Job, Piped
from tally import Tally, torn

TIMEOUT = 60


def fault_library():
    """Built by the Makefile; by hand where it was not."""
    library = os.environ.get('BIF_FAULTS', ROOT + '/build/fault.so')
    source = ROOT + '/tests/hard/torture/fault.c'
    if not os.path.exists(library):
        library = tempfile.mkdtemp() + '/fault.so'
        subprocess.run([os.environ.get('CC', 'cc'), '-O1', '-fPIC', '-shared',
                        '-o', library, source, '-ldl'], check=True)
    return os.path.abspath(library)


def read(path):
    try:
        with open(path, 'rb') as file:
            return file.read()
    except FileNotFoundError:
        return None


class Torture:
    def __init__(self, job, few, every):
        self.job, self.few = job, few
        self.every, self.turn = every, 0
        self.library = fault_library()
        self.count = job.at + '/count'
        self.out = job.at + '/out'

    def run(self, command, fault=None, env=None, prefix=(), **options):
        """Runs a case with -o OUT, which held `old`; status, messages and
        what is then in the files it may write."""
        env = dict(self.job.env, BIF_LEDGER=self.job.at + '/ledger',
                   **(env or {}))
        if fault:
            with open(self.count, 'wb') as file:
                file.write(b'\0' * 4096)
            env.update(LD_PRELOAD=self.library, BIF_FAULT=fault,
                       BIF_FAULT_COUNT=self.count)
        for name in ('ledger', 'rejects', 'rows'):
            if os.path.exists(f'{self.job.at}/{name}'):
                os.unlink(f'{self.job.at}/{name}')
        with open(self.out, 'w') as file:
            file.write('old\n')
        cat = subprocess.Popen(
            ['cat', command.file], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL) if isinstance(command, Piped) else None
        try:
            done = subprocess.run(list(prefix) + command + ['-o', self.out],
                                  env=env, cwd=self.job.at, timeout=TIMEOUT,
                                  stdin=cat.stdout if cat
                                  else subprocess.DEVNULL,
                                  stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, **options)
        except subprocess.TimeoutExpired:
            return 'hangs', b'', None, {}
        finally:
            if cat:
                cat.stdout.close()
                cat.wait()
        files = {name: read(f'{self.job.at}/{name}')
                 for name in ('ledger', 'rejects', 'rows')}
        # Each pipe has another number.
        if files['ledger']:
            files['ledger'] = re.sub(rb'\tpipe:[^\t]*', b'\tpipe',
                                     files['ledger'])
        return done.returncode, done.stderr, read(self.out), files

    def counted(self):
        with open(self.count, 'rb') as file:
            return int.from_bytes(file.read(8), 'little')

    def judge(self, tally, case, where, good, got, may_end=(71, 73, 74)):
        """Whether a run that was struck has behaved."""
        status, words, out, files = got
        tally.tried += 1
        tally.ends[status] += 1
        left = [name for name in os.listdir(self.job.at) if '.tmp.' in name]
        for name in left:
            os.unlink(f'{self.job.at}/{name}')
        if left:
            tally.defect(case, 'a file is left beside', where)
        if status == good[0]:
            if out != good[2]:
                tally.defect(case, f'status {status}, and another output',
                             where)
            elif files != good[3]:
                tally.defect(case, f'status {status}, and other files', where)
            elif words != good[1]:
                tally.defect(case, f'status {status}, and other words', where)
            return
        if status not in may_end:
            tally.defect(case, f'status {status}: '
                         f'{words[-120:].decode(errors="replace")}', where)
        # Words that cannot be written are a status alone.
        elif not words and not (good[1] and str(where).startswith('write')):
            tally.defect(case, f'status {status} without a word', where)
        # Lint lists what it could read, and its status tells.
        if out not in (b'old\n', good[2]) and case != 'lint':
            tally.defect(case, f'status {status}, and half an output', where)
        if torn(files.get('ledger')):
            tally.defect(case, 'a line of the ledger is torn', where)


def main(arguments):
    import helpers
    import parts
    import pipes
    import shell
    import syscalls
    known = dict(parts.PARTS, **syscalls.PARTS, **pipes.PARTS, **shell.PARTS,
                 **helpers.PARTS)
    few = '--few' in arguments
    every = [int(a[8:]) for a in arguments if re.match(r'--every=[1-9]\d*$', a)]
    wanted = [a for a in arguments if a[:7] not in ('--few', '--every')]
    if any(part not in known for part in wanted):
        print(__doc__)
        return 64
    job, bad = Job(few), 0
    try:
        for part in wanted or list(known):
            tally = Tally(part)
            try:
                known[part](Torture(job, few, max([1, *every])), tally)
            finally:            # also of what is interrupted
                bad += tally.report()
    finally:
        job.close()
    return bad > 0


if __name__ == '__main__':
    sys.dont_write_bytecode = True
    sys.exit(main(sys.argv[1:]))

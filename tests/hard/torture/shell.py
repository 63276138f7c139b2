# SPDX-License-Identifier: MIT
"""Faults of the scripts: each call of each of their processes, the shell's and
its helpers' included."""
import os
import shutil
import signal
import subprocess
import tempfile

from job import ROOT
from parts import some
from pipes import Publishing, strike, wait_for_session

CALLS = ('read', 'write', 'open', 'close', 'fsync', 'rename', 'stat', 'readdir')
ONE = {'stat': ('EIO',), 'readdir': ('EIO',), 'close': ('ENOSPC',),
       'read': ('EIO', 'EINTR'), 'open': ('EIO', 'EINTR')}
ERRORS = ('EIO', 'ENOSPC', 'EINTR')
PATIENCE = 60                   # seconds


def faults(torture, counted):
    """CALL:N:ERROR for every call that `counted` finds, or for some."""
    for call in CALLS:
        for n in some(torture, counted(f'{call}:0:EIO'), 2):
            for error in ERRORS[:1] if torture.few else \
                    ONE.get(call, ERRORS):
                yield f'{call}:{n}:{error}'


def shell(torture, tally):
    """pipelines/status: the old result or the new, and the status tells."""
    p = Publishing(torture, lambda name: name.startswith(
        ('telefoni', 'klager', 'opus_fravaer')))
    p.learn()
    p.old_result()
    wanted = list(faults(torture, lambda fault: strike(p, fault)[2]))
    # The record is the last to be written, of what pipes make of the result:
    # the last reads are always tried.
    last = strike(p, 'read:0:EIO')[2]
    wanted += [f'read:{n}:EIO' for n in range(last - 30, last, 5)]
    for fault in wanted:
        p.old_result()
        status, words, _, hit, left = strike(p, fault)
        judge(tally, 'status', fault, status, words, p.state(), left)
    p.close()


LIMITS = [('prlimit', f'--fsize={n}') for n in (
    0, 10, 100, 300, 1000, 3000, 10000, 30000)] + [
    ('prlimit', f'--as={n}000000') for n in range(3, 30, 2)] + [
    ('prlimit', f'--nofile={n}') for n in range(4, 24)] + [
    ('sh', '-c', f'exec "$@" {closed}', 'sh') for closed in (
        '<&-', '>&-', '2>&-', '<&- >&- 2>&-', '</dev/full >/dev/full',
        '2>/dev/full')]


def strain(torture, tally):
    """pipelines/status within limits, and without standard streams."""
    p = Publishing(torture, lambda name: name.startswith(
        ('telefoni', 'klager', 'opus_fravaer')))
    p.learn()
    for prefix in LIMITS[::6] if torture.few else LIMITS:
        p.old_result()
        run = p.start(prefix=prefix)
        words = run.communicate()[1]
        left = wait_for_session(run.pid)
        mute = '2>' in ' '.join(prefix)
        judge(tally, 'status', ' '.join(prefix), run.returncode,
              words or b'mute' * mute, p.state(), left)
    p.close()


def judge(tally, case, fault, status, words, state, left=()):
    tally.tried += 1
    tally.ends[status] += 1
    if left:
        tally.defect(case, 'processes stay', fault)
    if state == 'neither':
        tally.defect(case, f'status {status}, neither old nor new', fault)
    if status == 0 and state != 'new':
        tally.defect(case, f'status 0, and the {state} result', fault)
    if status and not words:
        tally.defect(case, f'status {status} without a word', fault)
    if status and state == 'new' and not any(w in words for w in IN_DOUBT):
        tally.defect(case, f'status {status}, and the new result: '
                     f'{words[-200:].decode(errors="replace")}', fault)
    if status and status not in STATUSES:
        tally.defect(case, f'status {status}: '
                     f'{words[-200:].decode(errors="replace")}', fault)


# When the folder that the new result stands in cannot be synced; when what the
# client of a database says in the end is lost.
IN_DOUBT = (b'is new, but perhaps not for good',
            b'perhaps not loaded: do it once more')
# The shell's own: 2, 126 and 127 when it cannot read a script, start a program.
STATUSES = (65, 66, 71, 73, 74, 75, 78, 2, 126, 127, 137)


class Loading:
    """A script that is struck while it writes something."""

    def __init__(self, torture, name, command):
        self.torture, self.name, self.command = torture, name, command
        self.job = torture.job
        self.env = dict(self.job.env)
        self.steps = self.job.at + '/steps'

    def run(self, fault=None):
        env = dict(self.env)
        with open(self.steps, 'wb') as file:
            file.write(b'\0' * 4096)
        if fault:
            env.update(LD_PRELOAD=self.torture.library, BIF_FAULT=fault,
                       BIF_FAULT_IN='*', BIF_FAULT_COUNT=self.steps)
        run = subprocess.Popen(self.command, env=env, cwd=self.job.at,
                               stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               start_new_session=True)
        try:
            self.output, words = run.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            wait_for_session(run.pid)
            self.output, words = run.communicate()
            return 'hangs', words, []
        left = wait_for_session(run.pid)
        return run.returncode, words, left

    def counted(self, fault):
        self.before()
        self.run(fault)
        with open(self.steps, 'rb') as file:
            return int.from_bytes(file.read(8), 'little')

    def before(self):
        """Makes the old state."""

    def close(self):
        """Ends what was started."""


class Sqlite(Loading):
    def __init__(self, torture):
        self.base = tempfile.mkdtemp(
            prefix='bif-torture-', dir='/dev/shm' if os.access('/dev/shm', os.W_OK) else None)
        self.file = self.base + '/db'
        super().__init__(torture, 'to-sqlite', [
            ROOT + '/pipelines/to-sqlite', '-o', self.file, 'observations',
            'verdicts'])
        self.first = self.base + '/first'
        subprocess.run([self.command[0], '--run', 'first', '-o', self.first,
                        'observations'], env=self.env, cwd=self.job.at,
                       check=True)

    def before(self):
        for name in os.listdir(self.base):
            if name.startswith('db'):
                os.unlink(f'{self.base}/{name}')
        shutil.copy(self.first, self.file)

    def state(self):
        return subprocess.run(['sqlite3', '-batch', self.file, '.dump'],
                              capture_output=True).stdout

    def close(self):
        shutil.rmtree(self.base)


class Postgres(Loading):
    """With a server of its own, as its tests have."""

    def __init__(self, torture):
        self.base = tempfile.mkdtemp(prefix='bifpg.')
        os.chmod(self.base, 0o777)
        self.bin = sorted(
            f'/usr/lib/postgresql/{version}/bin'
            for version in os.listdir('/usr/lib/postgresql'))[-1]
        self.server(['initdb', '-A', 'trust', '-U', 'bif', '-E', 'UTF8',
                     '--no-locale', '-N'])
        self.server(['pg_ctl', '-w', '-t', '60', '-l', self.base + '/log', '-o',
                     f"-k {self.base} -c listen_addresses='' -c fsync=off",
                     'start'])
        super().__init__(torture, 'to-postgres', [
            ROOT + '/pipelines/to-postgres', 'observations', 'verdicts'])
        self.env.update(PGHOST=self.base, PGUSER='bif', PGDATABASE='postgres')

    def server(self, command):
        command = [self.bin + '/' + command[0], '-D', self.base + '/data',
                   *command[1:]]
        if os.getuid() == 0:
            command = ['setpriv', '--reuid=nobody', '--regid=nogroup',
                       '--clear-groups', *command]
        subprocess.run(command, check=True, cwd='/', stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def sql(self, *commands):
        done = subprocess.run(
            ['psql', '-XqtA', *(x for c in commands for x in ('-c', c))],
            env=self.env, capture_output=True)
        return done.stdout + done.stderr

    def before(self):
        self.sql('DROP SCHEMA IF EXISTS bif CASCADE')
        subprocess.run([self.command[0], '--run', 'first', 'observations'],
                       env=self.env, cwd=self.job.at, check=True)

    def state(self):
        return self.sql("SELECT table_name FROM information_schema.tables "
                        "WHERE table_schema = 'bif' ORDER BY 1",
                        'TABLE bif.observations', 'TABLE bif.verdicts')

    def close(self):
        self.server(['pg_ctl', '-m', 'immediate', 'stop'])
        shutil.rmtree(self.base)


class Body(Loading):
    """What it writes goes on to the next, so half of it may be there."""

    def __init__(self, torture):
        super().__init__(torture, 'body', [
            'sh', '-c', '"$0" sort -r <"$1"', ROOT + '/pipelines/body',
            'observations'])
        self.output = b''

    def before(self):
        self.output = b''

    def state(self):
        return self.output


def part(kind, program):
    """The part of a script, where the database it needs is there."""
    def run(torture, tally):
        if not shutil.which(program):
            print(f'{tally.part}: not tried: no {program}', flush=True)
            return
        loading = kind(torture)
        try:
            load(torture, tally, loading)
        finally:
            loading.close()
    return run


def load(torture, tally, loading):
    loading.before()
    old = loading.state()
    status, words, _ = loading.run()
    new = loading.state()
    if status or words or old == new:
        tally.defect(loading.name, f'status {status}: {words}', 0)
    kills = (f'step:{n}{whom}' for whom in ('', ':all') for n in
             some(torture, loading.counted('step:0'), 2))
    for fault in [*kills, *faults(torture, loading.counted)]:
        loading.before()
        status, words, left = loading.run(fault)
        now = loading.state()
        state = 'new' if now == new else 'old' if now == old else 'neither'
        if loading.name == 'body' and status:
            state = 'old'
        # The client is killed, and all of it is there already.
        if fault.startswith('step') and status == 74 and state == 'new':
            state = 'old'
        # Killed itself: the shell that would have spoken is dead.
        if status == -9 and not left and state != 'neither':
            tally.tried += 1
            tally.ends[status] += 1
            continue
        judge(tally, loading.name, fault, status, words, state, left)


PARTS = {'shell': shell, 'strain': strain, 'body': part(Body, 'sort'),
         'to-sqlite': part(Sqlite, 'sqlite3'),
         'to-postgres': part(Postgres, 'psql')}

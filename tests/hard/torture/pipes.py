# SPDX-License-Identifier: MIT
"""Faults between programs: marks, full disks, death at each step, nights."""
import fcntl
import json
import os
import shutil
import signal
import struct
import subprocess
import time

from job import AS_OF, BOOK, ROOT, make_inbox
from parts import some

STATUS = ROOT + '/pipelines/status'


# --- marks: a writer that died looks like a short, valid stream ---

def joined(torture, writer, reader, fault=None, who=None, before=b''):
    """WRITER | READER without pipefail: the reader's status and words.
    `before` stands in the ledger with {key} for the pipe's."""
    job = torture.job
    ledger = job.at + '/ledger'
    out_of, into = os.pipe()
    key = pipe_key(out_of)
    with open(ledger, 'wb') as file:
        file.write(before.replace(b'{key}', key))
    env = dict(job.env, BIF_LEDGER=ledger)
    if not before:
        os.unlink(ledger)
    struck = dict(env)
    if fault:
        with open(torture.count, 'wb') as file:
            file.write(b'\0' * 4096)
        struck.update(LD_PRELOAD=torture.library, BIF_FAULT=fault,
                      BIF_FAULT_IN=who or writer[0],
                      BIF_FAULT_COUNT=torture.count)
    first = subprocess.Popen(writer, env=struck, cwd=job.at, stdout=into,
                             stderr=subprocess.DEVNULL,
                             stdin=subprocess.DEVNULL)
    os.close(into)
    second = subprocess.run(reader, env=env, cwd=job.at, stdin=out_of,
                            capture_output=True)
    os.close(out_of)
    first.wait()
    with open(ledger, 'rb') as file:
        marks = [line.split(b'\t')[12].decode() for line in file.read()
                 .splitlines() if line.split(b'\t')[2] == key]
    return second.returncode, second.stderr, second.stdout, marks


def pipe_key(descriptor):
    with open('/proc/sys/kernel/random/boot_id') as file:
        boot = file.read().strip()
    pipe = os.fstat(descriptor)
    return f'pipe:{boot}:{pipe.st_dev}:{pipe.st_ino}'.encode()


HEADER = (b'program\tsource\tfile\trows_in\trows_out\tfacts\trejected\tskipped\t'
          b'bytes_in\tbytes_out\tfirst_date\tlast_date\tstatus\n')


def mark(status, size=b''):
    return b'bif-judge\t\t{key}\t\t1\t\t\t\t\t' + size + b'\t\t\t' + status + b'\n'


def marks(torture, tally):
    pairs = (
        (['bif-extract', '-s', 'klager', torture.job.inbox + '/klager.csv'],
         ['bif-normalize', '-s', 'klager', '--quiet']),
        (['bif-normalize', '-s', 'klager', 'klager.records'],
         ['bif-aggregate']),
        # the complaints of so small an inbox are all of earlier years
        (['bif-aggregate', 'telefoni.facts'], ['bif-judge']),
        (['bif-judge', 'observations'], ['bif-render']))
    for writer, reader in pairs:
        case = f'{writer[0]} | {reader[0]}'
        status, words, good, seen = joined(torture, writer, reader)
        if status or seen != ['begin', 'end 0', 'read']:
            tally.defect(case, f'status {status}, marks {seen}', 0)
        size = len(subprocess.run(writer, env=torture.job.env,
                                  cwd=torture.job.at,
                                  capture_output=True).stdout)
        for n in {0, *some(torture, size, 12), size}:
            status = joined(torture, writer, reader, f'die:{n}')[0]
            tally.tried += 1
            tally.ends[status] += 1
            if status != 65:
                tally.defect(case, f'status {status}', n)
        old_numbers(torture, tally, case, writer, reader, good)
    in_between(torture, tally)


def old_numbers(torture, tally, case, writer, reader, good):
    """A pipe whose number an earlier pipe had, which left its marks."""
    for what, before in (('ended', mark(b'begin') + mark(b'end 0', b'77')),
                         ('dead', mark(b'begin')),
                         ('failed', mark(b'begin') + mark(b'end 65', b'7')),
                         ('twice', (mark(b'begin') + mark(b'end 0', b'7')) * 2)):
        got = joined(torture, writer, reader, before=HEADER + before)
        tally.tried += 1
        if got[0] or got[2] != good or got[3][-1] != 'read':
            tally.defect(case, f'after an earlier pipe, {what}: status '
                         f'{got[0]}, marks {got[3]}', 0)
        got = joined(torture, writer, reader, 'die:40', before=HEADER + before)
        tally.tried += 1
        if got[0] != 65:
            tally.defect(case, f'dies after an earlier pipe, {what}: status '
                         f'{got[0]}', 0)
        other = ['sh', '-c', '"$@" | cat', 'sh'] + writer
        got = joined(torture, other, reader, before=HEADER + before)
        tally.tried += 1
        if got[0] or got[2] != good or got[3][-1] != 'unchecked':
            tally.defect(case, f'cat after an earlier pipe, {what}: status '
                         f'{got[0]}, marks {got[3]}', 0)


def in_between(torture, tally):
    """sort and tee; several writers, one of whom may die."""
    writer = 'bif-aggregate klager.facts'
    body = ROOT + '/pipelines/body'
    merge = ['bif-aggregate', '--merge']
    for what, script, fault, want, last in (
            ('sort', f'{writer} | {body} sort -r', None, 0, 'unchecked'),
            ('tee', f'{writer} | tee copy', None, 0, 'unchecked'),
            ('two', f'{writer}; {writer}', None, 0, 'read'),
            ('two at once', f'{writer} & {writer}; wait', None, 0, 'read'),
            ('ours, and another', f'{writer}; tail -n 3 observations', None,
             65, 'read'),
            ('one dies', f'{writer}; BIF_FAULT= {writer}', 'die:50', 65,
             'read'),
            ('one dies at once', f'{writer}; BIF_FAULT= {writer}', 'die:0',
             65, 'read')):
        got = joined(torture, ['sh', '-c', script], merge, fault,
                     'bif-aggregate')
        tally.tried += 1
        tally.ends[got[0]] += 1
        # Two at once may write into each other's rows: then it is told.
        if got[0] != want and not (what == 'two at once' and got[0] == 65):
            tally.defect('between', f'{what}: status {got[0]}, marks {got[3]}',
                         0)
        elif want == 0 and got[3][-1] != last:
            tally.defect('between', f'{what}: marks {got[3]}', 0)


# --- pipelines/status ---

def contents(folder):
    """The files of a result and of the book beside it, by name. The ledger
    tells of pipes, which differ, and so does what the record says of it."""
    files = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(f'{at}/{name}', folder)
            if path == 'ledger.tsv':
                continue
            with open(f'{at}/{name}', 'rb') as file:
                files[path] = file.read()
    files['run.json'] = recorded(files.get('run.json', b''))
    return files


def recorded(text):
    """What a record says beside its command, which names the result."""
    try:
        record = json.loads(text)
        outputs = [row for row in record['outputs']
                   if row['name'] != 'ledger.tsv']
        return json.dumps(dict(record, outputs=outputs, command=[]))
    except (ValueError, KeyError):
        return text


class Publishing:
    """Runs of status over a tiny inbox, on a file system in memory."""

    def __init__(self, torture, want):
        base = '/dev/shm' if os.access('/dev/shm', os.W_OK) else torture.job.at
        self.torture, self.job = torture, torture.job
        self.inbox = self.job.at + '/tiny'
        self.at = f'{base}/bif-torture-{os.getpid()}'
        self.out = self.at + '/out'
        self.steps = self.at + '.steps'
        if not os.path.exists(self.inbox):
            make_inbox(self.inbox, want)

    def start(self, env=None, inbox=None, out=None, prefix=()):
        command = [*prefix, STATUS, '--quiet', '-j', '2', '-b', BOOK, '--as-of', AS_OF,
                   '--key', self.job.key, '-o', out or self.out,
                   inbox or self.inbox]
        env = dict(self.job.env, SOURCE_DATE_EPOCH='1278000000',
                   **(env or {}))
        return subprocess.Popen(command, env=env,
                                stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, start_new_session=True)

    def old_result(self):
        shutil.rmtree(self.at, ignore_errors=True)
        first = f'{self.out}.runs/{AS_OF}.1'
        os.makedirs(first)
        for name in self.names + ['ledger.tsv']:
            os.makedirs(os.path.dirname(f'{first}/{name}'), exist_ok=True)
            with open(f'{first}/{name}', 'w') as file:
                file.write('old')
        os.symlink(f'out.runs/{AS_OF}.1', self.out)

    def learn(self):
        """What a run gives that nothing happens to."""
        shutil.rmtree(self.at, ignore_errors=True)
        os.makedirs(self.at)
        run = self.start()
        words = run.communicate()[1]
        if run.returncode:
            raise SystemExit(words.decode())
        self.new = contents(self.out)
        self.names = list(self.new)
        self.old = {name: b'old' for name in self.new}

    def state(self):
        now = contents(self.out)
        return 'old' if now == self.old else 'new' if now == self.new \
            else 'neither'

    def close(self):
        shutil.rmtree(self.at, ignore_errors=True)
        if os.path.exists(self.steps):
            os.unlink(self.steps)


def session_of(pid):
    """The processes of a session that are not yet dead."""
    alive = []
    for name in os.listdir('/proc'):
        try:
            with open(f'/proc/{name}/stat') as file:
                fields = file.read().rsplit(')', 1)[1].split()
        except (OSError, IndexError):
            continue
        if int(fields[3]) == pid and fields[0] != 'Z':
            alive.append(int(name))
    return alive


def wait_for_session(pid):
    """Those that stay, which they should not, and now are killed."""
    for _ in range(2000):
        if not session_of(pid):
            break
        time.sleep(0.01)
    left = session_of(pid)
    for process in left:
        os.kill(process, signal.SIGKILL)
    return left


def strike(p, fault):
    """A run that is struck: its status and words, the count and whether it
    hit, once every process of it has ended."""
    with open(p.steps, 'wb') as file:
        file.write(b'\0' * 4096)
    run = p.start({'LD_PRELOAD': p.torture.library, 'BIF_FAULT': fault,
                   'BIF_FAULT_IN': '*', 'BIF_FAULT_COUNT': p.steps})
    words = run.communicate()[1]
    left = wait_for_session(run.pid)
    with open(p.steps, 'rb') as file:
        count, hit = struct.unpack('qq', file.read(16))
    return run.returncode, words, count, hit, left


def kill(torture, tally):
    p = Publishing(torture, lambda name: name.startswith(
        ('telefoni', 'klager', 'opus_fravaer')))
    p.learn()
    p.old_result()
    steps = strike(p, 'step:0')[2]
    for whom in ('', ':all'):
        for n in some(torture, steps, 12):
            p.old_result()
            status, words, _, hit, left = strike(p, f'step:{n}{whom}')
            state = p.state()
            tally.tried += 1
            tally.ends[status] += 1
            case = 'kill all' if whom else 'kill one'
            if left:
                tally.defect(case, 'processes stay', n)
            if state == 'neither':
                tally.defect(case, 'neither the old result nor the new', n)
            if status == 0 and state != 'new':
                tally.defect(case, 'status 0, and the old result', n)
            if status > 0 and (not words or state == 'new' and
                               b'is new, but perhaps not' not in words):
                tally.defect(case, f'status {status}, {state}: {words}', n)
            if status > 0 and status not in (65, 66, 71, 73, 74, 75, 137):
                tally.defect(case, f'status {status}', n)
            again(p, tally, case, n)
    p.close()


def again(p, tally, case, n):
    """Whatever happened, the next run is well and cleans up."""
    run = p.start()
    words = run.communicate()[1]
    parts = [name for name in os.listdir(p.out + '.runs')
             if name.endswith('.part')]
    if run.returncode or p.state() != 'new' or parts:
        tally.defect(case, f'the next run: status {run.returncode}, {parts}: '
                     f'{words}', n)


def disk(torture, tally):
    """On a disk of few kilobytes, where an old result stands."""
    p = Publishing(torture, lambda name: name.startswith(
        ('telefoni', 'klager', 'opus_fravaer')))
    p.learn()
    p.close()
    os.makedirs(p.at)
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', p.at],
                      capture_output=True).returncode:
        print('disk: not tried: no right to mount', flush=True)
        shutil.rmtree(p.at)
        return
    subprocess.run(['umount', p.at])
    for size in range(48, 560, 160 if torture.few else 4 * torture.every):
        subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={size}k',
                        'tmpfs', p.at], check=True)
        try:
            full_disk(p, tally, size)
        finally:
            subprocess.run(['umount', p.at])
    shutil.rmtree(p.at)


def full_disk(p, tally, size):
    first = f'{p.out}.runs/{AS_OF}.1'
    os.makedirs(first)
    for name in p.names:
        os.makedirs(os.path.dirname(f'{first}/{name}'), exist_ok=True)
        with open(f'{first}/{name}', 'w') as file:
            file.write('old')
    os.symlink(f'out.runs/{AS_OF}.1', p.out)
    run = p.start()
    words = run.communicate()[1]
    state = p.state()
    tally.tried += 1
    tally.ends[run.returncode] += 1
    if (run.returncode, state) not in ((0, 'new'), (74, 'old'), (73, 'old')):
        tally.defect('status', f'status {run.returncode}, {state} result', size)
    if run.returncode and not words:
        tally.defect('status', 'no words', size)


# --- nights ---

NIGHTS = (
    {'TZ': 'Pacific/Kiritimati', 'LC_ALL': 'da_DK.UTF-8', 'clock': 0},
    {'TZ': 'America/St_Johns', 'LC_ALL': 'tr_TR.UTF-8', 'clock': 400 * 86400},
    {'TZ': 'Europe/Copenhagen', 'LANG': 'C', 'clock': -10 * 365 * 86400})


def turned(lines, name):
    """The data rows of a list in the other order; titles, ends and rows that
    hold a quote stay. Where rows of a key may differ the order decides."""
    if not name.startswith(('samtaler', 'telefoni', 'klager', 'fleksjob')):
        return lines
    if b'"' in b''.join(lines):
        return lines
    return lines[:4] + lines[-3:3:-1] + lines[-2:]


def nights(torture, tally):
    """Other time zones, locales, clocks, orders of files and of rows."""
    p = Publishing(torture, lambda name: True)
    p.learn()
    inbox = p.job.at + '/turned'
    os.makedirs(inbox)
    for name in sorted(os.listdir(p.inbox), reverse=True):
        with open(f'{p.inbox}/{name}', 'rb') as file:
            data = file.read()
        if data[:2] != b'\x1f\x8b':
            data = b'\n'.join(turned(data.split(b'\n'), name))
        with open(f'{inbox}/{name}', 'wb') as file:
            file.write(data)
        os.utime(f'{inbox}/{name}', (0, 86400 * 365 * len(name)))
    for i, night in enumerate(NIGHTS):
        env = {k: v for k, v in night.items() if k != 'clock'}
        env.update(LD_PRELOAD=torture.library, BIF_FAULT_IN='*',
                   BIF_FAULT=f'clock:{night["clock"]}')
        for kind, folder in (('', p.inbox), (', rows turned', inbox)):
            out = f'{p.at}/night{i}{len(kind)}'
            run = p.start(env, folder, out)
            words = run.communicate()[1]
            tally.tried += 1
            tally.ends[run.returncode] += 1
            now = contents(out) if not run.returncode else {}
            told = ('observations.tsv', 'verdicts.tsv', 'board.txt')
            for name in told if kind else p.new:
                if now.get(name) != p.new[name]:
                    tally.defect(f'night {i}{kind}', f'another {name} '
                                 f'{words[-200:]}', 0)
    two_at_once(p, tally)
    p.close()


def two_at_once(p, tally):
    """The second waits for nobody."""
    lock = os.open(p.out + '.runs/.lock', os.O_RDWR)

    fcntl.flock(lock, fcntl.LOCK_EX)
    run = p.start()
    words = run.communicate()[1]
    os.close(lock)
    tally.tried += 1
    tally.ends[run.returncode] += 1
    if run.returncode != 75 or not words or p.state() != 'new':
        tally.defect('two at once', f'status {run.returncode}', 0)
    runs = [p.start() for _ in range(4)]
    for run in runs:
        run.communicate()
        if run.returncode not in (0, 75):
            tally.defect('four at once', f'status {run.returncode}', 0)
    tally.tried += 1
    if p.state() != 'new' or all(run.returncode for run in runs):
        tally.defect('four at once', 'no result', 0)


PARTS = {'marks': marks, 'disk': disk, 'kill': kill, 'nights': nights}

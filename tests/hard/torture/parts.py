# SPDX-License-Identifier: MIT
"""Faults of one program at a time: memory, calls, limits, gzip."""
import gzip
import random
import resource
import signal
import subprocess

from job import Piped

ALLOCATIONS = 15                # tried of each case with --few


def some(torture, n, few):
    """The places 1..n, or a sample of them; or each so-manieth, begun in each
    case one later."""
    if torture.few:
        return range(1, n + 1, max(1, n // few))
    torture.turn += 1
    return range(1 + torture.turn % torture.every, n + 1, torture.every)


def alloc(torture, tally):
    for case, command in torture.job.cases(torture.few):
        good = torture.run(command, 'alloc:0')
        for n in some(torture, torture.counted(), ALLOCATIONS):
            got = torture.run(command, f'alloc:{n}')
            torture.judge(tally, case, n, good, got, may_end=(71,))


CALLS = ('read', 'write', 'open', 'close', 'fsync', 'rename', 'send',
         'pthread_create')
RESUMED = ('read', 'write', 'send', 'close')    # where a signal means nothing


def calls(torture, tally):
    for case, command in torture.job.cases(torture.few):
        for call in CALLS:
            good = torture.run(command, f'{call}:0:EIO')
            for n in some(torture, torture.counted(), 2):
                for error in ('EIO', 'EINTR') if torture.few else (
                        'EIO', 'ENOSPC', 'EINTR'):
                    got = torture.run(command, f'{call}:{n}:{error}')
                    if call == 'pthread_create' or (
                            error == 'EINTR' and call in RESUMED):
                        torture.judge(tally, case, f'{call} {n} {error}',
                                      good, got, may_end=())
                    else:
                        torture.judge(tally, case, f'{call} {n} {error}',
                                      good, got, (66, 71, 73, 74)
                                      if call == 'open' else (71, 73, 74))


def short(torture, tally):
    for case, command in torture.job.cases(torture.few):
        good = torture.run(command)
        most = 2 if ' many' in case else 5
        for fault in ('short:4096', 'short:997:EINTR', 'short:7:EINTR',
                      'short:1', 'short:1:EINTR')[:most]:
            got = torture.run(command, fault, env={'BIF_FAULT_IN': '*'}
                              if 'EINTR' not in fault else None)
            torture.judge(tally, case, fault, good, got, may_end=())


def limited(which, most):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(which, (most, most))
    return limit


LIMITS = (
    (resource.RLIMIT_FSIZE, [0, 1, 10, 100, 300, 1000, 3000, 10000, 30000]),
    (resource.RLIMIT_AS, [n * 1000000 for n in
                          (3, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 28, 40)]),
    (resource.RLIMIT_NOFILE, [3, 4, 5, 6]),
)
LOADER = 127                    # a library was not loaded


def limits(torture, tally):
    for case, command in torture.job.cases(torture.few):
        good = torture.run(command)
        for which, values in LIMITS:
            for most in values[::3] if torture.few else values:
                got = torture.run(command, preexec_fn=limited(which, most))
                torture.judge(tally, case, (which, most), good, got,
                              (66, 71, 73, 74, LOADER))
        for closed in ('<&-', '2>&-', '<&- 2>&-', '>&- 2>&- <&-'):
            if '<' in closed and isinstance(command, Piped):
                continue        # its input would be another
            got = torture.run(command, prefix=[
                'sh', '-c', f'exec "$@" {closed}', 'sh'])
            if '2' in closed:
                got = (got[0], good[1]) + got[2:]
            torture.judge(tally, case, closed, good, got, may_end=())
        got = torture.run(command, prefix=['sh', '-c',
                                           'exec "$@" 2>/dev/full', 'sh'])
        if good[1]:             # words that cannot be said
            tally.tried += 1
            if got[0] != 74:
                tally.defect(case, f'2>/dev/full: status {got[0]}', 0)


def gzip_inputs(job):
    """NAME, COMMAND, FILE: the file is written anew each time."""
    at = job.at + '/'
    for name, source, pattern in (
            ('csv', 'klager', 'klager.csv'), ('fixed', 'kmd-sygedagpenge',
                                              'KMD7042.TXT')):
        with open(f'{job.inbox}/{pattern}', 'rb') as file:
            data = file.read()
        yield name, ['bif-extract', '-s', source, at + pattern + '.gz'], data
    yield 'general', ['bif-extract', at + 'x.gz'], b'a,b\n' + b''.join(
        b'%d,%d\n' % (i, i * i) for i in range(50))
    for name, command, stream in (
            ('normalize', ['bif-normalize', '-s', 'klager'],
             'klager.records'), ('aggregate', ['bif-aggregate'],
                                 'klager.facts'),
            ('judge', ['bif-judge'], 'observations'),
            ('render', ['bif-render'], 'verdicts')):
        with open(at + stream, 'rb') as file:
            yield name, command + [at + 'in.gz'], file.read()


def bits(data, rng, n):
    for _ in range(n):
        i = rng.randrange(len(data))
        changed = bytearray(data)
        changed[i] ^= 1 << rng.randrange(8)
        yield i, bytes(changed)


def damaged(data, few):
    """WHAT, BYTES that are no whole gzip; the end is tried bit by bit."""
    rng = random.Random(2010)
    for n in range(0, len(data), max(1, len(data) // 40) if few else 1):
        yield f'cut at byte {n}', data[:n]
    yield 'cut at byte 1', data[:1]
    for bit in range(8 * (len(data) - 8), 8 * len(data), 8 if few else 1):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        yield f'checksum or length, bit {bit}', bytes(changed)
    for junk in (b'\0', b'\n', b'x', b'\x1f', b'\x1f\x8b', b'\x1f\x8c',
                 b'\0' * 512, b'junk', data[:-1]):
        yield f'followed by {junk[:4]}', data + junk
    for i, changed in bits(data[10:], rng, 20 if few else 300):
        yield f'a bit of byte {i + 10}', data[:10] + changed


def gzip_faults(torture, tally):
    for case, command, data in gzip_inputs(torture.job):
        def run(packed):
            with open(command[-1], 'wb') as file:
                file.write(packed)
            return torture.run(command)
        whole = gzip.compress(data, mtime=0)
        good = run(whole)
        if good[0]:
            tally.defect(case, f'whole: status {good[0]}', 0)
        faults = list(damaged(whole, torture.few))
        for i in some(torture, len(faults), len(faults)):
            what, packed = faults[i - 1]
            got = run(packed)
            torture.judge(tally, case, what, good, got, may_end=(65,))
            name = command[-1].encode()
            if got[0] == 65 and name not in got[1]:
                tally.defect(case, 'the file is not named', what)
        empty = gzip.compress(b'', mtime=0)
        many = b''.join(gzip.compress(data[i:i + 37], mtime=0)
                        for i in range(0, len(data), 37))
        for what, packed in (('an empty member first', empty + whole),
                             ('last', whole + empty + empty),
                             ('many members', many)):
            got = run(packed)
            same = (got[0], got[2], got[1]) == (good[0], good[2], good[1])
            tally.tried += 1
            if not same:
                tally.defect(case, f'{what}: status {got[0]}', 0)
    if not torture.few:
        bomb(torture, tally)


def bomb(torture, tally):
    """80 MB that take 80 kB: over the cap, which can be raised."""
    file = torture.job.at + '/bomb.gz'
    with gzip.open(file, 'wb', 9) as out:
        out.write(b'a,b\n')
        for _ in range(20):
            out.write(b'0,0\n' * 1000000)
    for value, want in ((None, 65), ('300', 65), ('2000', 0), ('0', 0)):
        got = torture.run(['bif-extract', file],
                          env={'BIF_INFLATE': value} if value else None)
        tally.tried += 1
        tally.ends[got[0]] += 1
        told = b'bomb.gz: gzip at byte' in got[1]
        if got[0] != want or told != (want == 65):
            tally.defect('bomb', f'BIF_INFLATE={value}: {got[0]}', 0)
        if want and got[2] != b'old\n':
            tally.defect('bomb', 'something is published', value)
        subprocess.run(['rm', '-f', torture.out])


PARTS = {'alloc': alloc, 'calls': calls, 'short': short, 'limits': limits,
         'gzip': gzip_faults}

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""suppression.py [N]: N random books of two and three levels of units, counts
and shares, with small figures, over one to five dates of a year; what bif-render
--suppress shows of each date, with the dates before it --published, is then
attacked, for the figure and all that is behind it: nothing hidden may follow
from the sums of units (by elimination), nor be the only one that they, time and
statuses leave (by bounds); no figure that is small may be shown, nor what came between two
dates. In small books of one date it may hide at most twice what the best choice
hides, which is found by trying all. The same is put before audit-suppression,
which must find nothing.
"""
import fractions
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile

COLUMNS = ('year unit goal perspective measure as_of known_at status value '
           'expected target numerator denominator n band why').split()
MOST = 10 ** 9


def tree(rng):
    """Parent of each unit, by its code; the top's is None."""
    parent = {'T': None}
    for i in range(rng.randint(2, 4)):
        parent[f'A{i}'] = 'T'
        if rng.random() < .5:
            for j in range(rng.randint(1, 4)):
                parent[f'A{i}B{j}'] = f'A{i}'
    return parent


def figures(rng, parent, dates):
    """Numerator and denominator (or None) of each unit, added up, by date."""
    share = rng.random() < .4
    leaves = [u for u in parent if u not in parent.values()]
    all_dates = []
    for at in range(dates):
        own = {}
        for u in leaves:
            n = rng.choice([0, 1, 1, 2, 3, rng.randint(0, 30),
                            rng.randint(5, 90)])
            d = n + rng.choice([0, 1, 2, rng.randint(0, 50)])
            if at:
                n, d = (n, d) if rng.random() < .7 else (0, 0)
                before = all_dates[-1][u]
                n, d = n + before[0], d + (before[1] or 0)
            own[u] = (n, d if share else None)
            if share and d == 0:
                own[u] = (0, rng.randint(10, 20))
        for u in sorted(set(parent) - set(leaves), key=len, reverse=True):
            below = [own[c] for c in parent if parent[c] == u]
            own[u] = (sum(n for n, _ in below),
                      sum(d for _, d in below) if share else None)
        all_dates.append(own)
    return all_dates


def quantities(figure):
    """What is behind a figure, and the least that each is where hidden."""
    n, d = figure
    if d is None:
        return {'n': (n, 1), 'numerator': (n, 0)}
    return {'n': (d, 1), 'numerator': (n, 0), 'denominator': (d, 1),
            'rest': (d - n, 0)}


def is_small(figure, limit):
    n, d = figure
    counts = [n] if d is None else [n, d, d - n]
    return any(0 < c < limit for c in counts)


def equations(parent, size, hidden):
    """Coefficients of hidden units, and the constant they add up to."""
    rows = []
    for p in parent:
        below = [c for c in parent if parent[c] == p]
        if not below:
            continue
        row, constant = {}, 0
        for unit, sign in [(c, 1) for c in below] + [(p, -1)]:
            if unit in hidden:
                row[unit] = sign
            else:
                constant -= sign * size[unit]
        rows.append((row, constant))
    return rows


def solvable(parent, size, hidden):
    """Hidden units whose figure follows, or is the only one left."""
    rows = [({u: fractions.Fraction(c) for u, c in row.items()}, k)
            for row, k in equations(parent, size, hidden)]
    done = []
    for unit in sorted(hidden):
        at = next((r for r in rows if r[0].get(unit)), None)
        if at is None:
            continue
        rows.remove(at)
        at = ({u: c / at[0][unit] for u, c in at[0].items()}, at[1] / at[0][unit])

        def less(row, at=at, unit=unit):
            f = row[0].get(unit, 0)
            new = dict(row[0])
            for u, c in at[0].items():
                new[u] = new.get(u, 0) - f * c
            return ({u: c for u, c in new.items() if c}, row[1] - f * at[1])
        rows = [less(r) for r in rows]
        done = [less(r) for r in done] + [at]
    return {u for row, _ in done if len(row) == 1 for u in row}


def status(n, goal):
    """Of a count; a goal is direction, edge and band in points."""
    direction, edge, band = goal
    gap = edge - n if direction == 'at_least' else n - edge
    return 'met' if gap <= 0 else 'near' if gap <= band else 'off'


def left_by(shown, goal):
    """The least and the greatest count that a status leaves."""
    left = [n for n in range(1, 200) if status(n, goal) == shown]
    return (left[0], MOST if left[-1] == 199 else left[-1]) if left else (0, MOST)


def bounded(parent, worlds, hidden, of, goal=None, shown=None):
    """Hidden units at dates of which bounds leave one figure; where a goal
    counts, statuses are such bounds, too."""
    low, high, change = {}, {}, True
    for t, own in enumerate(worlds):
        for u in own:
            figure, least = quantities(own[u])[of]
            low[t, u] = least if u in hidden[t] else figure
            high[t, u] = MOST if u in hidden[t] else figure
            if goal and u in hidden[t] and shown[t][u]['status'] != 'hidden':
                least, high[t, u] = left_by(shown[t][u]['status'], goal)
                low[t, u] = max(low[t, u], least)
    for _ in range(80):
        if not change:
            break
        before = (dict(low), dict(high))
        for t in range(len(worlds)):
            for row, k in equations(parent, {
                    u: low[t, u] for u in parent}, hidden[t]):
                for u, c in row.items():
                    rest = [sorted((-a * low[t, v] * c, -a * high[t, v] * c))
                            for v, a in row.items() if v != u]
                    low[t, u] = max(low[t, u], k * c + sum(r[0] for r in rest))
                    high[t, u] = min(high[t, u], k * c + sum(r[1] for r in rest))
            for u in parent if t else ():
                low[t, u] = max(low[t, u], low[t - 1, u])
                high[t - 1, u] = min(high[t - 1, u], high[t, u])
        change = before != (low, high)
    return {(t, u) for t in range(len(worlds)) for u in hidden[t]
            if low[t, u] == high[t, u]}


def followed(parent, worlds, hidden, goal=None, shown=None):
    """What follows of any quantity at any date: unit, quantity, date."""
    out = set()
    for of in quantities(worlds[0][next(iter(parent))]):
        for t, own in enumerate(worlds):
            size = {u: quantities(own[u])[of][0] for u in own}
            out |= {(t, u, of) for u in solvable(parent, size, hidden[t])}
        out |= {(t, u, of) for t, u in bounded(parent, worlds, hidden, of,
                                                goal, shown)}
    return out


def render(folder, parent, worlds, limit, goal):
    """What is shown at each date, with all that were published before."""
    def write(name, text):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text)
    write('out/book/book.json', json.dumps({'suppress': limit}))
    write('out/book/units.csv', 'unit,name,parent\n' + ''.join(
        f'{u},{u},{p or ""}\n' for u, p in parent.items()))
    write('out/book/goals.csv', 'goal,title,measure,direction,window,scale,'
          f'unit_of_value\ng,Mål,m,{goal[0]},year,points,number\n')
    write('out/book/measures.json', '{"measures": [{"measure": "m", '
          '"numerator": {"count": "facts"}}]}')
    shown, published = [], []
    for t, own in enumerate(worlds):
        rows = '\t'.join(COLUMNS) + '\n'
        for unit, (n, d) in own.items():
            row = dict.fromkeys(COLUMNS, '')
            row.update(year='2010', unit=unit, goal='g', measure='m',
                       as_of=f'2010-{t * 2 + 3:02}-28',
                       status='met' if d is not None else status(n, goal),
                       value=str(n), expected=str(goal[1]),
                       target=str(goal[1]), band=str(goal[2]),
                       numerator=str(n), denominator='' if d is None else str(d),
                       n=str(n if d is None else d), why=f'{n} of {d}')
            rows += '\t'.join(row[c] for c in COLUMNS) + '\n'
        write('raw.tsv', rows)
        run = os.path.join(folder, f'out.runs/2010-{t * 2 + 3:02}-28.1')
        os.makedirs(run)
        for form in ('json', 'tsv'):
            subprocess.run(
                ['bif-render', '-b', os.path.join(folder, 'out/book'), '-O',
                 form, *published, '-o',
                 os.path.join(run, 'verdicts.' + form),
                 os.path.join(folder, 'raw.tsv')], check=True)
        published += ['--published', run]
        with open(os.path.join(run, 'verdicts.json'), encoding='utf-8') as f:
            shown.append({v['unit']: v for v in json.load(f)})
    os.link(os.path.join(run, 'verdicts.tsv'),
            os.path.join(folder, 'out/verdicts.tsv'))
    return shown


def attack(seed, audit):
    """What is wrong with one book, and how much it hides beside the best."""
    rng = random.Random(seed)
    parent, limit = tree(rng), rng.randint(3, 10)
    worlds = figures(rng, parent, rng.choice([1, 1, 2, 3, 5]))
    goal = (rng.choice(['at_least', 'at_most']), rng.randint(1, 15),
            rng.choice([0, 1, 1, 5]))
    counts = worlds[0]['T'][1] is None
    with tempfile.TemporaryDirectory() as folder:
        shown = render(folder, parent, worlds, limit, goal)
        told = subprocess.run(
            ['audit-suppression', os.path.join(folder, 'out')],
            stdout=subprocess.PIPE, text=True) if audit else None
    hidden = [{u for u, v in at.items() if v['value'] is None} for at in shown]
    for t, own in enumerate(worlds):
        small = {u for u in own if is_small(own[u], limit)}
        for then in range(t):
            small |= {u for u in own if not {u} & (hidden[t] | hidden[then])
                      and any(0 < now[0] - before[0] < limit
                              for now, before in zip(
                                  quantities(own[u]).values(),
                                  quantities(worlds[then][u]).values()))}
        for unit in hidden[t]:
            beside = [c for c in ('numerator', 'denominator', 'n', 'why')
                      if shown[t][unit][c] is not None]
            if beside:
                return f'{unit} is hidden but for {beside}', 0, 0
        if small - hidden[t]:
            return f'{small - hidden[t]} are small and shown', 0, 0
        if not small and hidden[t] and len(worlds) == 1:
            return f'{hidden[t]} hidden, none is small', 0, 0
    out = {f for f in followed(parent, worlds, hidden,
                               goal if counts else None, shown)
           if hidden[f[0]] != set(parent)}
    # What is small is one of few counts already: its status leaves two at least.
    out |= {(t, u) for t, own in enumerate(worlds) for u in own if counts
            and 0 < own[u][0] < limit and shown[t][u]['status'] != 'hidden'
            and sum(status(n, goal) == shown[t][u]['status']
                    for n in range(1, limit)) < 2}
    if out:
        return f'{out} follow from what is shown: {worlds} {hidden}', 0, 0
    if told and told.returncode and told.stdout.count('\n') > 1:
        return f'audit-suppression: {told.stdout} {worlds} {hidden}', 0, 0
    if not small or len(parent) > 9 or len(worlds) > 1:
        return None, 0, 0
    others = sorted(set(parent) - small)
    for k in range(len(others) + 1):
        for more in itertools.combinations(others, k):
            if not followed(parent, worlds, [small | set(more)]):
                return None, len(hidden[0]), len(small) + k
    return None, 0, 0


def main():
    faults, mine, best = [], 0, 0
    for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 200):
        fault, a, b = attack(seed, seed % 5 == 0)
        if fault:
            faults.append(f'seed {seed}: {fault}')
        mine, best = mine + a, best + b
    print('\n'.join(faults))
    print(f'{len(faults)} books give something away; in small ones {mine} '
          f'hidden, {best} at best')
    return 1 if faults or mine > 2 * best else 0


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""suppression.py [N]: N random books of two and three levels of units, counts
and shares, with small figures; what bif-render --suppress shows of each is
then attacked: no hidden figure may follow from the sums of units (by
elimination), nor be the only one that they leave (by bounds, each hidden figure
being 1 at least); no figure that is small may be shown. In small books it may
hide at most twice what the best choice hides, which is found by trying all.
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
           'expected target numerator denominator n why').split()


def tree(rng):
    """Parent of each unit, by its code; the top's is None."""
    parent = {'T': None}
    for i in range(rng.randint(2, 4)):
        parent[f'A{i}'] = 'T'
        if rng.random() < .5:
            for j in range(rng.randint(1, 4)):
                parent[f'A{i}B{j}'] = f'A{i}'
    return parent


def figures(rng, parent):
    """Numerator and denominator (or None) of each unit, added up."""
    share = rng.random() < .4
    leaves = [u for u in parent if u not in parent.values()]
    own = {}
    for u in leaves:
        n = rng.choice([0, 1, 1, 2, 3, rng.randint(0, 30), rng.randint(5, 90)])
        own[u] = (n, n + rng.choice([0, 1, 2, rng.randint(0, 50)]) if share else None)
        if share and own[u][1] == 0:
            own[u] = (0, rng.randint(10, 20))
    for u in sorted(set(parent) - set(leaves), key=len, reverse=True):
        below = [own[c] for c in parent if parent[c] == u]
        own[u] = (sum(n for n, _ in below),
                  sum(d for _, d in below) if share else None)
    return own


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
    found = {u for row, _ in done if len(row) == 1 for u in row}
    low, high = {u: 1 for u in hidden}, {u: 10 ** 9 for u in hidden}
    for _ in range(60):
        for row, k in equations(parent, size, hidden):
            for u, c in row.items():
                rest = [(-a * low[v] * c, -a * high[v] * c)
                        for v, a in row.items() if v != u]
                low[u] = max(low[u], k * c + sum(min(r) for r in rest))
                high[u] = min(high[u], k * c + sum(max(r) for r in rest))
    return found | {u for u in hidden if low[u] == high[u]}


def render(parent, own, limit):
    with tempfile.TemporaryDirectory() as folder:
        def write(name, text):
            with open(os.path.join(folder, name), 'w', encoding='utf-8') as f:
                f.write(text)
        write('units.csv', 'unit,name,parent\n' + ''.join(
            f'{u},{u},{p or ""}\n' for u, p in parent.items()))
        write('goals.csv', 'goal,title,measure,direction,unit_of_value\n'
              'g,Mål,m,at_least,number\n')
        write('measures.json', '{"measures": [{"measure": "m", '
              '"numerator": {"count": "facts"}}]}')
        rows = '\t'.join(COLUMNS) + '\n'
        for unit, (n, d) in own.items():
            row = dict.fromkeys(COLUMNS, '')
            row.update(year='2010', unit=unit, goal='g', measure='m',
                       as_of='2010-06-30', status='met', value=str(n),
                       expected='1', target='1', numerator=str(n),
                       denominator='' if d is None else str(d),
                       n=str(n if d is None else d), why=f'{n} of {d}')
            rows += '\t'.join(row[c] for c in COLUMNS) + '\n'
        write('v.tsv', rows)
        out = subprocess.run(
            ['bif-render', '-b', folder, '-O', 'json', '--suppress',
             str(limit), os.path.join(folder, 'v.tsv')],
            check=True, stdout=subprocess.PIPE).stdout
    return {v['unit']: v for v in json.loads(out)}


def attack(seed):
    """What is wrong with one book, and how much it hides beside the best."""
    rng = random.Random(seed)
    parent, limit = tree(rng), rng.randint(3, 10)
    own = figures(rng, parent)
    size = {u: n if d is None else d for u, (n, d) in own.items()}
    shown = render(parent, own, limit)
    hidden = {u for u, v in shown.items() if v['value'] is None}
    small = {u for u in own if is_small(own[u], limit)}
    for unit in hidden:
        told = [c for c in ('numerator', 'denominator', 'n', 'why')
                if shown[unit][c] is not None]
        if told:
            return f'{unit} is hidden but for {told}', 0, 0
    if small - hidden:
        return f'{small - hidden} are small and shown', 0, 0
    if not small and hidden:
        return f'{hidden} hidden, none is small', 0, 0
    followed = solvable(parent, size, hidden)
    if followed and hidden != set(own):
        return f'{followed} follow from what is shown: {own} {hidden}', 0, 0
    if not small or len(own) > 9:
        return None, 0, 0
    others = sorted(set(own) - small)
    for k in range(len(others) + 1):
        for more in itertools.combinations(others, k):
            if not solvable(parent, size, small | set(more)):
                return None, len(hidden), len(small) + k
    return None, 0, 0


def main():
    faults, mine, best = [], 0, 0
    for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 200):
        fault, a, b = attack(seed)
        if fault:
            faults.append(f'seed {seed}: {fault}')
        mine, best = mine + a, best + b
    print('\n'.join(faults))
    print(f'{len(faults)} books give something away; in small ones {mine} '
          f'hidden, {best} at best')
    return 1 if faults or mine > 2 * best else 0


if __name__ == '__main__':
    sys.exit(main())

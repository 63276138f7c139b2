// SPDX-License-Identifier: MIT
// chdb, ClickHouse inside a process: the interviews of an export, counted by
// unit and month.
//   node chdb.mjs FILE latin-1|utf-8 THREADS plain|tuned|keyed
// The kinds are those of duckdb.mjs. It reads bytes: names are decoded last.
import { query } from 'chdb';

const [file, encoding, threads, kind] = process.argv.slice(2);
const columns = ['Sagsnr', 'CPR-nr', 'Enhed', 'Samtaletype', 'Frist', 'Afholdt',
	'Status', 'Ydelsesgruppe', 'Beløb', 'Bemærkning'];
const header = columns.map((name, i) => `c${i} String`).join(', ');
const raw = `(SELECT c0 AS id, c2 AS unit, c4 AS frist, c5 AS afholdt,
	c6 AS state FROM file('${file}', 'CSV', '${header}')
	WHERE c6 <> 'Aflyst')`;
const day = (text) => `makeDate(toUInt16OrZero(substring(${text}, 7, 4)),
	toUInt8OrZero(substring(${text}, 4, 2)), toUInt8OrZero(substring(${text}, 1, 2)))`;
const name = encoding === 'utf-8' ? 'unit'
	: "convertCharset(unit, 'ISO-8859-1', 'UTF-8')";
const counted = (from) => `SELECT ${name} AS name, month, sum(on_time), sum(k) FROM (
	SELECT unit, formatDateTime(${day('frist')}, '%Y-%m') AS month, k,
	       if(state <> 'Udeblevet' AND afholdt <> ''
	          AND ${day('afholdt')} <= ${day('frist')}, k, 0) AS on_time
	FROM ${from}) GROUP BY unit, month ORDER BY name, month`;
const alike = (from) => `(SELECT unit, frist, afholdt, state, count() AS k
	FROM ${from} GROUP BY unit, frist, afholdt, state)`;
const queries = {
	plain: () => counted(`(SELECT *, 1 AS k FROM ${raw})`),
	tuned: () => counted(alike(raw)),
	keyed: () => counted(alike(`(SELECT tupleElement(row, 1) AS unit,
		tupleElement(row, 2) AS frist, tupleElement(row, 3) AS afholdt,
		tupleElement(row, 4) AS state
		FROM (SELECT any((unit, frist, afholdt, state)) AS row,
		      min(sipHash64(unit, frist, afholdt, state)) AS least,
		      max(sipHash64(unit, frist, afholdt, state)) AS most
		      FROM ${raw} GROUP BY id)
		WHERE throwIf(least <> most, 'conflict') = 0)`)),
};
process.stdout.write(query(`${queries[kind]()} SETTINGS max_threads = ${threads},
	format_csv_delimiter = ';', input_format_csv_skip_first_lines = 1`,
	'TabSeparated'));

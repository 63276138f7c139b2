// SPDX-License-Identifier: MIT
// duckdb: the interviews of an export, counted by unit and month.
//   node duckdb.mjs FILE latin-1|utf-8 THREADS plain|tuned|fair|keyed [UNITS CODES]
// plain: as one writes it. tuned: equal texts are counted first, and only what
// differs is read as days. fair: all columns the facts have; units and codes
// are looked up as they held on the day, personal numbers checked. keyed: as
// tuned, and a row whose Sagsnr was there before is not counted; one that says
// something else than the first is a conflict.
import { DuckDBInstance } from '@duckdb/node-api';

const [file, encoding, threads, kind, units, codes] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
const raw = `read_csv('${file}', delim = ';', header = true, quote = '"',
	encoding = '${encoding}', all_varchar = true)`;
const day = (column) => `strptime(nullif(${column}, ''), '%d-%m-%Y')::DATE`;
const table = (name) => `(SELECT * REPLACE (
	coalesce(nullif(valid_from, '')::DATE, '0001-01-01') AS valid_from,
	coalesce(nullif(valid_to, '')::DATE, '9999-12-31') AS valid_to)
	FROM read_csv('${name}', header = true, all_varchar = true))`;
// Counted by unit and month: rows that stand for k rows each.
const counted = (from) => `SELECT "Enhed", strftime(due, '%Y-%m') AS month,
	coalesce(sum(k) FILTER ("Status" <> 'Udeblevet' AND held <= due), 0),
	sum(k) FROM (${from}) GROUP BY ALL ORDER BY ALL`;
const alike = (from) => `SELECT "Enhed", "Status", ${day('"Frist"')} AS due,
	${day('"Afholdt"')} AS held, k
	FROM (SELECT "Enhed", "Status", "Frist", "Afholdt", count(*) AS k
	      FROM ${from} WHERE "Status" <> 'Aflyst' GROUP BY ALL)`;
const queries = {
	plain: () => counted(`SELECT "Enhed", "Status", ${day('"Frist"')} AS due,
		${day('"Afholdt"')} AS held, 1 AS k FROM ${raw}
		WHERE "Status" <> 'Aflyst'`),
	tuned: () => counted(alike(raw)),
	fair: () => counted(`SELECT u.name AS "Enhed", "Status", due, held, 1 AS k
		FROM (SELECT lower(trim("Enhed")) AS named, "Status",
		             lower(trim("Ydelsesgruppe")) AS coded,
		             ${day('"Frist"')} AS due, ${day('"Afholdt"')} AS held
		      FROM ${raw} WHERE "Status" <> 'Aflyst'
		      AND regexp_full_match("CPR-nr", '[0-9]{6}-?[0-9]{4}')) r
		JOIN ${table(units)} u ON named = lower(u.name)
			AND due BETWEEN u.valid_from AND u.valid_to
		JOIN ${table(codes)} c ON coded = lower(c.code)
			AND due BETWEEN c.valid_from AND c.valid_to`),
	keyed: () => counted(alike(`(SELECT
		CASE WHEN min(hash("Enhed", "Frist", "Afholdt", "Status"))
			= max(hash("Enhed", "Frist", "Afholdt", "Status"))
			THEN first("Enhed") ELSE error('conflict') END AS "Enhed",
		first("Frist") AS "Frist", first("Afholdt") AS "Afholdt",
		first("Status") AS "Status" FROM ${raw}
		WHERE "Status" <> 'Aflyst' GROUP BY "Sagsnr")`)),
};
const reader = await connection.runAndReadAll(queries[kind]());
for (const row of reader.getRows())
	console.log(row.join('\t'));

// SPDX-License-Identifier: MIT
// duckdb: the interviews of an export, counted by unit and month.
//   node duckdb.mjs FILE latin-1|utf-8 THREADS
import { DuckDBInstance } from '@duckdb/node-api';

const [file, encoding, threads] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
const reader = await connection.runAndReadAll(`
	SELECT "Enhed", strftime(due, '%Y-%m') AS month,
	       count(*) FILTER ("Status" <> 'Udeblevet' AND held <= due),
	       count(*)
	FROM (SELECT "Enhed", "Status",
	             strptime("Frist", '%d-%m-%Y')::DATE AS due,
	             strptime(nullif("Afholdt", ''), '%d-%m-%Y')::DATE AS held
	      FROM read_csv('${file}', delim = ';', header = true, quote = '"',
	                    encoding = '${encoding}', all_varchar = true)
	      WHERE "Status" <> 'Aflyst')
	GROUP BY ALL ORDER BY ALL`);
for (const row of reader.getRows())
	console.log(row.join('\t'));

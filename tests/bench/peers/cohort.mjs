// SPDX-License-Identifier: MIT
// duckdb: contacts followed by at least 30 days of a job within 92, by unit
// and month of the contact, as of a day.
//   node cohort.mjs FACTS DATE THREADS
import { DuckDBInstance } from '@duckdb/node-api';

const [file, asOf, threads] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
// Spells are clipped to the window and merged (gaps and islands) before their
// days are summed: overlapping spells count once.
const reader = await connection.runAndReadAll(`
	WITH facts AS (
		SELECT unit, event, date::DATE AS date,
		       coalesce(nullif(until, '')::DATE, '9999-12-31') AS until,
		       subject, row_number() OVER () AS id
		FROM read_csv('${file}', delim = '\t', header = true, quote = '',
		              escape = '', all_varchar = true)
		WHERE date::DATE <= '${asOf}'),
	entered AS (SELECT * FROM facts WHERE event = 'contact'
		AND date + 92 <= '${asOf}'),
	clipped AS (
		SELECT e.id, greatest(s.date, e.date + 1) AS a,
		       least(s.until, e.date + 92) AS b
		FROM entered e JOIN facts s ON s.subject = e.subject
		 AND s.event = 'job' AND s.date <= e.date + 92
		 AND s.until >= e.date + 1),
	edged AS (
		SELECT *, max(b) OVER (PARTITION BY id ORDER BY a, b
			ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS seen
		FROM clipped),
	covered AS (
		SELECT id, sum(CASE WHEN seen IS NULL OR a > seen THEN b - a + 1
			WHEN b > seen THEN b - seen ELSE 0 END) AS days
		FROM edged GROUP BY id)
	SELECT e.unit, strftime(e.date, '%Y-%m') AS month,
	       count(*) FILTER (c.days >= 30), count(*)
	FROM entered e LEFT JOIN covered c USING (id)
	GROUP BY ALL ORDER BY ALL`);
for (const row of reader.getRows())
	console.log(row.join('\t'));

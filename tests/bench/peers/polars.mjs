// SPDX-License-Identifier: MIT
// polars: the interviews of an export (UTF-8 only), counted by unit and month.
//   node polars.mjs FILE auto|streaming
import pl from 'nodejs-polars';

const text = Object.fromEntries(['Sagsnr', 'CPR-nr', 'Enhed', 'Samtaletype',
	'Frist', 'Afholdt', 'Status', 'Ydelsesgruppe', 'Beløb', 'Bemærkning']
	.map((name) => [name, pl.Utf8]));
const due = pl.col('Frist').str.strptime(pl.Date, '%d-%m-%Y');
const held = pl.col('Afholdt').str.strptime(pl.Date, '%d-%m-%Y');
const table = await pl.scanCSV(process.argv[2], { sep: ';', schema: text })
	.filter(pl.col('Status').neq(pl.lit('Aflyst')))
	.withColumns(due.alias('due'), held.alias('held'))
	.withColumns(pl.col('due').dt.strftime('%Y-%m').alias('month'),
		pl.col('held').ltEq(pl.col('due'))
			.and(pl.col('Status').neq(pl.lit('Udeblevet')))
			.fillNull(pl.lit(false)).alias('on_time'))
	.groupBy(['Enhed', 'month'])
	.agg(pl.col('on_time').cast(pl.Int64).sum().alias('n'),
		pl.col('due').count().alias('d'))
	.collect({ streaming: process.argv[3] === 'streaming' });
for (const row of table.sort(['Enhed', 'month']).rows())
	console.log(row.join('\t'));

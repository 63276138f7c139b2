// SPDX-License-Identifier: MIT
//
// node check.js CHROMIUM FILE...: each .html by html-validate, and by axe-core
// in Chromium, light and dark, on a telephone and on a desk; that no page is
// wider than its window, and on a telephone no status lies outside it; that a
// cell of the board leads to its goal and back; how many pages it prints, for
// a file named NAME-at-most-N.html; and each .md by markdown-it: that its tables are
// tables. A line for each finding; status 1 when there is one, 2 when the
// browser does not start.
'use strict';
const fs = require('fs');
const path = require('path');
const modules = process.env.BIF_HTML_MODULES;
const load = name => require(require.resolve(name, { paths: [modules] }));

const [browserPath, ...files] = process.argv.slice(2);
let findings = 0;

function finding(file, text) {
	findings++;
	console.log(`${path.basename(file)}: ${text}`);
}

async function validate(file) {
	const { HtmlValidate } = load('html-validate');
	const report = await new HtmlValidate({ root: true,
		extends: ['html-validate:recommended'] }).validateFile(file);
	for (const result of report.results)
		for (const m of result.messages)
			finding(file, `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
}

async function look(browser, axe, file, width, colorScheme) {
	const page = await browser.newPage({ viewport: { width, height: 900 },
		colorScheme, javaScriptEnabled: true });
	const asked = [];
	page.on('request', r => asked.push(r.url()));
	await page.goto('file://' + path.resolve(file));
	for (const url of asked.slice(1))
		finding(file, `asks for ${url}`);
	const wide = await page.evaluate(() =>
		document.documentElement.scrollWidth);
	if (wide > width)
		finding(file, `${wide} wide in a window of ${width}`);
	const outside = await page.evaluate(w => [...document.querySelectorAll(
		'.k')].filter(k => k.getBoundingClientRect().right > w + 1)
		.map(k => k.textContent), width);
	if (width < 500 && outside.length)
		finding(file, `${outside.length} statuses off the screen`);
	await page.evaluate(axe);
	const result = await page.evaluate(() => window.axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
			'best-practice'], resultTypes: ['violations'] }));
	for (const v of result.violations)
		finding(file, `${colorScheme} ${width}: ${v.id}: ${v.help}: ` +
			v.nodes[0].html.slice(0, 120));
	await page.close();
}

// By keyboard, as somebody without a mouse: focus, Enter, and the place is
// where the link says.
async function follow(browser, file) {
	const page = await browser.newPage({ viewport: { width: 1280,
		height: 900 } });
	await page.goto('file://' + path.resolve(file));
	const cell = page.locator('td a.k').first();
	if (await cell.count()) {
		await cell.focus();
		await page.keyboard.press('Enter');
		const goal = new URL(page.url()).hash;
		if (!/^#g\d+$/.test(goal) ||
			!await page.locator('figure' + goal).isVisible())
			finding(file, `a cell of the board leads to "${goal}"`);
		await page.locator(`figure${goal} .back a`).focus();
		await page.keyboard.press('Enter');
		const row = new URL(page.url()).hash;
		if (row !== goal.replace('g', 'b') ||
			!await page.locator('tr' + row).isVisible())
			finding(file, `the goal ${goal} leads back to "${row}"`);
	}
	const most = file.match(/-at-most-(\d+)\.html$/);
	if (most) {
		const pdf = (await page.pdf({ preferCSSPageSize: true }))
			.toString('latin1');
		const pages = (pdf.match(/\/Type \/Page\b(?!s)/g) || []).length;
		if (!pages || pages > Number(most[1]))
			finding(file, `prints ${pages} pages`);
	}
	await page.close();
}

function markdown(file) {
	const html = new (load('markdown-it'))({ html: true })
		.render(fs.readFileSync(file, 'utf8'));
	const source = fs.readFileSync(file, 'utf8').split('\n');
	const rules = source.filter(l => /^\|( :?-+:? \|)+$/.test(l)).length;
	const tables = (html.match(/<table>/g) || []).length;
	if (tables !== rules)
		finding(file, `${rules} tables written, ${tables} seen`);
	const rows = source.filter(l => l.startsWith('|')).length - rules;
	const seen = (html.match(/<tr>/g) || []).length;
	if (rows !== seen)
		finding(file, `${rows} rows written, ${seen} seen`);
	for (const tag of html.match(/<[a-z][a-z0-9]*/g) || [])
		if (!/^<(h[1-3]|p|ul|li|table|thead|tbody|tr|th|td|strong)$/.test(tag))
			finding(file, `markup of others: ${tag}`);
}

async function main() {
	for (const file of files.filter(f => f.endsWith('.md')))
		markdown(file);
	const pages = files.filter(f => f.endsWith('.html'));
	for (const file of pages)
		await validate(file);
	const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js',
		{ paths: [modules] }), 'utf8');
	let browser;
	try {
		browser = await load('playwright-core').chromium.launch({
			executablePath: browserPath, args: ['--no-sandbox',
			'--disable-gpu', '--disable-quic', '--no-first-run',
			'--disable-background-networking',
			'--disable-component-update', '--disable-sync',
			'--disable-dev-shm-usage'] });
	} catch (e) {
		console.log(`the browser does not start: ${e.message.split('\n')[0]}`);
		process.exit(2);
	}
	for (const file of pages) {
		await look(browser, axe, file, 390, 'light');
		await look(browser, axe, file, 1280, 'dark');
		await follow(browser, file);
	}
	await browser.close();
	process.exit(findings ? 1 : 0);
}

main().catch(e => {
	console.log(e.stack);
	process.exit(1);
});

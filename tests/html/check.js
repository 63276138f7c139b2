// SPDX-License-Identifier: MIT
//
// node check.js CHROMIUM FILE...: each .html by html-validate, and by axe-core
// in Chromium, light and dark, on a telephone and on a desk; that no page is
// wider than its window, and on a telephone no status lies outside it; that the
// keyboard comes to each link; that a cell of the board leads to its goal and
// back, on the page or, of a site's index.html, on pages of their own; that a
// site filters, sorts and has its other days, and shows all without script; how
// many pages it prints, for a file named NAME-at-most-N.html; and each .md by
// markdown-it: that its tables are tables. A line for each finding; status 1
// when there is one, 2 when the browser does not start.
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

// How long anything may take: a machine that tests run on may be busy.
const SLOW = 120000;

async function open(browser, options) {
	const page = await browser.newPage(options);
	page.setDefaultTimeout(SLOW);
	return page;
}

async function look(browser, axe, file, width, colorScheme) {
	const page = await open(browser, { viewport: { width, height: 900 },
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

// From the top of the page by the Tab key alone, each link that is seen is come
// to, once, until the page is left.
async function reach(page, file) {
	await page.evaluate(() => { window.reached = new Set(); });
	for (let more = true; more;) {
		await page.keyboard.press('Tab');
		more = await page.evaluate(() => {
			const e = document.activeElement;
			const fresh = e && e !== document.body &&
				!window.reached.has(e);
			window.reached.add(e);
			return fresh;
		});
	}
	const missed = await page.evaluate(() =>
		[...document.querySelectorAll('a[href]')].filter(a =>
			a.checkVisibility() && !window.reached.has(a))
			.map(a => a.getAttribute('href')));
	if (missed.length)
		finding(file, `the keyboard does not reach ${missed.join(' ')}`);
}

// By keyboard, as somebody without a mouse: focus, Enter, and the place is
// where the link says.
async function follow(browser, file) {
	const page = await open(browser, { viewport: { width: 1280,
		height: 900 } });
	await page.goto('file://' + path.resolve(file));
	await reach(page, file);
	const cell = page.locator('td a.k[href^="#"]').first();
	if (await cell.count()) {
		await cell.focus();
		await page.keyboard.press('Enter');
		// On a busy machine the page moves a moment later.
		await page.waitForFunction(() => location.hash).catch(() => {});
		const goal = new URL(page.url()).hash;
		if (!/^#g\d+$/.test(goal) ||
			!await page.locator('figure' + goal).isVisible())
			finding(file, `a cell of the board leads to "${goal}"`);
		await page.locator(`figure${goal} .back a`).focus();
		await page.keyboard.press('Enter');
		await page.waitForFunction(was => location.hash !== was, goal)
			.catch(() => {});
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

// Follows a link by keyboard.
async function enter(page, link) {
	await link.focus();
	await Promise.all([page.waitForNavigation(),
		page.keyboard.press('Enter')]);
}

// A site, as somebody uses it: from a cell of the board to the goal and back to
// its row, to a unit, a goal found and sorted, and the board of another day.
async function site(browser, file) {
	const at = 'file://' + path.resolve(file);
	const page = await open(browser, { viewport: { width: 1280,
		height: 900 } });
	const errors = [];
	page.on('pageerror', e => errors.push(e.message));
	page.on('console', m => m.type() === 'error' && errors.push(m.text()));
	await page.goto(at);
	const board = page.locator('table.crowded');
	const rows = board.locator('tbody tr[id]');
	const all = await rows.count();
	const title = await rows.first().locator('th').innerText();
	await enter(page, board.locator('td a.k').first());
	if (!/\/g\d+\.html$/.test(page.url()) ||
		await page.locator('h1').innerText() !== title)
		finding(file, `a cell of the board leads to ${page.url()}`);
	await enter(page, page.locator('nav.site a').first());
	if (!/index\.html#b\d+$/.test(page.url()) ||
		!await page.locator('tr:target').isVisible())
		finding(file, `the goal leads back to ${page.url()}`);
	await enter(page, board.locator('thead a').first());
	if (!/\/u\d+\.html$/.test(page.url()))
		finding(file, `a unit's head leads to ${page.url()}`);
	await page.goto(at);
	const form = page.locator('form.find').first();
	await form.locator('input').fill(title);
	if (await rows.locator('visible=true').count() >= all ||
		!await rows.first().isVisible())
		finding(file, `"${title}" finds ` +
			await rows.locator('visible=true').count());
	await form.locator('input').fill('');
	await form.locator('select').selectOption('off');
	const off = await rows.evaluateAll(l => l.filter(r =>
		r.querySelector('.s.off')).length);
	if (await rows.locator('visible=true').count() !== off || off === all)
		finding(file, `${off} goals are off, not as many found`);
	await form.locator('select').selectOption('all');
	const order = () => board.locator('tbody').first()
		.locator('tr[id]').evaluateAll(l => l.map(r => r.id).join());
	const before = await order();
	const first = board.locator('thead button').first();
	await first.click();
	await first.click();
	if (await order() === before || await rows.count() !== all)
		finding(file, 'the first column does not sort');
	for (const day of await page.locator('nav.site li a').evaluateAll(l =>
		l.map(a => a.href).filter(h => /index\.html$/.test(h)))) {
		const then = await page.locator('.sub').innerText();
		await page.goto(day);
		if (await page.locator('.sub').innerText() === then)
			finding(file, `${day} shows the same day`);
	}
	for (const error of errors)
		finding(file, error);
	await page.close();
	const plain = await open(browser, { javaScriptEnabled: false });
	await plain.goto(at);
	if (await plain.locator('table.crowded tbody tr[id]').count() !== all)
		finding(file, 'goals are missing without script');
	await plain.close();
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
			executablePath: browserPath, timeout: SLOW, args: ['--no-sandbox',
			'--disable-gpu', '--disable-quic', '--no-first-run',
			'--disable-background-networking',
			'--disable-component-update', '--disable-sync',
			'--disable-dev-shm-usage'] });
	} catch (e) {
		console.log(`the browser does not start: ${e.message.split('\n')[0]}`);
		process.exit(2);
	}
	for (const file of pages) {
		await look(browser, axe, file, 375, 'light');
		await look(browser, axe, file, 1280, 'dark');
		await follow(browser, file);
		if (path.basename(file) === 'index.html')
			await site(browser, file);
	}
	await browser.close();
	process.exit(findings ? 1 : 0);
}

main().catch(e => {
	console.log(e.stack);
	process.exit(1);
});

"""report-page.py PAGE - looks at a report's page in headless Chromium, at the width of a phone and
of a desk, in light and dark; prints TAP. SPDX-License-Identifier: MIT"""

import base64
import os
import sys

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

# What each text stands on, and how far they differ (WCAG 2): below 4.5 to 1 is hard to read.
CONTRAST = """
const channel = c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 };
const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
const read = text => (text.match(/[\\d.]+/g) || []).map(Number);
const solid = c => c.length == 3 || c[3] == 1;
const paint = e => e instanceof SVGElement && e.tagName != 'svg'
	? getComputedStyle(e).fill : getComputedStyle(e).backgroundColor;
const ground = e => {
	const box = e.getBoundingClientRect();
	const x = box.x + box.width / 2, y = box.y + box.height / 2;
	for (const below of document.elementsFromPoint(x, y)) {
		if (below === e || e.contains(below) || below instanceof SVGTextElement) continue;
		if (below instanceof SVGElement && below.tagName != 'rect') continue;
		const c = read(paint(below));
		if (c.length >= 3 && solid(c)) return c;
	}
	return read(getComputedStyle(document.body).backgroundColor);
};
const poor = [];
let seen = 0;
for (const e of document.querySelectorAll('h1,h2,h3,p,a,li,dt,dd,span,th,td,text,summary,code,footer')) {
	const own = [...e.childNodes].some(n => n.nodeType == 3 && n.textContent.trim());
	if (!own || !e.checkVisibility() || e.closest('.hidden')) continue;
	e.scrollIntoView({ block: 'center', behavior: 'instant' });
	const ink = read(e instanceof SVGElement ? getComputedStyle(e).fill : getComputedStyle(e).color);
	const [a, b] = [light(ink), light(ground(e))].sort((p, q) => q - p);
	seen++;
	if ((a + 0.05) / (b + 0.05) < 4.5)
		poor.push(e.tagName + ' "' + e.textContent.trim().slice(0, 30) + '" ' + ((a + 0.05) / (b + 0.05)).toFixed(2));
}
return [seen, poor];
"""

# A picture that is shown has a name that is there, and letters that are large enough.
PICTURES = """
const shown = [...document.querySelectorAll('svg')].filter(e => e.getClientRects().length);
return shown.map(e => ({
	role: e.getAttribute('role'),
	name: (e.getAttribute('aria-labelledby') || '').split(' ').map(id => {
		const found = document.querySelectorAll('[id="' + id + '"]');
		return found.length == 1 ? found[0].textContent : '';
	}),
	width: e.getBoundingClientRect().width,
	least: Math.min(...[...e.querySelectorAll('text')].map(t =>
		parseFloat(getComputedStyle(t).fontSize) * e.getBoundingClientRect().width / e.viewBox.baseVal.width)),
	outside: [...e.querySelectorAll('text')].filter(t => {
		const box = t.getBoundingClientRect();
		return box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5;
	}).map(t => t.textContent),
}));
"""

# Every link leads somewhere on the page; every id is there once; headings skip no level.
STRUCTURE = """
const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
const wrong = ids.filter((id, n) => ids.indexOf(id) != n).map(id => 'twice: ' + id);
for (const a of document.querySelectorAll('a'))
	if (!a.getAttribute('href').startsWith('#') || !document.getElementById(a.getAttribute('href').slice(1)))
		wrong.push('leads nowhere: ' + a.getAttribute('href'));
let level = 0;
for (const h of document.querySelectorAll('h1,h2,h3,h4')) {
	const now = Number(h.tagName[1]);
	if (now > level + 1) wrong.push('skips a level: ' + h.textContent);
	level = now;
}
for (const figure of document.querySelectorAll('section.figure'))
	if (!figure.querySelector('.empty') && !figure.querySelector('a.query'))
		wrong.push('no query: ' + figure.id);
if (document.querySelectorAll('h1').length != 1 || !document.querySelector('main') || !document.documentElement.lang)
	wrong.push('no h1, main or language');
for (const part of document.querySelectorAll('script,img,link,iframe,object'))
	wrong.push('not ours: ' + part.tagName);
return wrong;
"""

count = failed = 0


def verdict(is_fine, name, *why):
    global count, failed
    count += 1
    failed += not is_fine
    print(f"{'ok' if is_fine else 'not ok'} {count} - {name}")
    for line in [] if is_fine else why:
        print(f"# {line}")


def browser():
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    profile = os.path.join(os.environ["scratch"], "chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--hide-scrollbars", f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def look(driver, page, width, scheme):
    where = f"{width} px, {scheme}"
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
    driver.get("file://" + page)
    wide = driver.execute_script("return document.documentElement.scrollWidth")
    verdict(wide <= width, f"{where}: nothing to scroll sideways", f"{wide} px wide")
    pictures = driver.execute_script(PICTURES)
    verdict(len(pictures) >= 12, f"{where}: pictures", len(pictures))
    bad = [p for p in pictures if p["role"] != "img" or len(p["name"]) != 2 or not all(p["name"])]
    verdict(not bad, f"{where}: each picture has a name and a description", *bad)
    bad = [p for p in pictures if p["least"] < 10.5 or p["outside"]]
    verdict(not bad, f"{where}: letters in pictures can be read, none is cut off", *bad)
    seen, poor = driver.execute_script(CONTRAST)
    verdict(seen > 150 and not poor, f"{where}: contrast", seen, *poor)
    dark = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    is_dark = sum(int(c) for c in dark[4:-1].split(",")) < 200
    verdict(is_dark == (scheme == "dark"), f"{where}: the colours asked for", dark)


def paper(driver):
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    pdf = base64.b64decode(driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
    verdict(pdf.startswith(b"%PDF") and 2 <= pdf.count(b"/Type /Page\n") <= 16,
            "on paper: some pages", pdf.count(b"/Type /Page\n"))


def mail(page):
    driver = browser()
    try:
        for width in (360, 1100):
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
            driver.get("file://" + page)
            wide = driver.execute_script("return document.documentElement.scrollWidth")
            verdict(wide <= width, f"{width} px: nothing to scroll sideways", f"{wide} px wide")
            seen, poor = driver.execute_script(CONTRAST)
            poor = [each for each in poor if "■" not in each]  # colours of bars, no letters
            verdict(seen > 100 and not poor, f"{width} px: contrast", seen, *poor)
            driver.execute_script("document.querySelector('a[href=\"#sql-checks\"]').click()")
            top = driver.execute_script(
                "return document.querySelector('#sql-checks').getBoundingClientRect().top")
            verdict(-2 < top < 900, f"{width} px: its query is in sight", top)
        said = driver.get_log("browser")
        verdict(not said, "the browser complains of nothing", *said)
    finally:
        driver.quit()
    print(f"1..{count}")
    return failed != 0


def main(page):
    driver = browser()
    try:
        for width in (360, 1100):
            for scheme in ("light", "dark"):
                look(driver, page, width, scheme)
        wrong = driver.execute_script(STRUCTURE)
        verdict(not wrong, "structure", *wrong)
        driver.execute_script("for (const d of document.querySelectorAll('details')) d.open = true")
        seen, poor = driver.execute_script(CONTRAST)
        verdict(seen > 400 and not poor, "the numbers, opened: contrast", seen, *poor)
        said = driver.get_log("browser")
        verdict(not said, "the browser complains of nothing", *said)
        paper(driver)
    finally:
        driver.quit()
    print(f"1..{count}")
    return failed != 0


sys.exit(mail(sys.argv[2]) if sys.argv[1] == "--mail" else main(sys.argv[1]))
